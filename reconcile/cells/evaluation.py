"""A project's figures in the narrative against its self-evaluation table (绩效自评表)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from extract.disclosure import Claim, Role
from extract.figures.quantity import Quantity
from extract.table import Cell, Row
from reconcile.audit import Check
from reconcile.book import Book
from reconcile.cells.agreement import Held, copy_check
from reconcile.cells.alignment import Match
from reconcile.equation import Term, check
from reconcile.formula import COPY
from reconcile.plain import label, plain
from reconcile.tables.library import Library, Sheet
from reconcile.tables.scores import words

#: What may stand between the words of an indicator and its figure.
_SAYS = "达为至到"
#: How much of a row's name (percent) a sentence says where it names it.
_ALIKE = 83
#: Where a project's figure of a role stands, as vocabulary.toml names it.
_COLUMNS = {Role.BUDGET: "budgeted", Role.LEVEL: "spent", Role.COMPLETION: "rate_column"}


def hold_projects(book: Book, library: Library) -> dict[str, Held]:
    """The claims of each project's paragraph against the project's own table, and those that
    state an indicator by its name against the indicator's row."""
    sheets = library.of_kind("evaluation")
    printed = {sheet.table.id: _printed(sheet) for sheet in sheets}
    held: dict[str, Held] = {}
    for claim in book.disclosure.claims if sheets else ():
        match = _match(book, claim, sheets, printed)
        if match is not None:
            checks = tuple(_copied(claim, c) for c in (*match.decisive, *match.also))
            held[claim.id] = Held(claim, match, checks)
    return held


def _printed(sheet: Sheet) -> str:
    """All that the rows of a form print, field by field."""
    return "\n".join(plain(cell.text) for row in sheet.table.rows for cell in row.cells)


def _match(
    book: Book, claim: Claim, sheets: Sequence[Sheet], printed: Mapping[str, str]
) -> Match | None:
    if _is_source(book, claim):
        return None
    sheet = _sheet_of(book, claim, sheets)
    if sheet is None and _is_of_other_project(book, claim, sheets):
        return None
    told = not _is_partial_score(book, claim) and not _is_of_deed(book, claim)
    own = list(_project_cells(book, sheet, claim)) if sheet and told else []
    named = [] if claim.quantity.kind == "amount" else _stated(book, claim, _near(sheet, sheets))
    if own or named:
        decisive = (*named, *own)
        title = sheet.table.title if sheet else ""
        sure, unsure = ((), decisive) if _one_of_several(book, claim) else (decisive, ())
        return Match(f"绩效:{title}", sure, unsure, "按项目名称和指标名称对应")
    if claim.quantity.kind != "amount":
        cells = _mentioned(book, claim, _near(sheet, sheets), printed)
        if cells:
            return Match("绩效:", (), tuple(cells), "按指标名称对应")
    return None


def _is_source(book: Book, claim: Claim) -> bool:
    """Whether an amount is one source of a project's money: 全年预算A万元，其中上年结转B万元."""
    told = book.statement(claim)
    return told.part_of is not None and claim.quantity.kind == "amount" and told.announced


def _is_of_other_project(book: Book, claim: Claim, sheets: Sequence[Sheet]) -> bool:
    """Whether a claim stands under the item of a project of which no form is printed, while all
    that are printed say whose they are."""
    project = words("named_project").search(plain(book.statement(claim).item))
    return project is not None and all(map(project_of, sheets))


def _is_partial_score(book: Book, claim: Claim) -> bool:
    """Whether points are none of a project's total: those of an indicator (预算执行30分、得28.5分)
    or of a rate (执行率97%，得9.7分), what they are more than last year's, or last year's."""
    if claim.quantity.unit != "分":
        return False
    said, rate = book.statement(claim), book.just_before(claim)
    behind = plain(book.text(claim)[rate.end : claim.start]) if rate is not None else ""
    if rate is not None and rate.quantity.unit == "%" and words("of_rate").fullmatch(behind):
        return True
    part = said.part_of is not None and not words("any_score").search(plain(said.subject))
    past = words("other_score").search(book.right_before(claim, "，。；"))
    return part or past is not None or claim.role.is_change


def _is_of_deed(book: Book, claim: Claim) -> bool:
    """Whether a completion is that of something done, and not of the project's money: 新建公厕6座，
    计划7座，完成85.71%."""
    if claim.role is not Role.COMPLETION:
        return False
    paid = any(c.quantity.kind == "amount" for c in _told_with(book, claim))
    return not paid and words("of_money").search(book.right_before(claim, "，。；")) is None


def _told_with(book: Book, claim: Claim) -> Iterator[Claim]:
    """What else is told of the same thing."""
    return (c for c in book.in_paragraph(claim) if c.statement == claim.statement)


def _one_of_several(book: Book, claim: Claim) -> bool:
    """安排402.01万元，支出397.77万元: which of several amounts was spent the words leave open."""
    amounts = {
        c.quantity.exact
        for c in book.of_roles(claim.statement, Role.LEVEL)
        if c.quantity.kind == "amount"
    }
    return claim.role is Role.LEVEL and claim.quantity.kind == "amount" and len(amounts) > 1


def _near(sheet: Sheet | None, sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    return [sheet] if sheet else sheets


def _sheet_of(book: Book, claim: Claim, sheets: Sequence[Sheet]) -> Sheet | None:
    """The table of the project that the claim's list item names; the whole-department table for
    a sentence that speaks of the department's own score."""
    item = plain(book.statement(claim).item)
    named = [(s, name) for s in sheets if (name := project_of(s))]
    # beside its list item, a project may be named in a sentence; a figure of it is its result only
    # where the sentence speaks of the self-evaluation
    evaluated = claim.quantity.unit == "分" or words("evaluated").search(book.text(claim))
    named_here = (plain(book.statement(claim).subject), _quoted(book, claim)) if evaluated else ()
    for said in (item, *named_here):
        scored = [(_likeness(said, name), s) for s, name in named if said]
        score, sheet = max(scored, key=lambda x: x[0], default=(0.0, None))
        if score >= 90:
            return sheet
    subject = plain(book.statement(claim).subject).removesuffix("项目")
    planned = [s for s, name in named if name.removesuffix("项目") == subject and _is_plan(s)]
    if len(planned) == 1 and claim.quantity.kind == "amount":
        return planned[0]
    whole = [s for s in sheets if words("whole").search(s.table.title)]
    if words("deducted").search(book.right_before(claim, "，。；")):
        return None
    if claim.quantity.unit == "分" and len(whole) == 1 and not item:
        return whole[0]
    return None


def _is_plan(sheet: Sheet) -> bool:
    """Whether a form says what a project is to cost and reach, not what became of it."""
    return words("planned").search(sheet.table.title) is not None


def project_of(sheet: Sheet) -> str:
    """The name of the project a table evaluates: as its field 项目名称 says, or its title."""
    for row in sheet.table.rows:
        if words("project").fullmatch(label(row.label)) and row.cells and row.cells[0].text:
            return plain(row.cells[0].text)
    title = words("titled").search(plain(sheet.table.title))
    return title[1] if title else ""


def _quoted(book: Book, claim: Claim) -> str:
    """The last name in quotation marks before a figure: “老旧管网改造”项目自评得分为98分."""
    names = re.findall(r"“([^”]+(?:(?=”项目)|项目(?=”)))”", book.before(claim))
    return plain(names[-1]) if names else ""


def _likeness(said: str, name: str) -> float:
    name = name.removesuffix("项目") or name
    if name in said:
        return 100.0 + len(name)
    return float(fuzz.partial_ratio(name, said)) if len(said) >= len(name) else 0.0


def _project_cells(book: Book, sheet: Sheet, claim: Claim) -> Iterator[Cell]:
    """预算数, 执行数, 执行率 and 得分 of the project. What was budgeted at the year's beginning is
    not what the whole year had: 全年预算数A万元（年初预算B万元，年中调增C万元）."""
    initial = words("initial").search(book.right_before(claim, "，。；（("))
    if claim.quantity.unit == "分":
        yield from sheet.figures(words("total_score"), words("score_column"), last=True)
    elif claim.role is Role.BUDGET and initial and sheet.figures(words("funds"), words("revised")):
        yield from sheet.figures(words("funds"), words("initial"))
    elif claim.role in _COLUMNS and (
        claim.role is Role.COMPLETION or claim.quantity.kind == "amount"
    ):
        cells = sheet.figures(words("funds"), words(_COLUMNS[claim.role]))
        budgeted = claim.role is Role.BUDGET or (claim.role is Role.LEVEL and _is_plan(sheet))
        yield from cells or (_yearly(sheet) if budgeted else ())


def _yearly(sheet: Sheet) -> Iterator[Cell]:
    """The year's money in a form that has it beside its name (项目当年预算)."""
    for row in sheet.table.rows:
        printed = [c for c in row.cells if c.quantity is not None and c.quantity.value]
        if printed and words("yearly_funds").search(label(row.label)):
            yield printed[0]
            return


def _stated(book: Book, claim: Claim, sheets: Sequence[Sheet]) -> list[Cell]:
    """The figures of the one indicator whose full name stands right before the figure (应急响应
    时间控制在3小时内): its target and what was achieved, in the same unit."""
    before = re.sub(r"[“”\"]", "", plain(book.before(claim)))
    rows = [
        (sheet, row)
        for sheet in sheets
        for row in sheet.table.rows
        for name in (label(row.label),)
        if len(name) >= 5 and _ends_with(before, name)
    ]
    if len(rows) != 1:
        return []
    sheet, row = rows[0]
    target = words("target")
    cells = [c for c in row.cells if target.search(sheet.header(sheet.table.column(c.column)))]
    return [c for c in cells if c.quantity and c.quantity.unit == claim.quantity.unit]


def _ends_with(before: str, name: str) -> bool:
    start = before.rfind(name)
    return start >= 0 and words("says").fullmatch(before[start + len(name) :]) is not None


def _mentioned(
    book: Book, claim: Claim, sheets: Sequence[Sheet], printed: Mapping[str, str]
) -> list[Cell]:
    """Cells with the very figure in a row whose label the sentence mentions before it, or after
    the same words: they confirm only. `printed` is all that each form prints."""
    before = plain(book.before(claim))[-48:]
    phrase = _phrase(before)
    figure = f"{claim.quantity.value:f}{claim.quantity.unit}"
    again = [f"{phrase}{says}{figure}" for says in ("", *_SAYS)] if phrase else []
    found = []
    for sheet in sheets:
        there = bool(phrase) and phrase in printed[sheet.table.id]
        for row in sheet.table.rows:
            if _names_row(before, row):
                found += [c for c in row.cells if _shows(c, claim.quantity)]
            elif there:
                found += [c for c in row.cells if _holds_any(plain(c.text), again)]
    return found[:2]


def _holds_any(text: str, phrases: Sequence[str]) -> bool:
    return any(phrase in text for phrase in phrases)


def _phrase(before: str) -> str:
    """The last words before a figure, where they are enough to know a phrase by."""
    tail = re.search(r"[一-龥]{7,}$", re.sub(r"(达到?|为|至)$", "", before))
    return tail[0][-7:] if tail else ""


def _names_row(before: str, row: Row) -> bool:
    name = label(row.label)
    if len(name) < 4:
        return False
    if name in before:
        return True
    lacking = len(set(name).difference(before))
    if len(name) <= len(before) and 3 * lacking > len(name):
        return False  # it cannot be that much like it
    return fuzz.partial_ratio(name, before, score_cutoff=_ALIKE) >= _ALIKE


def _shows(cell: Cell, quantity: Quantity) -> bool:
    """Whether a cell holds the figure, alone or in its words (超出10%的…)."""
    if cell.quantity is not None:  # the label is only like the words: the unit must be the same
        same_unit = _thing(cell.quantity.unit) == _thing(quantity.unit)
        return same_unit and cell.quantity.value == quantity.value
    figure = re.escape(f"{quantity.value:f}")
    return bool(re.search(rf"(?<![\d.]){figure}{re.escape(quantity.unit)}", plain(cell.text)))


def _thing(unit: str) -> str:
    return "人" if unit in ("人次", "名") else unit


def _copied(claim: Claim, cell: Cell) -> Check:
    """A claim against its cell; the 执行率 of a table may be a ratio (0.92 for 92%), a cell of
    words shows the figure that was found in it."""
    quantity = cell.quantity
    if quantity is None:
        shown = Quantity(cell.text, claim.quantity.value, claim.quantity.unit)
    elif claim.quantity.kind == "percent" and quantity.unit == "":
        ratio = quantity.value <= 2 and claim.quantity.value > 2
        shown = Quantity(quantity.text, quantity.value.scaleb(2 if ratio else 0), "%")
    else:
        return copy_check("N01", claim, cell)
    terms = [Term(shown, cell=cell)]
    found = check("N01", Term(claim.quantity, claim=claim), terms, COPY)
    assert found is not None
    return found
