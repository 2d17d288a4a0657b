"""The figures of a sentence as they are spoken: with the words before and between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.disclosure import Claim
from reconcile.book import Book, full_width, stands_before
from reconcile.plain import depth_at, plain
from reconcile.tables.vocabulary import pattern

#: So many characters behind a figure are looked at.
_AHEAD = 256
#: What is told aside.
_ASIDE = re.compile("（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A figure with the plain words since the one before it in its sentence, which the patterns of
    one `table` of vocabulary.toml are looked for in."""

    claim: Claim
    words: str
    table: str

    def says(self, name: str) -> re.Match[str] | None:
        return pattern(self.table, name).search(self.words)

    def is_like(self, other: Spoken) -> bool:
        return alike(self.claim, other.claim)


def spoken_in(book: Book, claims: Sequence[Claim], table: str) -> list[Spoken]:
    """The claims of one sentence, in order, to be asked for the patterns of a table."""
    return [Spoken(claim, words, table) for claim, words in in_order(book, claims)]


def out_of_brackets(book: Book, told: Sequence[Spoken]) -> list[Spoken]:
    """The figures of a sentence without those in brackets, and their words without what stands
    there: 2023年A万元（已支付B万元）、2024年C万元; [] where there are none such."""
    own = [one.claim for one in told if not is_bracketed(book, one.claim)]
    if not own or len(own) == len(told):
        return []
    said = spoken_in(book, own, told[0].table)
    return [replace(one, words=without_asides(one.words)) for one in said]


def in_order(book: Book, claims: Sequence[Claim]) -> Iterator[tuple[Claim, str]]:
    """The claims of one sentence, in order, each with the plain words behind the one before it."""
    at, text = 0, book.text(claims[0])
    for claim in claims:
        yield claim, plain(full_width(text[at : claim.start]))
        at = claim.end


def alike(one: Claim, other: Claim) -> bool:
    """Whether two figures may be added up: amounts of money, or counts in one unit."""
    ours, theirs = one.quantity, other.quantity
    return ours.kind == theirs.kind and (ours.kind == "amount" or ours.unit == theirs.unit)


def is_bracketed(book: Book, claim: Claim) -> bool:
    """Whether a figure stands in brackets: （含旧存12件）."""
    return depth_at(book.text(claim), claim.start) > 0


def words_before(book: Book, claim: Claim) -> str:
    """The plain words of its clause before a figure."""
    return plain(book.right_before(claim, "，,；;。"))


def words_behind(book: Book, claim: Claim) -> str:
    """The plain words of its sentence behind a figure, as far as a reader's eye goes."""
    return plain(book.text(claim)[claim.end : claim.end + _AHEAD])


def words_between(book: Book, one: Claim, other: Claim) -> str:
    """The plain words between two figures of one sentence."""
    return plain(full_width(book.text(one)[one.end : other.start]))


def behind_a_stop(book: Book, one: Claim, other: Claim) -> bool:
    """Whether the other figure is told behind one, and a semicolon or full stop stands between."""
    if not stands_before(one, other):
        return False
    between = book.text(one)[one.end : other.start] if one.sentence == other.sentence else "。"
    return re.search("[；;。]", between) is not None


def without_asides(words: str) -> str:
    """Plain words without what of them stands in brackets (（含购房补贴468.20万元）)."""
    return _ASIDE.sub("", words)
