"""Parts and whole in the narrative: 其中 lists, items under a heading, counts of things listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, islice

from extract.disclosure import Base, Claim, Direction, Role, Statement
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.equation import best, check_sum
from reconcile.sheets import vocabulary

_SUMMED = (Role.LEVEL, Role.BUDGET, Role.COUNT, Role.OTHER, Role.PREVIOUS)


def parts_checks(book: Book) -> Iterator[Check]:
    """Σ parts = whole for each announced list; sums of figures that stand side by side."""
    groups: dict[int, list[Statement]] = defaultdict(list)
    for statement in book.disclosure.statements:
        if statement.group is not None and statement.part_of is not None:
            groups[statement.group].append(statement)
    for members in groups.values():
        yield from _group(book, members)
    yield from _announced(book)
    yield from _runs(book)
    yield from _item_sums(book)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is added up: the role and kind of figure, for counts the unit too."""

    role: Role
    kind: str
    unit: str

    def of(self, book: Book, statement: int) -> list[Claim]:
        return [
            c
            for c in book.of_roles(statement, self.role)
            if c.quantity.kind == self.kind and (not self.unit or c.quantity.unit == self.unit)
        ]


def _measures(book: Book, statement: int) -> list[_Measure]:
    found = []
    for claim in book.claims.get(statement, ()):
        quantity = claim.quantity
        if claim.role in _SUMMED and quantity.kind != "percent":
            unit = quantity.unit if quantity.kind == "count" else ""
            measure = _Measure(claim.role, quantity.kind, unit)
            if measure not in found:
                found.append(measure)
    return found


def _group(book: Book, members: Sequence[Statement]) -> Iterator[Check]:
    """One list: a measure in which it adds up shows it complete for the others as well."""
    by_parent = sorted(members, key=lambda m: m.part_of or 0)
    for parent, same in groupby(by_parent, key=lambda m: m.part_of):
        listed = list(same)
        assert parent is not None
        found = [
            (measure, chosen, parts)
            for measure in _measures(book, parent)
            for chosen, parts in _sums(book, parent, listed, measure)
        ]
        complete = any(c.verdict is not Verdict.MISMATCH and len(p) > 1 for _, c, p in found)
        for _, chosen, parts in found:
            failed = chosen.verdict is Verdict.MISMATCH
            whole_list = complete and len(parts) == max(len(p) for _, _, p in found)
            certain = whole_list or _is_complete(book, parts) or _exceeds(book, chosen, parts)
            if not failed or certain:
                yield chosen
        yield from _sum_of_changes(book, parent, listed)


def _sums(
    book: Book, parent: int, members: Sequence[Statement], measure: _Measure
) -> Iterator[tuple[Check, list[Claim]]]:
    """The sum of the list; of its first members where only they add up (a list is over where
    the sentence goes on to speak of other things), of the natural breakdown in it. A list of
    one is its whole, or tells nothing unless it is more than that."""
    wholes = [book.term(c) for c in measure.of(book, parent)]
    parts = [c[0] for m in members if (c := measure.of(book, m.id))]
    if not parts or not wholes:
        return
    if len(parts) == 1:
        only = best([check_sum("N06", w, [book.term(parts[0])]) for w in wholes])
        if only.verdict is Verdict.CONSISTENT or _exceeds(book, only, parts):
            yield only, parts
        return
    natural = _natural(book, parts)
    if natural:
        lists = [natural, parts]
    elif any(w.exact for w in wholes):
        lists = [parts[:n] for n in range(len(parts), 1, -1)]
    else:
        lists = [parts]
    tried = [
        (best([check_sum("N06", w, [book.term(p) for p in some]) for w in wholes]), some)
        for some in lists
    ]
    holding = [t for t in tried if t[0].verdict is Verdict.CONSISTENT]
    rounded = [t for t in tried if t[0].verdict is Verdict.ROUNDING]
    yield (holding or rounded or tried)[0]


def _natural(book: Book, parts: Sequence[Claim]) -> list[Claim]:
    """The parts that make up a breakdown which is by nature complete, [] where none does."""
    return [parts[i] for i in _breakdown([book.statement(c).subject for c in parts])]


def _breakdown(subjects: Sequence[str]) -> list[int]:
    """Which of the subjects make up a breakdown of vocabulary.toml, by their numbers."""
    for entry in vocabulary()["breakdown"]:
        if "whole" in entry:
            continue
        if "rest" in entry:
            last = next((i for i, s in enumerate(subjects) if entry["rest"] in s), 0)
            if last:
                return list(range(last + 1))
            continue
        words = entry["parts"]
        chosen = [i for i, s in enumerate(subjects) if any(w in s for w in words)]
        named = all(any(w in subjects[i] for i in chosen) for w in words)
        if named and len(chosen) == len(words):
            return chosen
    return []


def _exceeds(book: Book, check: Check, parts: Sequence[Claim]) -> bool:
    """Whether a part, announced right after it, is more than the whole: then it does not matter
    what else the list leaves out."""
    whole = next((c for c in book.disclosure.claims if c.id == check.operands[0].claim), None)
    if check.verdict is not Verdict.MISMATCH or whole is None:
        return False
    limit = whole.quantity.interval.high
    return any(
        book.term(p).quantity.interval.low > limit and 0 <= p.sentence - whole.sentence <= 3
        for p in parts
    )


def _is_complete(book: Book, parts: Sequence[Claim]) -> bool:
    """Whether a list whose sum is off claims to be the full breakdown: by its nature (货物、工程、
    服务), or because the shares stated for its parts add up to 100%."""
    if len(_natural(book, parts)) == len(parts):
        return True
    shares = [c for p in parts for c in book.of_roles(p.statement, Role.SHARE)[:1]]
    near = abs(sum((c.quantity.exact for c in shares), Fraction(-1))) <= Fraction(1, 200)
    return len(shares) == len(parts) and near


def _sum_of_changes(book: Book, parent: int, members: Sequence[Statement]) -> Iterator[Check]:
    """The changes of all parts add up to the change of the whole. Where a part's change goes
    unmentioned it may be the difference, so that only agreement counts."""
    for base in (Base.LAST_YEAR, Base.LAST_BUDGET, Base.BUDGET):
        whole = _changes(book, parent, base)
        by_member = {m.id: _changes(book, m.id, base) for m in members}
        parts = [found[0] for found in by_member.values() if found]
        if not whole or not parts or whole[0].quantity.kind != parts[0].quantity.kind:
            continue
        signs = [_sign(whole[0]) * _sign(p) for p in parts]
        found = check_sum("N06", book.term(whole[0]), [book.term(p) for p in parts], signs)
        silent = [m for m in members if not by_member[m.id] and not _is_flat(book, m.id, base)]
        natural = _breakdown([m.subject for m in members])
        if found.verdict is Verdict.CONSISTENT or (len(natural) == len(members) and not silent):
            yield found


def _changes(book: Book, statement: int, base: Base) -> list[Claim]:
    return [c for c in book.of_roles(statement, Role.CHANGE_AMOUNT) if c.base is base]


def _is_flat(book: Book, statement: int, base: Base) -> bool:
    """Whether a statement says 与上年持平 of its figure."""
    return any(
        c.statement == statement and c.base is base and c.relation == "=" and not c.loose
        for c in book.disclosure.comparisons
    )


def _sign(claim: Claim) -> int:
    return -1 if claim.direction is Direction.DOWN else 1


def _announced(book: Book) -> Iterator[Check]:
    """Breakdowns that need no 其中: the vocabulary names whole and parts (发现问题A个，已完成整改
    B个，正在整改C个), all in one paragraph."""
    for _, group in groupby(book.disclosure.claims, key=book.paragraph):
        claims = [c for c in group if c.role in _SUMMED and c.quantity.kind != "percent"]
        for entry in vocabulary()["breakdown"]:
            wholes = [c for c in claims if entry.get("whole", "\0") in book.statement(c).subject]
            for whole in wholes[:1]:
                after = [c for c in claims if stands_before(whole, c) and _same_measure(whole, c)]
                found = [_first_about(book, after, words) for words in entry["parts"]]
                parts = [c for c in found if c is not None]
                if len(parts) == len(found):
                    yield check_sum("N06", book.term(whole), [book.term(c) for c in parts])


def _first_about(book: Book, claims: Sequence[Claim], words: str) -> Claim | None:
    return next((c for c in claims if words in book.statement(c).subject), None)


def _same_measure(one: Claim, other: Claim) -> bool:
    return one.role is other.role and one.quantity.unit == other.quantity.unit


def _runs(book: Book) -> Iterator[Check]:
    """Figures of one unit that stand side by side in a sentence and add up to another figure of
    the section (项目14个 … 一级项目1个，二级项目13个): confirms only."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        claims = list(group)
        for unit in dict.fromkeys(c.quantity.unit for c in claims):
            same = [c for c in claims if c.quantity.unit == unit and c.role in _SUMMED]
            if len(same) < 2 or same[0].quantity.kind == "percent":
                continue
            yield from _run(book, same, unit)


def _run(book: Book, same: Sequence[Claim], unit: str) -> Iterator[Check]:
    others: dict[Fraction, list[Claim]] = defaultdict(list)
    for claim in book.disclosure.claims:
        if claim.quantity.unit == unit and claim.role in _SUMMED and _near(book, claim, same[0]):
            others[claim.quantity.exact].append(claim)
    start = 0
    while start < len(same) - 1:
        found = next(_totals(same[start:], others), None)
        if found is None:
            start += 1
            continue
        other, run = found
        yield check_sum("N06", book.term(other), [book.term(c) for c in run])
        start += len(run)


def _totals(
    claims: Sequence[Claim], others: Mapping[Fraction, Sequence[Claim]]
) -> Iterator[tuple[Claim, Sequence[Claim]]]:
    """The figures among `others` that the first two, three … claims add up to, with these."""
    total = claims[0].quantity.exact
    for end, last in enumerate(claims[1:], 2):
        total += last.quantity.exact
        run = claims[:end]
        found = [c for c in others.get(total, ()) if c not in run]
        if found and _telling(run):
            yield found[0], run


def _near(book: Book, one: Claim, other: Claim) -> bool:
    """Under one heading, or under sister headings of the third level or below."""
    a, b = book.section(one), book.section(other)
    return a == b or (len(a) == len(b) > 2 and a[:-1] == b[:-1])


def _telling(run: Sequence[Claim]) -> bool:
    """Sums that chance would hardly make: of whole counts, or of amounts with decimals."""
    if run[0].quantity.kind == "count":
        return any(c.quantity.value for c in run)
    return len([c for c in run if c.quantity.value]) > 1 and any(
        c.quantity.decimals > 0 for c in run
    )


def _item_sums(book: Book) -> Iterator[Check]:
    """The figures of numbered items under one heading add up to a figure stated above them
    (14个项目 … 共涉及资金A万元): confirms only."""
    by_section: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in book.disclosure.claims:
        if claim.role is Role.LEVEL and claim.quantity.kind == "amount":
            by_section[book.section(claim)].append(claim)
    for section, claims in by_section.items():
        items: dict[str, Claim] = {}
        for claim in claims:
            said = book.statement(claim)
            if said.item and said.part_of is None and not said.cause:
                items.setdefault(said.item, claim)
        if len(items) >= 3:
            sums = (
                check_sum("N06", book.term(whole), [book.term(c) for c in items.values()])
                for whole in _stated_above(book, section, min(c.sentence for c in items.values()))
            )
            yield from islice((s for s in sums if s.verdict is Verdict.CONSISTENT), 1)


def _stated_above(book: Book, section: tuple[str, ...], sentence: int) -> Iterator[Claim]:
    """The amounts stated before a list, under the heading above the list's own."""
    for claim in book.disclosure.claims:
        near = book.section(claim)[: len(section) - 1] == section[:-1]
        amount = claim.quantity.kind == "amount" and claim.role in (Role.LEVEL, Role.BUDGET)
        if near and amount and claim.sentence < sentence:
            yield claim
