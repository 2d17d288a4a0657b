"""Duties that tables tell: which are there, down to which level their subjects go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from extract.table import Row
from reconcile.duties.catalogue import Duty, duties, plain, sign
from reconcile.duties.form import at_odds
from reconcile.duties.gaps import unread
from reconcile.duties.reading import Line, find, first_page
from reconcile.duties.seen import Case, Judge, absent, at, not_asked, standing, tabled, told
from reconcile.duties.values import Standing, State
from reconcile.phrases import Words, phrase
from reconcile.places import naming
from reconcile.plain import label
from reconcile.tables.kinds import table_kind
from reconcile.tables.library import Sheet
from reconcile.tables.likeness import LIKE

#: A report that has so many of the tables which all must publish has its tables in this file.
_WHOLE = 6
#: A page without a table that has so many titles of them lists them: it is the contents.
_LISTED = 4
#: No title is longer.
_TITLE = 60
#: A table with so many rows and no known title may be any of them.
_ROWS = 3
#: 类 has three digits, 款 five, 项 seven.
_FUNCTION, _ECONOMIC = 7, 5
_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")
_ALL_TABLES = re.compile(r"^.{0,3}$|(?:决算|预算|公开|部门|单位)表$|报表$")
#: Several tables by their numbers: 公开01表至公开09表, 表一—表九.
_SPAN = re.compile(
    r"[表\d一二三四五六七八九十](?:至|到|[-—–~～]+)(?:公开|附)?表?[\d一二三四五六七八九十]*表?$"
)
_ENDED = re.compile(r"[-—·.…⋯\d]+$")
_BEHIND = re.compile(r"(?<=表)\([^()]*\)$")
_SAME = re.compile(r"20\d\d年度?|部门|单位|\(.*?\)|^附?表?[一二三四五六七八九十\d]+[、:：.]?")


def table(duty: Duty, case: Case) -> Standing:
    """One of the tables that all must publish."""
    sheets = [s for kind in duty.tables for s in case.library.of_kind(kind)]
    if sheets:
        return tabled(duty, sheets[0].table)
    for sheet in case.library.sheets:
        if any(pattern.search(plain(sheet.table.title)) for pattern in duty.said):
            return tabled(duty, sheet.table)
    everywhere = list(case.reading.about())
    if hit := find(everywhere, duty.none):
        return not_asked(duty, phrase("duty.told_none"), hit)
    if hit := find((line for line in everywhere if line.kind == "table"), duty.perhaps):
        return at(duty, State.NOT_JUDGED, hit, phrase("duty.perhaps"))
    titled = _titled(duty, case)
    if titled:
        why = naming(case.disclosure, ("duty.titled", "duty.titled_at"), titled.page)
        return standing(duty, State.NOT_JUDGED, why=why, page=titled.page, quote=titled.quote)
    gap = _tables_gap(case)
    if gap:
        return standing(duty, State.NOT_JUDGED, why=gap)
    return standing(duty, State.MISSING, why=phrase("duty.no_table"))


def _titled(duty: Duty, case: Case) -> Line | None:
    """A line that is the title of such a table, which was not read as one."""
    titles = [
        (line, table_kind(_title(line.text)))
        for line in case.reading.lines
        if line.kind != "contents" and len(line.text) <= _TITLE and line.text.endswith("表")
    ]
    listed = Counter(line.page for line, kind in titles if kind)
    held = {page for sheet in case.library.sheets for page in sheet.table.pages}
    for line, kind in titles:
        in_contents = listed[line.page] >= _LISTED and line.page not in held
        if kind in duty.tables and not in_contents:
            return line
    return None


def _tables_gap(case: Case) -> Words:
    """Why a table that was not found may be there, or elsewhere; "" where it is not."""
    asked = {kind for duty in duties() if duty.judge == "table" for kind in duty.tables}
    held = {sheet.kind for sheet in case.library.sheets} & asked
    if len(held) < _WHOLE:
        return phrase("duty.few_tables", count=str(len(held)))
    unnamed = [s for s in case.library.sheets if not s.kind and len(s.table.rows) >= _ROWS]
    if unnamed:
        return phrase("duty.unnamed", count=str(len(unnamed)))
    hit = find(case.reading.prose, (sign("tables_elsewhere"),))
    if hit:
        return phrase("duty.elsewhere", quote=hit.quote)
    return unread(case.disclosure)


def contents(duty: Duty, case: Case) -> Standing:
    """The tables that the contents list. Those that W09 has said to be missing, and notes that are
    at odds with their table (W07), count as such; no other finding tells of them."""
    listed = list(_listed(case))
    if not listed:
        return not_asked(duty, phrase("duty.no_contents"))
    said = [f for f in case.findings if f.rule in duty.checked]
    if said:
        return at_odds(duty, said)
    gone = [line for line in listed if not _held(line, case)]
    if not gone:
        why = phrase("duty.all_listed", count=str(len(listed)))
        return standing(duty, State.MET, why=why, page=listed[0].page, quote=listed[0].quote)
    gap = _tables_gap(case)
    if gap:
        return standing(duty, State.NOT_JUDGED, why=gap)
    why = naming(
        case.disclosure, ("duty.listed", "duty.listed_at"), gone[0].page, count=str(len(gone))
    )
    return standing(duty, State.MISSING, why=why, page=gone[0].page, quote=gone[0].quote)


def _listed(case: Case) -> Iterator[Line]:
    """The lines of the contents that name a table, not the part that holds them all."""
    return (line for line in case.reading.contents if names_a_table(line.text))


def names_a_table(text: str) -> bool:
    """Whether a line of the contents names one table."""
    title = _title(text)
    if _SPAN.search(title):
        return False
    return title.endswith("表") and (bool(table_kind(title)) or not _ALL_TABLES.search(title))


def _title(text: str) -> str:
    """A title without the page it is on, its number, and what stands in brackets behind it."""
    ended = _BEHIND.sub("", _ENDED.sub("", text))
    return label(ended.replace("(", "（").replace(")", "）"))


def _held(line: Line, case: Case) -> bool:
    """Whether a listed table is there: by its kind, its title, or a line that names it."""
    title = _title(line.text)
    kind = table_kind(title)
    if kind and case.library.of_kind(kind):
        return True
    stem = _SAME.sub("", plain(title))
    texts = [plain(s.table.title) for s in case.library.sheets]
    texts += [other.text for other in case.reading.prose if len(other.text) <= _TITLE]
    return any(fuzz.ratio(stem, _SAME.sub("", text)) >= LIKE or stem in text for text in texts)


def functions(duty: Duty, case: Case) -> Standing:
    """Expenditure by function down to 项: codes of seven digits, or names of all three levels."""
    kinds = ("general", "expenditure", "granted", "income")
    sheets = [s for kind in kinds for s in case.library.of_kind(kind)]
    return _depth(duty, case, sheets, _FUNCTION, ("item", "item"))


def economic(duty: Duty, case: Case) -> Standing:
    """Basic expenditure down to 款: codes of five digits, or the names these have."""
    sheets = [s for kind in ("basic", "economic") for s in case.library.of_kind(kind)]
    return _depth(duty, case, sheets, _ECONOMIC, ("economic_item", "economic_stated"))


def _depth(
    duty: Duty, case: Case, sheets: Sequence[Sheet], digits: int, names: tuple[str, str]
) -> Standing:
    """How deep the codes of some tables go; `names` are the signs that tell it of a row's label
    and of the narrative."""
    named, spoken = map(sign, names)
    rows = [(sheet, row) for sheet in sheets for row in sheet.table.rows]
    for sheet, row in rows:
        if len(_code(row)) >= digits or named.search(plain(row.label)):
            quote = f"{row.code} {row.label}".strip()
            page = row.cells[0].page if row.cells else first_page(sheet.table)
            return standing(duty, State.MET, page=page, quote=quote)
    if hit := find(case.reading.prose, (spoken,)):
        return at(duty, State.MET, hit)
    codes = [code for _, row in rows if (code := _code(row))]
    gap = _tables_gap(case) or _of_depth(sheets, codes)
    if gap:
        return standing(duty, State.NOT_JUDGED, why=gap)
    first = sheets[0].table
    why = phrase("duty.depth", digits=str(max(map(len, codes))), codes="、".join(codes[:3]))
    return standing(duty, State.MISSING, why=why, page=first_page(first), quote=first.title)


def _of_depth(sheets: Sequence[Sheet], codes: Sequence[str]) -> Words:
    """Why the depth of some tables cannot be told; "" where it can."""
    if not sheets:
        return phrase("duty.no_such_table")
    if any(sheet.table.goes_on for sheet in sheets):
        return phrase("duty.goes_on")
    return "" if codes else phrase("duty.no_codes")


def _code(row: Row) -> str:
    """A row's code, of its label where it has no column of its own."""
    if row.code:
        return row.code
    found = _CODE.match(plain(row.label))
    return found[0] if found else ""


def halves(duty: Duty, case: Case) -> Standing:
    """Basic and project expenditure: two columns of a table, or two amounts of the narrative."""
    for sheet in case.library.sheets:
        headers = ["/".join(c.header) for c in sheet.table.columns]
        if any("基本支出" in h for h in headers) and any("项目支出" in h for h in headers):
            return tabled(duty, sheet.table)
    met = told(duty, case)
    if met:
        return met
    gap = _tables_gap(case)
    return standing(duty, State.NOT_JUDGED, why=gap) if gap else absent(duty, case)


TABLE_JUDGES: Mapping[str, Judge] = {
    "table": table,
    "contents": contents,
    "functions": functions,
    "economic": economic,
    "halves": halves,
}
