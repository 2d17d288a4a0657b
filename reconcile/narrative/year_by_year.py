"""A figure told of several years, one after the other, and what is told of the row: 2021年A、2022年
B、2023年C万元，年均M万元，逐年增长P%、Q%，累计增长R%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile, zip_longest

from extract.disclosure import Claim
from extract.figures.quantity import number_of
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence
from reconcile.equation import check, check_sum
from reconcile.formula import DIFFERENCE, FALL, RISE, SHORTFALL, mean
from reconcile.narrative.said import slipped
from reconcile.narrative.spoken import Spoken, alike, out_of_brackets, spoken_in
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.telling import telling_slip

#: The patterns of vocabulary.toml that are asked for.
_TABLE = "year_by_year"
#: A row has so many years at least.
_ROW = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in each of several years, which follow each other; `changes` are what each has
    moved from the one before, by the later year; `behind` are the figures behind the row, `before`
    is the figure before it, and `words` those between."""

    years: tuple[int, ...]
    claims: tuple[Claim, ...]
    changes: tuple[tuple[int, Claim], ...]
    behind: tuple[Spoken, ...]
    before: Spoken | None = None
    words: str = ""

    def of(self, year: int) -> Claim:
        return self.claims[self.years.index(year)]

    @property
    def ends(self) -> tuple[Claim, Claim]:
        """The figures of the first year and of the last."""
        return self.of(min(self.years)), self.of(max(self.years))


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a report; `moved` are the ids of the changes that are told of their years."""

    rows: tuple[Row, ...]
    moved: frozenset[str]

    @classmethod
    def of(cls, book: Book) -> Rows:
        rows = tuple(_rows(book))
        return cls(rows, frozenset(c.id for row in rows for _, c in row.changes))


def year_by_year_checks(book: Book) -> Iterator[Check]:
    """What is told of each row of years."""
    rows = book.once(Rows.of).rows
    for at, row in enumerate(rows):
        for year, change in row.changes:
            yield from _moved(book, change, row.of(year - 1), row.of(year))
        yield from _of_row(book, row)
        yield from _of_rates(book, row, rows[:at])


def _of_rates(book: Book, rates: Row, before: Sequence[Row]) -> Iterator[Check]:
    """A row of rates that says by how much another one, the last before it in its paragraph, moved
    in its years: 2022年、2023年分别增长P%、Q%; 压减幅度2023年P%、2024年Q%."""
    first = rates.claims[0]
    fell = pattern(_TABLE, "fell").search(rates.words)
    if first.quantity.unit != "%" or not (fell or pattern(_TABLE, "rose").search(rates.words)):
        return
    rows = (r for r in reversed(before) if r.claims[0].quantity.kind != "percent")
    row = next(rows, None)
    if row is None or book.paragraph(row.claims[0]) != book.paragraph(first):
        return
    tried = [
        check("N03", book.term(change), [book.term(row.of(y)) for y in (year, year - 1)], way)
        for year, change in zip(rates.years, rates.claims, strict=True)
        if {year, year - 1} <= {*row.years}
        for way in [FALL if _fell(book, change, fell=bool(fell)) else RISE]
    ]
    if any(c is not None and c.verdict.holds for c in tried):
        yield from (c for one in tried if (c := slipped(one)) is not None)


def _fell(book: Book, change: Claim, *, fell: bool) -> bool:
    """Whether one of several rates says that something fell, by its own words or by those of them
    all."""
    own = plain(book.right_before(change, "，,；;。、"))
    up, down = (pattern(_TABLE, name).search(own) for name in ("rose", "fell"))
    return bool(down) if up or down else fell


def _rows(book: Book) -> Iterator[Row]:
    sentences = [spoken_in(book, g, _TABLE) for g in by_sentence(book.disclosure.claims)]
    for told, follow in zip_longest(sentences, sentences[1:], fillvalue=()):
        found = [*_in_sentence(told, follow)]
        outer = [*_in_sentence(out_of_brackets(book, told), follow)]
        yield from outer if _longest(outer) > _longest(found) else found


def _longest(rows: Sequence[Row]) -> int:
    """How many years the longest of some rows has: what stands in brackets may break one off."""
    return max((len(row.years) for row in rows), default=0)


def _in_sentence(told: Sequence[Spoken], follow: Sequence[Spoken]) -> Iterator[Row]:
    """The rows of a sentence, which another one may `follow`."""
    at = 0
    while at < len(told):
        row, taken = _row_from(told, at)
        if row is not None:
            before = told[at - 1] if at else None
            row = replace(row, before=before, words=told[at].words)
            yield replace(row, behind=tuple(follow)) if _sums_up(row, follow) else row
        at += max(1, taken)


def _sums_up(row: Row, follow: Sequence[Spoken]) -> bool:
    """Whether the sentence behind a row goes on with what its years come to: 。四年累计S万元."""
    said = follow[0].says("sum") if follow and not row.behind else None
    if said is None or not said["number"] or number_of(said["number"]) != len(row.years):
        return False
    return alike(follow[0].claim, row.claims[0])


def _row_from(told: Sequence[Spoken], at: int) -> tuple[Row | None, int]:
    """The row that begins with one of the figures of a sentence, and how many figures it takes."""
    together = _years_of(told, at)
    if together:
        size = len(together)
        return _made(together, [t.claim for t in told[at : at + size]], [], told[at + size :]), size
    years: list[int] = []
    claims: list[Claim] = []
    changes: list[tuple[int, Claim]] = []
    number = at
    while number < len(told):
        one = told[number]
        match = one.says("of_year")
        if match and (not claims or _is_next(claims[0], one)):
            years.append(int(match["year"]))
            claims.append(one.claim)
        elif not years or not one.says("moved") or not _is_move(claims[0], one.claim):
            break
        elif len(years) > 1:
            changes.append((years[-1], one.claim))
        number += 1
    return _made(years, claims, changes, told[number:]), number - at


def _is_next(first: Claim, one: Spoken) -> bool:
    """Whether a figure may be one of a row: in its unit, and by how much something changed only
    where the others are (2025年A万元，2026年减少B万元 is no row; 回落到B万元 is)."""
    led_to = one.words.endswith(("到", "至"))
    changed = one.claim.role.is_change and not led_to
    return alike(one.claim, first) and (not changed or first.role.is_change)


def _is_move(first: Claim, change: Claim) -> bool:
    """Whether a figure may be by how much those of a row moved."""
    return change.quantity.unit == "%" or alike(first, change)


def _years_of(told: Sequence[Spoken], at: int) -> list[int]:
    """The years that are named together before as many figures (2021年、2022年分别为A和B); [] where
    they are not."""
    match = told[at].says("together")
    if match is None:
        return []
    years = [int(year) for year in re.findall("20[0-9]{2}", match["years"])]
    if match["span"]:
        years = [*range(years[0], years[-1] + 1)]
    members = told[at : at + len(years)]
    joined = all(m.says("joint") and alike(m.claim, told[at].claim) for m in members[1:])
    return years if len(members) == len(years) and joined else []


def _made(
    years: Sequence[int],
    claims: Sequence[Claim],
    changes: Sequence[tuple[int, Claim]],
    behind: Sequence[Spoken],
) -> Row | None:
    """A row, if its years follow each other, up or down."""
    steps = {b - a for a, b in pairwise(years)}
    if len(years) < _ROW or len(steps) != 1 or abs(next(iter(steps))) != 1:
        return None
    moved = tuple(changes) if steps == {1} else ()
    told = tuple(takewhile(lambda t: _is_of(claims[0], t), behind))
    return Row(tuple(years), tuple(claims), (*moved, *_named(years, told)), told)


def _named(years: Sequence[int], behind: Sequence[Spoken]) -> Iterator[tuple[int, Claim]]:
    """The changes behind a row that name their year: 2022年增长4.27%，2023年增长3.16%."""
    for one in behind:
        match = one.says("year_moved")
        year = int(match["year"]) if match else 0
        if {year, year - 1} <= {*years}:
            yield year, one.claim


def _is_of(first: Claim, told: Spoken) -> bool:
    """Whether a figure behind a row may be told of it: it is of another kind than its first, or its
    sum, its mean or a change; any other begins what is told of something else."""
    names = ("sum", "mean", "each", "in_all", "joint", "year_moved")
    return not alike(told.claim, first) or any(told.says(name) for name in names)


def _moved(
    book: Book, change: Claim, before: Claim, after: Claim, *, down: bool = False
) -> Iterator[Check]:
    """A change of one year's figure from another's, which goes `down` where it does not say."""
    fell = _fell(book, change, fell=down)
    terms = [book.term(after), book.term(before)]
    rate = change.quantity.unit == "%"
    formula = (FALL if fell else RISE) if rate else (SHORTFALL if fell else DIFFERENCE)
    found = check("N03" if rate else "N02", book.term(change), terms, formula)
    if found is not None:
        yield found.as_said()


def row_sums(book: Book) -> Iterator[Check]:
    """三年累计S万元 behind a row of three years, 总投资S万元，分三年安排 before it."""
    for row in book.once(Rows.of).rows:
        if row.before is not None and _is_spread(row, row.before):
            yield _sum(book, row.before.claim, row)
        for one in row.behind:
            match = one.says("sum") if alike(one.claim, row.claims[0]) else None
            if match and match["number"] and number_of(match["number"]) == len(row.years):
                yield _sum(book, one.claim, row)
                break


def _is_spread(row: Row, whole: Spoken) -> bool:
    """Whether a figure is said to be spread over as many years as a row behind it has."""
    over = pattern(_TABLE, "over").search(row.words)
    years = number_of(over["number"]) if over else 0
    same = alike(whole.claim, row.claims[0]) and whole.says("spread") is not None
    return same and years == len(row.years)


def _sum(book: Book, whole: Claim, row: Row) -> Check:
    found = check_sum("N06", book.term(whole), [book.term(c) for c in row.claims])
    return found.as_said()


def _of_row(book: Book, row: Row) -> Iterator[Check]:
    """What stands behind a row: its mean, the changes from each year to the next, and the change
    from the first to the last."""
    size = len(row.years)
    for at, one in enumerate(row.behind):
        match = one.says("mean")
        if match and alike(one.claim, row.claims[0]):
            yield from _mean(book, row, one.claim, match["number"])
        elif one.says("each"):
            yield from _each(book, row, row.behind[at : at + size - 1])
        elif match := one.says("in_all"):
            number = number_of(match["number"]) if match["number"] else 0
            same = one.claim.quantity.unit == "%" or alike(one.claim, row.claims[0])
            if same and number in (0, size - 1, size):
                yield from _moved(book, one.claim, *row.ends)


def _mean(book: Book, row: Row, claim: Claim, number: str | None) -> Iterator[Check]:
    """年均M万元 behind a row; where the words do not say of how many years, it may be of others."""
    terms = [book.term(c) for c in row.claims]
    found = check("N08", book.term(claim), terms, mean(len(terms)))
    if found is None:
        return
    said = bool(number) and number_of(number or "") == len(terms)
    if found.verdict.holds or said:
        yield found.as_said()
    elif not number and found.verdict is Verdict.MISMATCH and (slip := telling_slip(found)):
        yield found.as_guessed("whole", slip)


def _each(book: Book, row: Row, told: Sequence[Spoken]) -> Iterator[Check]:
    """逐年增长P%、Q%: as many changes as there are steps."""
    first = told[0].claim
    like = [t for t in told if t.claim.quantity.unit == first.quantity.unit]
    if len(like) != len(row.years) - 1 or not all(t.says("joint") for t in like[1:]):
        return
    down = _fell(book, first, fell=False)
    for year, one in zip(sorted(row.years)[1:], like, strict=True):
        yield from _moved(book, one.claim, row.of(year - 1), row.of(year), down=down)
