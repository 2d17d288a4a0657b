"""What is left: income less expenditure (收支相抵), and the sums that are told in words, one figure
after the other: carried in, received, spent and carried over; a budget and how it was adjusted;
what a thing was worth, and is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby
from typing import Any

from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, each_once, stands_before
from reconcile.equation import check_sum
from reconcile.narrative.spoken import is_bracketed, words_before
from reconcile.narrative.uses import weighed
from reconcile.phrases import phrase
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern, vocabulary
from reconcile.weighing.solving import slips_in

#: An amount is told as made up of so many others at most.
_MADE_OF = 6


def balance_checks(book: Book) -> Iterator[Check]:
    """Every balance that the narrative states with the figures it is of. What is told with several
    choices of figures is not known, unless it holds with one of them."""
    yield from _left_over(book)
    found: dict[str, dict[frozenset[str], Check]] = defaultdict(dict)
    for claims, nested in (*_passages(book), *_counts(book)):
        counted = claims[0].quantity.kind == "count" if claims else False
        balances = [b for b in _balances() if b.some <= len(claims) and b.counts == counted]
        if not balances:
            continue
        said = [(c, plain(book.right_before(c, "，。；：、,;:（("))) for c in claims]
        for balance in balances:
            for check in _told(book, balance, said, nested=nested):
                found[check.claims[0]][frozenset(check.claims)] = check
    for choices in found.values():
        checks = list(choices.values())
        yield from checks if len(checks) == 1 else (c for c in checks if c.verdict.holds)


def _is_amount(claim: Claim) -> bool:
    return claim.role is Role.LEVEL and claim.quantity.kind == "amount"


def _passages(book: Book) -> Iterator[tuple[list[Claim], bool]]:
    """The amounts among which a balance may be told, one after the other: those of each paragraph
    that are no parts and no reasons; with parts as well, which then must be terms of it by no more
    than their own words; and all of each sentence, for what is told in brackets."""
    amounts = [
        c
        for c in each_once(book.disclosure.claims)
        if c.quantity.kind == "amount" and not book.statement(c).cause
    ]
    seen: set[tuple[str, ...]] = set()  # the same amounts tell no more a second time
    for _, group in groupby(amounts, key=book.paragraph):
        told = list(group)
        apart = [c for c in told if book.statement(c).part_of is None]
        seen.add(tuple(c.id for c in apart))
        yield apart, False
        if len(apart) < len(told):
            yield told, True
        if len(outer := _without_made_up(apart)) < len(apart):
            yield outer, False
    for _, group in groupby(amounts, key=lambda c: c.sentence):
        told = list(group)
        if tuple(c.id for c in told) not in seen:
            yield told, False


def _without_made_up(claims: Sequence[Claim]) -> list[Claim]:
    """The amounts of a paragraph without those behind one that they come to, which say what it is
    made up of: 年初有结转8.92万元，属驻村经费6.52万元、公开经费2.40万元."""
    kept: list[Claim] = []
    at = 0
    while at < len(claims):
        kept.append(claims[at])
        sums = accumulate(c.quantity.exact for c in claims[at + 1 : at + 1 + _MADE_OF])
        reached = (n for n, total in enumerate(sums, 1) if total == claims[at].quantity.exact > 0)
        number = next(reached, 0)
        at += 1 + (number if number > 1 else 0)
    return kept


def _counts(book: Book) -> Iterator[tuple[list[Claim], bool]]:
    """What is counted in one unit in each sentence; persons go by two."""
    counts = [c for c in each_once(book.disclosure.claims) if c.quantity.kind == "count"]
    for _, group in groupby(counts, key=lambda c: c.sentence):
        told = list(group)
        if pattern("told", "no_posts").search("".join(book.statement(c).subject for c in told)):
            continue  # 实有117人（在编112人、编外5人），空编8人
        for unit in dict.fromkeys(map(_unit, told)):
            yield [c for c in told if _unit(c) == unit], False


def _unit(claim: Claim) -> str:
    unit = claim.quantity.unit
    return "人" if unit == "名" else unit


#: An amount among the words before another one.
_AMOUNT = re.compile("[0-9][0-9,.]*[万亿]?元")


@dataclass(frozen=True, slots=True)
class _Term:
    """A figure of a balance: its sign, 0 for the result, and the words before it; `may` says why it
    may be missing (none, untold)."""

    sign: int
    says: re.Pattern[str]
    may: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True)
class _Balance:
    """A sum told in words (vocabulary.toml, `balance`)."""

    terms: tuple[_Term, ...]
    some: int
    closed: re.Pattern[str] | None
    said: re.Pattern[str] | None
    loose: bool
    counts: bool
    weighed: bool

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> _Balance:
        ends = vocabulary()["told"]["ends"]
        terms = tuple(
            _Term(
                term["sign"],
                re.compile(f"(?P<thing>.*?)(?:{term['says']}){ends}"),
                term.get("may", ""),
                term.get("past", False),
            )
            for term in entry["term"]
        )
        closed, said = (re.compile(entry[k]) if k in entry else None for k in ("closed", "said"))
        loose, counts, weigh = (entry.get(k, False) for k in ("loose", "counts", "weighed"))
        return cls(terms, entry["some"], closed, said, loose, counts, weigh)


@cache
def _balances() -> tuple[_Balance, ...]:
    return tuple(_Balance.of(entry) for entry in vocabulary()["balance"])


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a passage, the term it is, and the thing that its clause says it is of."""

    claim: Claim
    term: _Term | None
    thing: str = ""


def _told(
    book: Book, balance: _Balance, claims: Sequence[tuple[Claim, str]], *, nested: bool
) -> Iterator[Check]:
    """The balance among some claims, each with the words right before it: wherever its figures
    stand one after the other, each of them once; of one thing, which the first of them names if any
    does. Beside more of its terms there is a second choice of figures: then a difference proves
    nothing."""
    figures = [
        f
        for c, words in claims
        if (f := _figure(balance, c, words)) is not None
        and not (balance.counts and _is_kind(book, f))
        and not (nested and (f.thing or f.term is None) and book.statement(c).part_of is not None)
    ]
    start = done = 0
    while start < len(figures):
        size = _size(balance, figures, start)
        end = start + size
        if size:
            beside = figures[done:start][-1:]
            beside += figures[end : end + 1] if not _size(balance, figures, end) else []
            for check in _check(book, balance, figures[start:end]):
                if check.verdict.holds or not any(f.term for f in beside):
                    yield check
            done = end
        start += size or 1


def _is_kind(book: Book, figure: _Figure) -> bool:
    """Whether a count is of some of the posts, or of some of those who fill them."""
    part = book.statement(figure.claim).part_of is not None
    return figure.term is None or (part and figure.term.sign != 0)


def _size(balance: _Balance, figures: Sequence[_Figure], start: int) -> int:
    """How many figures from one on are the balance, the most that are; 0 where none are."""
    sizes = range(len(balance.terms), balance.some - 1, -1)
    return next((n for n in sizes if _is_whole(balance, figures, start, n)), 0)


def _figure(balance: _Balance, claim: Claim, words: str) -> _Figure | None:
    """A claim as a figure of a balance, by the words before it; None of last year's, and of
    changes, which are none of its terms and stand between them."""
    own = _AMOUNT.split(words)[-1]  # 年中调减A万元后全年预算: no comma parts them
    for term in balance.terms:
        match = term.says.fullmatch(own)
        if match and (term.past or claim.role is not Role.PREVIOUS):
            return _Figure(claim, term, _thing(match["thing"]))
    aside = claim.role is Role.PREVIOUS or claim.role.is_change
    return None if aside else _Figure(claim, None)


def _thing(words: str) -> str:
    """What is left of the words before a term without years, bodies and kinds of money."""
    return pattern("told", "nobody").sub("", words)


def _is_whole(balance: _Balance, figures: Sequence[_Figure], start: int, size: int) -> bool:
    """Whether so many figures are the terms of a balance, each once, of one thing in one period."""
    chosen = figures[start : start + size]
    terms = [f.term for f in chosen]
    if len(chosen) < size or None in terms or len(set(terms)) < size:
        return False
    needed = {t for t in balance.terms if not t.may}
    things = {f.thing for f in chosen} - {chosen[0].thing, ""}
    periods = {f.claim.period[:4] for f in chosen if f.term and not f.term.past}
    return needed <= set(terms) and not things and len(periods) == 1


def _check(book: Book, balance: _Balance, figures: Sequence[_Figure]) -> Iterator[Check]:
    """The result against the other figures. Where more may have gone in or out than is told, only
    what holds says something; where an equation is loose, or not told in full, only a slip."""
    parts = [f for f in figures if f.term and f.term.sign]
    left = next(f.claim for f in figures if f.term and not f.term.sign)
    signs = [f.term.sign for f in parts if f.term]
    found = check_sum("N12", book.term(left), [book.term(f.claim) for f in parts], signs)
    if found.verdict is not Verdict.MISMATCH:
        yield found
    elif _is_closed(book, balance, figures):
        told = {f.term for f in figures}
        if balance.weighed and len(figures) == balance.some:
            yield from weighed(found)
            return
        certain = not balance.loose and all(t in told or t.may != "untold" for t in balance.terms)
        yield found if certain or is_slip(found) else found.as_guessed("complete")


def is_slip(found: Check) -> bool:
    """Whether a slip explains by how much a check fails; a single digit, which is a round amount,
    may be of something untold as well."""
    return any(slip != phrase("slip.one_digit") for slip in slips_in(found))


def _is_closed(book: Book, balance: _Balance, figures: Sequence[_Figure]) -> bool:
    first = figures[0].claim
    subjects = (book.statement(f.claim).subject for f in figures)
    about = plain("".join((*book.section(first), book.before(first), *subjects)))
    between = plain(book.before(figures[-1].claim))
    told = balance.said is None or balance.said.search(between) is not None
    return told and (balance.closed is None or balance.closed.search(about) is not None)


def _left_over(book: Book) -> Iterator[Check]:
    """收入总计A …，支出总计B …。收支相抵，年终结余C: C = A − B, all under one heading."""
    balance = pattern("wording", "balance")
    said = {s.id for s in book.disclosure.sentences if balance.search(plain(s.text))}
    for claim in book.disclosure.claims:
        if not _is_amount(claim) or claim.sentence not in said:
            continue
        if not balance.search(plain(book.right_before(claim, "；;"))):
            continue
        before = [
            c
            for c in book.disclosure.claims
            if stands_before(c, claim)
            and book.section(c) == book.section(claim)
            and c.role is Role.LEVEL
        ]
        totals = [_last(book, before, side) for side in ("收入", "支出")]
        known = [c for c in totals if c is not None]
        if len(known) == 2:
            terms = [book.term(c) for c in known]
            yield check_sum("N06", book.term(claim), terms, (1, -1))
        else:
            yield from _netted(book, claim)


def _netted(book: Book, left: Claim) -> Iterator[Check]:
    """收入A，上级补助B，上年结余C，支出D。收支相抵，年终结余E: all that came in less all that went
    out, as the paragraph tells them. One that is off may be a list that leaves something out."""
    told = [
        c
        for c in book.in_paragraph(left)
        if stands_before(c, left) and c.role is Role.LEVEL and _is_amount(c)
        if book.statement(c).part_of is None and not is_bracketed(book, c)
    ]
    sides = [_side(words_before(book, c)) for c in told]
    if not all(sides) or set(sides) != {1, -1}:
        return
    found = check_sum("N06", book.term(left), [book.term(c) for c in told], sides)
    if found.verdict is Verdict.CONSISTENT:
        yield found
    elif slips_in(found):
        yield found.as_guessed("complete")


def _side(words: str) -> int:
    """Whether the words before a figure say that it came in (1) or went out (-1); 0 for neither."""
    out = pattern("wording", "went_out").search(words)
    return -1 if out else 1 if pattern("wording", "came_in").search(words) else 0


def _last(book: Book, claims: Sequence[Claim], side: str) -> Claim | None:
    """The last figure given as the total of one side."""
    found = [
        c for c in claims if re.search(f"{side}(总计|合计)$", plain(book.statement(c).subject))
    ]
    return found[-1] if found else None
