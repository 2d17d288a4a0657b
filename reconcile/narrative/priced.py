"""What a sentence counts, what each of them costs, and what that comes to: its figures in the order
they are told, each with the words around it and the things that it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import pairwise

from extract.disclosure import Claim, Role
from extract.figures.quantity import parse_number
from reconcile.book import Book
from reconcile.narrative.spoken import words_behind
from reconcile.plain import plain
from reconcile.tables.vocabulary import vocabulary

#: What parts the figures that belong together from the next ones.
_ENDS = re.compile("[。；;]")
_DIGIT = re.compile("[0-9]")
#: How a unit begins that counts many of a thing.
_THOUSANDS = ("万", "亿")
#: An aside without a figure: 人均12.80万元（含单位缴纳的五险一金），计….
_ASIDE = re.compile("（[^（）0-9]*）")


class Kind(StrEnum):
    """What a figure is in a product; an `END` parts those that belong together."""

    COUNT = "count"
    PRICE = "price"
    AMOUNT = "amount"
    OTHER = "other"
    END = "end"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it is told: the words since the one before it, and what it is of.

    `things` are what a count counts, or what a price is paid for each of; of a price of whatever
    was counted right before it (单价) there are none. `per` is what so many are for each of
    (每次80人), `noun` the words behind a count, or behind 每 before a price, `lead` those before
    每. A number of months has no claim, but a `number`.
    """

    kind: Kind
    before: str = ""
    claim: Claim | None = None
    things: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    noun: str = ""
    lead: str = ""
    number: int = 0

    def counts(self, thing: str) -> bool:
        """Whether it counts that: the same word or one like it, or 23个 of 村."""
        if self.kind is not Kind.COUNT:
            return False
        return self.noun.startswith(thing) or any(_alike(own, thing) for own in self.things)


@dataclass(frozen=True, slots=True)
class _Gap:
    """The words before a figure, after it, and the claim."""

    claim: Claim
    before: str
    after: str = field(default="")


def told_in(book: Book, claims: Sequence[Claim]) -> tuple[Told, ...]:
    """The figures of one sentence in order, numbers of months among them; () where the sentence
    speaks of no price."""
    text = book.text(claims[0])
    if not pattern("any").search(text):
        return ()
    kept: list[Claim] = []
    ends = [0]
    for claim in claims:
        if claim.role is not Role.SHARE:
            kept.append(claim)
            ends.append(claim.end)
        elif kept:  # A名，占总数的P%: told of the figure before it, and ends with it
            ends[-1] = claim.end
    starts = [*(c.start for c in kept), len(text)]
    words = [plain(text[end:start]) for end, start in zip(ends, starts, strict=True)]
    found: list[Told] = []
    for claim, (before, after) in zip(kept, pairwise(words), strict=True):
        found.extend(_figure(_Gap(claim, before, after), book.text(claim)))
    return tuple(found)


def tail(book: Book, claim: Claim) -> str:
    """The words behind a figure until the next mark that ends what belongs together."""
    return _ENDS.split(words_behind(book, claim))[0]


def _figure(gap: _Gap, text: str) -> Iterator[Told]:
    """A figure, after what its words before it hold: numbers of months, an end, other digits."""
    words = _ASIDE.sub("", pattern("by").sub("", gap.before))
    if ends := list(_ENDS.finditer(words)):
        yield Told(Kind.END)
        words = words[ends[-1].end() :]
    at = 0
    for match in pattern("times").finditer(words):
        between = words[at : match.start()]
        if _DIGIT.search(between):
            yield Told(Kind.OTHER)
        number = int(parse_number(match["number"]))
        things = (match["thing"].removeprefix("个"),)
        yield Told(Kind.COUNT, between, None, things, number=number)
        at = match.end()
    words = words[at:]
    if _DIGIT.search(words):
        yield Told(Kind.OTHER)
        words = _DIGIT.split(words)[-1]
    yield _of_kind(gap, words)


def _of_kind(gap: _Gap, words: str) -> Told:
    claim, quantity = gap.claim, gap.claim.quantity
    if quantity.kind == "amount":
        by = pattern("by").match(gap.after)
        if by:
            return Told(Kind.PRICE, words, claim, _things(by["every"]), lead=words)
        every = pattern("each").search(words)
        if every:
            noun, lead = pattern("paid").sub("", every["noun"]), words[: every.start()]
            return Told(Kind.PRICE, words, claim, _things(every["every"]), noun=noun, lead=lead)
        single = pattern("single").search(words) or pattern("multiplied").search(words)
        if single:
            return Told(Kind.PRICE, words, claim, lead=words[: single.start()])
        return Told(Kind.AMOUNT, words, claim)
    if quantity.kind != "count" or not quantity.unit:
        return Told(Kind.OTHER, words, claim)
    per = pattern("per").search(words)
    noun = re.split("[^一-龥]", gap.after)[0]
    things = (_single(quantity.unit),)
    also = pattern("also_of").match(gap.after)
    if also is not None:  # 960人·天: a total of both
        return Told(Kind.COUNT, words, claim, (*things, also["unit"]))
    return Told(Kind.COUNT, words, claim, things, _things(per["every"]) if per else (), noun)


def _single(unit: str) -> str:
    """What one of the things is called that are counted in ten thousands: 平方米 of 万平方米."""
    return unit[1:] if unit[0] in _THOUSANDS and len(unit) > 1 else unit


def _things(every: str) -> tuple[str, ...]:
    """The things in the words of a price: 每人每月, 人均, 人·月."""
    return tuple(pattern("unit").findall(every))


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, vocabulary()["priced"]["alike"]))


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in _groups())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the vocabulary's products."""
    words = vocabulary()["priced"]
    text = words[name].replace("COMES", words["comes"])
    return re.compile(text.replace("UNIT", words["unit"]))
