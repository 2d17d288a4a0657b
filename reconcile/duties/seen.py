"""Duties that words tell: whether a report says a thing, says there is none of it, or may say it in
words that are not known; only where it does none of these, and was read whole, is it missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extract.disclosure import Disclosure
from extract.lazy import lazy
from extract.table import Table
from reconcile.audit import Check, Finding
from reconcile.duties.amounts import Amount, Amounts
from reconcile.duties.catalogue import Duty, duties, plain, sections, sign, topics
from reconcile.duties.gaps import elsewhere, narrative
from reconcile.duties.reading import Hit, Line, Reading, find, first_page
from reconcile.duties.skipped import concerning
from reconcile.duties.stray import stray
from reconcile.duties.values import Standing, State
from reconcile.phrases import Words, phrase
from reconcile.places import naming
from reconcile.rules import Choice
from reconcile.tables.library import Library
from reconcile.words.templates import placeholder


@dataclass(frozen=True)
class Case:
    """What one report gives to judge its duties by. `level` is that of whose.py; `findings` and
    `checks` are what the other rules found."""

    disclosure: Disclosure
    library: Library
    reading: Reading
    amounts: Amounts
    level: str
    findings: Sequence[Finding]
    checks: Sequence[Check]
    choice: Choice

    def lines(self, duty: Duty) -> Sequence[Line]:
        """The lines that may tell of a duty: those under a heading of its own first, then what
        else is about the same in words, then the rest."""
        about = home(duty)

        def rank(line: Line) -> int:
            if line.kind == "table" or about not in line.topics:
                return 2
            return 0 if about in line.headed else 1

        if duty.id not in self._known:
            told = (*self.reading.about(duty.topic, duty.apart), *self._beside(duty))
            self._known[duty.id] = sorted(told, key=rank)
        return self._known[duty.id]

    @lazy
    def _known(self) -> dict[str, list[Line]]:
        """By the ids of duties, their lines that were asked for before."""
        return {}

    def _beside(self, duty: Duty) -> Iterator[Line]:
        """Paragraphs that touch what the duty is kept apart from in some sentences only, without
        these."""
        apart = frozenset(duty.apart)
        patterns = [topics()[name] for name in duty.apart if name in topics()]
        for line in self.reading.about(duty.topic) if apart else ():
            touched = line.topics & apart
            if line.kind != "prose" or not touched or touched & (line.headed | sections().keys()):
                continue
            told = line.shown.split("。")
            rest = [s for s in told if not any(p.search(plain(s)) for p in patterns)]
            if any(rest) and len(rest) < len(told):
                shown = "。".join(rest)
                yield replace(line, text=plain(shown), shown=shown, turns=(), titled=0)


def home(duty: Duty) -> str:
    """The topic under whose heading a duty is told, "" where there is none."""
    return duty.topic or (duty.group if duty.group in topics() else "")


#: The rule that finds reasons which were begun and left blank.
_BLANK = "W11"
#: So much is quoted of an item.
_ITEM = 16
_CLAUSE = re.compile(r"[^,。;:\n]+")

Judge = Callable[[Duty, Case], Standing]


def standing(
    duty: Duty, state: State, *, why: Words = "", page: int = 0, quote: str = ""
) -> Standing:
    return Standing(duty.id, duty.rule, state, page, quote, why)


def at(duty: Duty, state: State, hit: Hit, why: Words = "") -> Standing:
    """A standing that a line shows."""
    return standing(duty, state, why=why, page=hit.page, quote=hit.quote)


def tabled(duty: Duty, table: Table, why: Words = "") -> Standing:
    """That a duty is met by a table."""
    return standing(duty, State.MET, why=why, page=first_page(table), quote=table.title)


def told(duty: Duty, case: Case, lines: Sequence[Line] | None = None) -> Standing | None:
    """That a duty is met, where the report, or some lines of it, say the thing or that there is
    none of it."""
    lines = case.lines(duty) if lines is None else lines
    if hit := find(lines, duty.said):
        return at(duty, State.MET, hit)
    if hit := find(lines, duty.none):
        return at(duty, State.MET, hit, phrase("duty.told_none"))
    return None


def absent(
    duty: Duty, case: Case, why: Words = "", lines: Sequence[Line] | None = None
) -> Standing:
    """That a duty is missing, or why that cannot be told. `lines` are those in which other words
    for it are looked for, where that is not only where the duty itself is."""
    lines = case.lines(duty) if lines is None else lines
    topic = home(duty)
    gap = narrative(case.disclosure, case.reading) or elsewhere(
        case.reading.about(topic) if topic else ()
    )
    if gap:
        return standing(duty, State.NOT_JUDGED, why=gap)
    prose = [line for line in lines if line.kind == "prose"]
    hit = find(without_blanks(prose, case), duty.perhaps)
    hit = hit or find(_left_out(duty, case), duty.said)
    if hit:
        return at(duty, State.NOT_JUDGED, hit, phrase("duty.perhaps"))
    if duty.money and (unknown := stray(duty, case.reading)):
        return at(duty, State.NOT_JUDGED, unknown, phrase("duty.stray"))
    return missing(duty, case, topic, why)


def _left_out(duty: Duty, case: Case) -> list[Line]:
    """Lines under a heading that keeps them from telling of a duty: it may be read wrongly."""
    if not set(duty.apart) & sections().keys():
        return []
    under = (line for line in case.reading.about() if line.topics & sections().keys())
    return [line for line in under if any(c.isdigit() for c in line.text)]


def missing(duty: Duty, case: Case, topic: str = "", why: Words = "") -> Standing:
    """That a duty is missing, with the place where it should stand; not judged where items of that
    place may be on a page that is not there."""
    home = case.reading.first(topic) if topic else None
    headed = any(topic in line.headed for line in case.reading.headings)
    torn = concerning(topic, headed, case.disclosure.sentences) if topic else None
    if torn:
        why = naming(
            case.disclosure, ("duty.skipped", "duty.skipped_at"), torn.page, item=torn.text[:_ITEM]
        )
        return standing(duty, State.NOT_JUDGED, why=why, page=torn.page, quote=torn.text)
    if home is None:
        return standing(duty, State.MISSING, why=why or phrase("duty.nowhere"))
    why = why or naming(case.disclosure, ("duty.not_there", "duty.not_there_at"), home.page)
    return standing(duty, State.MISSING, why=why, page=home.page, quote=home.quote)


def not_asked(duty: Duty, why: Words, hit: Hit | None = None) -> Standing:
    if hit is None:
        return standing(duty, State.NOT_APPLICABLE, why=why)
    return at(duty, State.NOT_APPLICABLE, hit, why)


def in_cell(duty: Duty, found: Amount) -> Standing:
    """That the table has a zero, or nothing, for an amount."""
    assert found.cell is not None
    return standing(
        duty, State.MET, why=found.why, page=found.cell.page, quote=found.cell.text or "（空）"
    )


def not_spent(duty: Duty, spent: Amount) -> Standing:
    """That a thing is not asked for because no money was spent on it."""
    if spent.cell is None:
        return not_asked(duty, spent.why, spent.hit)
    return replace(in_cell(duty, spent), state=State.NOT_APPLICABLE)


def said(duty: Duty, case: Case) -> Standing:
    """A thing that is said in words."""
    return told(duty, case) or absent(duty, case)


def overview(duty: Duty, case: Case) -> Standing:
    """What is said of the body itself. A section before the money that is about none of its other
    sides may be this one, whatever its words."""
    found = said(duty, case)
    if found.state is State.MET:
        return found
    if hit := find(_before_the_money(case), duty.early):
        return at(duty, State.MET, hit)
    if found.state is not State.MISSING:
        return found
    others = [p for d in duties() if d.group == duty.group and d != duty for p in d.said]
    for line in _before_the_money(case):
        told = line.kind == "prose" and line.titled and "元" not in line.text
        if told and set(line.text) & set("。,;:") and find((line,), others) is None:
            why = phrase("duty.perhaps")
            return standing(duty, State.NOT_JUDGED, why=why, page=line.page, quote=line.quote)
    return found


def _before_the_money(case: Case) -> Iterator[Line]:
    """The lines up to the sections on income and expenditure."""
    return takewhile(lambda line: "totals" not in line.headed, case.reading.about())


def amount(duty: Duty, case: Case) -> Standing:
    """An amount that the narrative states; a zero in the table says as much."""
    if met := told(duty, case, [line for line in case.lines(duty) if line.kind != "table"]):
        return met
    known_amount = case.amounts[duty.amount]
    if known_amount.zero and known_amount.cell is not None:
        return in_cell(duty, known_amount)
    if known_amount.positive and known_amount.cell is not None:
        figure = str(known_amount.cell.quantity)
        why = naming(
            case.disclosure,
            ("duty.only_table", "duty.only_table_at"),
            known_amount.cell.page,
            figure=figure,
        )
        found = absent(duty, case, why)
        return replace(found, quote="") if found.state is State.MISSING else found
    if marred := case.amounts.unreadable(duty.amount):
        why = phrase("duty.table_unread")
        state = State.NOT_JUDGED
        return standing(duty, state, why=why, page=marred.page, quote=marred.text)
    return absent(duty, case)


def without_blanks(lines: Iterable[Line], case: Case) -> Iterator[Line]:
    """Lines without the clauses in which something was to be filled in, and these without the
    heading over them, which says what was to be."""
    clauses = [plain(f.clause) for f in case.findings if f.rule == _BLANK and f.clause]
    blanks = [clause for clause in clauses if not sign("stated").search(clause)]
    for line in lines:
        text = line.text
        for blank in blanks:
            text = text.replace(blank, "," * len(blank))
        if placeholder(text):
            text = _CLAUSE.sub(_filled, text)
        yield line if text == line.text else replace(line, text=text).without_title()


def _filled(clause: re.Match[str]) -> str:
    """A clause as it is, or nothing in its place where it was to be filled in."""
    blank = placeholder(clause[0]) and not sign("stated").search(clause[0])
    return "," * len(clause[0]) if blank else clause[0]


def office(duty: Duty, case: Case) -> Standing:
    """The running costs of offices, asked for of bodies that have them for sure."""
    if met := told(duty, case):
        return met
    figures = (
        row for table in case.disclosure.tables for row in table.rows
        if any(c.quantity is not None and c.quantity.value for c in row.cells)
    )  # fmt: skip
    if any(sign("administrative").search(row.label) for row in figures):
        return absent(duty, case)
    return standing(duty, State.NOT_JUDGED, why=phrase("duty.no_office"))


def scores(duty: Duty, case: Case) -> Standing:
    """What evaluations came to: in words, or in the tables of the evaluation."""
    if met := told(duty, case):
        return met
    forms = case.library.of_kind("evaluation")
    if forms:
        return tabled(duty, forms[0].table, phrase("duty.in_table"))
    return absent(duty, case)


def key(duty: Duty, case: Case) -> Standing:
    """What came of evaluations of key projects, asked for of those who had some: that a report
    names none proves nothing."""
    return told(duty, case) or standing(duty, State.NOT_JUDGED, why=phrase("duty.no_key_projects"))


#: So many explanations of terms are as good as a heading over them.
_TERMS = 3


def terms(duty: Duty, case: Case) -> Standing:
    """Explanations of terms, under a heading or without one."""
    explained = [
        line for line in case.reading.prose
        if line.definition or _explains(line) or sign("term").search(line.text)
    ]  # fmt: skip
    if headed := told(duty, case):
        why: Words = "" if explained else phrase("duty.only_heading")
        return replace(headed, state=State.MET if explained else State.NOT_JUDGED, why=why)
    if explained:
        whole = len(explained) >= _TERMS or any(_explains(line) for line in explained)
        first = explained[0]
        state = State.MET if whole else State.NOT_JUDGED
        why = "" if whole else phrase("duty.perhaps")
        return standing(duty, state, why=why, page=first.page, quote=first.quote)
    return absent(duty, case)


def _explains(line: Line) -> bool:
    """Whether a paragraph under the heading of the terms gives one: 基本支出：…."""
    return "glossary" in line.topics and ":" in line.text


JUDGES: Mapping[str, Judge] = {
    "said": said,
    "overview": overview,
    "amount": amount,
    "office": office,
    "scores": scores,
    "key": key,
    "terms": terms,
}
