"""Lists in an order that was told: 三年累计A，依次为B、C和D; 其中2022年B、2023年C; shares in the
order of what they are of; 以上三项合计 of the clauses before; and sources of money that come to
共计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from extract.disclosure import Claim
from extract.figures.quantity import Quantity, number_of, round_half_up
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence
from reconcile.equation import check, check_sum
from reconcile.formula import of_all
from reconcile.narrative.spoken import Spoken, out_of_brackets, spoken_in
from reconcile.narrative.year_by_year import row_sums
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern, vocabulary
from reconcile.weighing.slips import slips
from reconcile.weighing.solving import slips_in

#: The patterns of vocabulary.toml that are asked for.
_TABLE = "ordered"
#: So many shares of one whole tell that all shares of a list are of it.
_TELLING = 2
_QUARTERS = 4
_ITEM = re.compile(r"[（(]?([0-9]|[一二三四五六七八九十])[)）.．、]")


def ordered_checks(book: Book) -> Iterator[Check]:
    """Every list in an order that was told, and what it comes to."""
    for group in by_sentence(book.disclosure.claims):
        told = spoken_in(book, group, _TABLE)
        outer = out_of_brackets(book, told)
        for at in range(len(outer) - 1):
            yield from _by_years(book, outer, at)
        for at in range(len(told) - 1):
            yield from _announced(book, told, at)
            yield from _by_years(book, told, at)
            yield from _by_turns(book, told, at)
            yield from _by_parts_of_year(book, told, at + 1)
            yield from _shares(book, told, at)
        yield from _sources(book, told)
        yield from _these(book, told[0])
    yield from row_sums(book)


def are_all(book: Book, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the words between a whole and its parts say that these are all of them."""
    checks = book.once(_Said.of).complete
    return (whole.id, tuple(p.id for p in parts)) in checks


@dataclass(frozen=True, slots=True)
class _Said:
    """The wholes and parts of lists that leave nothing out, by their ids."""

    complete: frozenset[tuple[str, tuple[str, ...]]]

    @classmethod
    def of(cls, book: Book) -> _Said:
        ids = [c.claims for c in ordered_checks(book) if c.rule == "N06"]
        return cls(frozenset((i[0], i[1:]) for i in ids if i))


def _announced(book: Book, told: Sequence[Spoken], at: int) -> Iterator[Check]:
    """累计A，分别为B、C和D: a whole that says that it is one, or of how many years, and its
    parts."""
    whole, first = told[at], told[at + 1]
    member = at > 0 and whole.is_like(told[at - 1]) and _joins(whole)  # A、B，分别支出C、D
    if member or not first.says("announced") or not first.is_like(whole):
        return
    behind = takewhile(lambda t: t.is_like(whole) and _joins(t), told[at + 2 :])
    parts = [first, *behind]
    said = plain(book.before(whole.claim))
    number = _years(said)
    summed = _pattern("all").search(re.split("[。；;]", said)[-1]) is not None
    if len(parts) > 1 and (number == len(parts) or (summed and not number)):
        yield _sum(book, whole, parts)


def _by_years(book: Book, told: Sequence[Spoken], at: int) -> Iterator[Check]:
    """2022—2024年累计A，其中2022年B、2023年C、2024年D."""
    whole = told[at]
    parts = list(takewhile(lambda t: t.is_like(whole) and t.says("of_year"), told[at + 1 :]))
    announced = len(parts) > 1 and not whole.says("of_year")
    if announced and _is_of(plain(book.before(whole.claim)), _of_years(parts)):
        yield _sum(book, whole, parts)


def _by_turns(book: Book, told: Sequence[Spoken], at: int) -> Iterator[Check]:
    """三年逐年投入A、B、C，三年累计S: a bare list of as many figures as years are summed up; of as
    many as quarters are told (一至四季度分别支付A、B、C、D，累计S)."""
    whole = told[at]
    if at and whole.is_like(told[at - 1]) and _joins(whole):
        return
    behind = takewhile(lambda t: t.is_like(whole) and _joins(t), told[at + 1 :])
    parts = [whole, *behind]
    after = told[at + len(parts)] if at + len(parts) < len(told) else None
    match = after.says("sum_after") if after is not None and after.is_like(whole) else None
    if after is not None and match and number_of(match["number"]) == len(parts) > 1:
        yield _sum(book, after, parts)
    elif after is not None and after.is_like(whole) and _quarters(whole) == len(parts) > 1:
        all_of_them = after.says("quarters_come_to") or (
            len(parts) == _QUARTERS and after.says("whole_year")
        )
        yield from (_sum(book, after, parts),) if all_of_them else ()


def _quarters(first: Spoken) -> int:
    """How many quarters the words before a figure say that it begins to tell; 0 where they do not
    say."""
    match = first.says("quarters")
    return number_of(next(filter(None, match.groups()))) if match else 0


def _by_parts_of_year(book: Book, told: Sequence[Spoken], at: int) -> Iterator[Check]:
    """上半年支出A，下半年支出B，全年支出C: all halves or quarters of a year, and the year."""
    whole = told[at]
    if whole.says("whole_year") is None:
        return
    behind = takewhile(lambda t: t.is_like(whole) and t.says("part_of_year"), told[at - 1 :: -1])
    parts = list(behind)[::-1]
    names = "".join(m["part"][-3] for p in parts if (m := p.says("part_of_year")))
    if names in ("上下", "一二三四", "1234") and len({t.claim.role for t in (whole, *parts)}) == 1:
        yield _sum(book, whole, parts)


def _shares(book: Book, told: Sequence[Spoken], at: int) -> Iterator[Check]:
    """甲、乙、丙依次为A、B、C，占比依次为P、Q、R: shares of what all come to, if two and more
    are."""
    first = told[at + 1]
    if first.claim.quantity.unit != "%" or not first.says("shares"):
        return
    shares = [
        first,
        *takewhile(lambda t: t.claim.quantity.unit == "%" and _joins(t), told[at + 2 :]),
    ]
    number = len(shares)
    parts = told[at + 1 - number : at + 1] if number <= at + 1 else []
    amounts = all(p.claim.quantity.kind == "amount" for p in parts)
    if (
        number <= _TELLING
        or not parts
        or not amounts
        or not all(p.says("named") for p in parts[1:])
    ):
        return
    terms = [book.term(p.claim) for p in parts]
    found = [
        check("N04", book.term(s.claim), [terms[i], *terms[:i], *terms[i + 1 :]], of_all(number))
        for i, s in enumerate(shares)
    ]
    checks = [c.as_said() for c in found if c is not None]
    off = [c for c in checks if c.verdict is Verdict.MISMATCH]
    most = len(checks) - len(off) >= max(_TELLING, len(off) + 1)
    if most or (len(off) == number and _one_part_off(parts, shares)):
        yield from checks


def _one_part_off(parts: Sequence[Spoken], shares: Sequence[Spoken]) -> bool:
    """Whether a slip of the pen in one part, and in no other, explains why none of the shares is
    what it should be."""
    amounts = [p.claim.quantity.exact for p in parts]
    stated = [s.claim.quantity for s in shares]
    mended = 0
    for at, part in enumerate(parts):
        scale = part.claim.quantity.scale
        tried = (
            [*amounts[:at], Fraction(v) * scale, *amounts[at + 1 :]]
            for v in slips(part.claim.quantity.value)
        )
        mended += any(_are_shares(figures, stated) for figures in tried)
    return mended == 1


def _are_shares(amounts: Sequence[Fraction], stated: Sequence[Quantity]) -> bool:
    """Whether rates are what amounts are of all together, as they are rounded."""
    total = sum(amounts)
    shares = zip(amounts, stated, strict=True)
    return total > 0 and all(
        round_half_up(a / total / q.scale, q.decimals) == q.value for a, q in shares
    )


def _sources(book: Book, told: Sequence[Spoken]) -> Iterator[Check]:
    """甲拨款A，乙资金B，其他资金C，共计S: sources of money and nothing else, from the first on."""
    for at, whole in enumerate(told):
        if at < _TELLING or not pattern("wording", "bare_total").fullmatch(whole.words):
            continue
        parts = list(takewhile(_is_source, reversed(told[:at])))[::-1]
        first = at - len(parts)
        alone = not first or not told[first - 1].is_like(whole)
        if len(parts) < _TELLING or not alone or not all(p.is_like(whole) for p in parts):
            continue
        found = _sum(book, whole, parts)
        if found.verdict.holds or slips_in(found):
            yield found


def _is_source(one: Spoken) -> bool:
    """Whether a figure is named by where money comes from."""
    name = re.split("[，,、；;：。（]", one.words)[-1]
    return _pattern("source").search(name) is not None and not _pattern("not_source").search(name)


def _these(book: Book, whole: Spoken) -> Iterator[Check]:
    """以上三项合计S, at the head of a sentence: the three figures right before it, if each stands
    in a clause of its own, or the first figures of three numbered paragraphs."""
    match = whole.says("these")
    number = number_of(match["number"]) if match else 0
    if number < 2:
        return
    claims = [c for c in book.in_section(whole.claim) if c.sentence < whole.claim.sentence]
    alike = [c for c in claims if c.quantity.kind == whole.claim.quantity.kind]
    heads = list({book.paragraph(c): c for c in reversed(alike)}.values())[:number][::-1]
    sums = [
        (_sum(book, whole, [Spoken(p, "", _TABLE) for p in parts]), closed)
        for parts, closed in (
            (heads, _is_numbered(book, heads)),
            (alike[-number:], _each_alone(book, alike[-number:])),
        )
        if len(parts) == number and whole.claim.sentence - parts[0].sentence <= 2 * number
    ]
    holding = [found for found, _ in sums if found.verdict.holds]
    off = [found for found, closed in sums if closed and slips_in(found)]
    yield from (holding or off)[:1]


def _is_numbered(book: Book, heads: Sequence[Claim]) -> bool:
    """Whether figures stand in paragraphs that are numbered 1., 2., 3. …"""
    texts = (book.text(c) for c in heads)
    return all(
        match is not None and number_of(match[1]) == number
        for number, match in enumerate(map(_ITEM.match, texts), 1)
    )


def _each_alone(book: Book, parts: Sequence[Claim]) -> bool:
    """Whether each of some figures is the only one of its kind in its clause."""
    if not parts:
        return False
    clauses = [_clause(book, p) for p in parts]
    others = [c for c in book.in_section(parts[0]) if c.quantity.kind == parts[0].quantity.kind]
    return all(sum(_clause(book, c) == clause for c in others) == 1 for clause in clauses)


def _clause(book: Book, claim: Claim) -> tuple[int, int]:
    """The clause of a figure: its sentence, and how many semicolons stand before it there."""
    return claim.sentence, len(re.findall("[；;]", book.before(claim)))


def _joins(one: Spoken) -> bool:
    """Whether nothing but a comma or 和 stands before a figure."""
    return _pattern("joint").fullmatch(one.words) is not None


def _of_years(parts: Sequence[Spoken]) -> list[int]:
    return [int(m["year"]) for p in parts if (m := p.says("of_year"))]


def _is_of(said: str, years: Sequence[int]) -> bool:
    """Whether words say that something is of just these years, one after the other."""
    span = list(_pattern("years").finditer(said))
    if span:
        return [*range(int(span[-1]["first"]), int(span[-1]["last"]) + 1)] == [*years]
    if [*range(years[0], years[0] + len(years))] != [*years]:
        return False
    return _years(said) == len(years) or _lasts(said, years[0], years[-1])


def _lasts(said: str, first: int, last: int) -> bool:
    """Whether words say that something began in one year and was told until another: 自2022年起
    实施，截至2024年底累计A."""
    begun = list(_pattern("since").finditer(said))
    until = list(_pattern("until").finditer(said))
    plans = vocabulary()["plans"].items()
    plan = any(name in said and span == [first, last] for name, span in plans)
    told = bool(begun and until) and int(until[-1]["year"]) == last
    return plan or (told and int(begun[-1]["year"]) == first)


def _years(said: str) -> int:
    """Of how many years words say that something is; 0 where they do not say."""
    span = list(_pattern("years").finditer(said))
    if span:
        return int(span[-1]["last"]) - int(span[-1]["first"]) + 1
    told = list(_pattern("so_many_years").finditer(said))
    return number_of(told[-1]["number"]) if told else 0


def _sum(book: Book, whole: Spoken, parts: Sequence[Spoken]) -> Check:
    terms = [book.term(p.claim) for p in parts]
    return check_sum("N06", book.term(whole.claim), terms).as_said()


def _pattern(name: str) -> re.Pattern[str]:
    return pattern(_TABLE, name)
