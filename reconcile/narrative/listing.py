"""Counts of things that the report itself goes on to list (设9个内设机构：办公室、综合科…;
行政单位1家，事业单位4家，具体包括：1.… 2.…), or has listed (办公室、综合科…共9个科室)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from extract.disclosure import Claim, Sentence
from extract.figures.quantity import parse_number
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import of_claim
from reconcile.narrative.spoken import words_between
from reconcile.phrases import phrase
from reconcile.tables.vocabulary import pattern

_THINGS = frozenset({"个", "家", "所"})
#: What stands between the count and a list in the same sentence.
_LEAD = re.compile(r"[一-龥（）()]{0,14}?[，,]?(?:具体)?(?:(?:包括|分别[是为]|即|为)[：:]?|[：:])")
#: A count of a list is off by no more, if it is wrong.
_FEW = 3
_ASIDE = re.compile("（[^）]*）")
_ITEM = re.compile(r"[（(]?(\d{1,2}|[一二三四五六七八九十]{1,2})[)）.．、]")


def listing_checks(book: Book) -> Iterator[Check]:
    """Each count of units or offices against the list that follows it."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        counts = [c for c in group if c.quantity.unit in _THINGS and c.quantity.decimals == 0]
        if counts:
            yield from _in_sentence(book, counts)
            yield from _before_counts(book, counts)
            yield from _in_paragraphs(book, counts)


def _in_sentence(book: Book, counts: Sequence[Claim]) -> Iterator[Check]:
    """A list in the words after the last count, or of all that a count before it is of: 单位共3个，
    含本级和2个下属单位，具体为甲、乙、丙. It contradicts where every item is an office by name."""
    claim = counts[-1]
    rest = re.split(r"[。；;]", book.text(claim)[claim.end :])[0]
    lead = _LEAD.match(rest)
    listed = rest[lead.end() :] if lead else ""
    if "、" not in listed or re.search(r"等[一-龥]{0,6}$", listed):
        return
    names = _names(listed)
    found = len(names) + _joined(names[-1])
    offices = all(map(_is_office, names))
    of = next((c for c in reversed(counts) if c.quantity.value == found), claim)
    if offices or of.quantity.value == found:
        yield count_check(of, (), found)


def _before_counts(book: Book, counts: Sequence[Claim]) -> Iterator[Check]:
    """A list and behind it how many it has: 内设机构包括：甲科、乙科和丙室共3个科室.

    It contradicts where every item is an office by name, none of them one that often is not
    counted (机关党委), and none but the last two are joined by 和; 甲科、乙科等5个科室 may list
    some, and what is off by many counts of kinds (卫生院、卫生室共36个单位).
    """
    start = 0
    for claim in counts:
        told = re.split("[。；;]", book.text(claim)[start : claim.start])[-1]
        start = claim.end
        match = pattern("listing", "behind").search(_ASIDE.sub("", told))
        if match is None or "、" not in match["list"]:
            continue
        *first, last = _names(match["list"])
        found = len(first) + 1 + _joined(last)
        offices = all(map(_is_office, (*first, last))) and not any(map(_joined, first))
        plain_list = offices and not pattern("listing", "beside").search(match["list"])
        whole = pattern("listing", "things").match(book.text(claim)[claim.end :]) is not None
        off = abs(claim.quantity.value - found)
        if not off or (plain_list and whole and not match["some"] and off <= _FEW):
            yield count_check(claim, (), found)


def _names(listed: str) -> list[str]:
    """The items of a list, without what stands in brackets behind them."""
    return [n for n in _ASIDE.sub("", listed).split("、") if n]


def _joined(name: str) -> int:
    """How many more items the last one of a list is: two may be joined by 和 or 及, which names
    hold as well."""
    return len(pattern("listing", "joint").findall(name))


def _is_office(name: str) -> bool:
    return pattern("listing", "office").search(name) is not None


def _in_paragraphs(book: Book, counts: Sequence[Claim]) -> Iterator[Check]:
    """A numbered list in the paragraphs after the sentence, announced by its last words."""
    sentences = book.disclosure.sentences
    announcing = sentences[counts[0].sentence]
    if not re.search(r"(包括|如下|分别是|分别为|具体(是|为|有)?|即)[：:]$", announcing.text):
        return
    items = list(_numbered(sentences[announcing.id + 1 :], announcing.paragraph))
    if len(items) < 2:
        return
    kinds = _are_its_kinds(book, counts, len(items))
    yield count_check(counts[0], () if kinds else counts[1:], len(items))
    own = [i for i in items if re.search(r"本部|本级|机关", i.text)]
    for claim in book.disclosure.claims:
        below = re.search(r"(下属|所属|下辖)$", book.before(claim))
        same = claim.quantity.unit in _THINGS and book.section(claim) == announcing.section
        if below and same and len(own) == 1 and claim.sentence < announcing.id:
            yield count_check(claim, (), len(items) - 1)


def _are_its_kinds(book: Book, counts: Sequence[Claim], listed: int) -> bool:
    """Whether the counts of a sentence behind its first are of what that has counted already, and
    not of what stands beside it: 单位共4个，其中行政单位1个、事业单位3个，包括："""
    whole, *kinds = counts
    parts = all(book.statement(c).part_of == whole.statement for c in kinds)
    told = sum(c.quantity.value for c in kinds)
    summed = book.before(whole).endswith(("共", "共计", "合计", "共有"))
    opened = bool(kinds) and (summed or "其中" in words_between(book, whole, kinds[0]))
    return bool(kinds) and (parts or (opened and told in (whole.quantity.value, listed)))


def _numbered(sentences: Sequence[Sentence], paragraph: int) -> Iterator[Sentence]:
    """The first sentences of the paragraphs numbered 1, 2, 3 … right after `paragraph`, all in one
    form."""
    form, number = "", 0
    for sentence in sentences:
        if sentence.paragraph == paragraph:
            continue
        match = _ITEM.match(sentence.text)
        if sentence.paragraph > paragraph + 1 or match is None:
            return
        told = parse_number(match[1])
        shape = match[0].replace(match[1], "1" if match[1].isascii() else "一")
        if told != number + 1 or shape != (form or shape):
            return
        form, number, paragraph = shape, number + 1, sentence.paragraph
        yield sentence


def count_check(claim: Claim, others: Sequence[Claim], listed: int) -> Check:
    """`claim`, with the other counts of its sentence, against the number of things listed."""
    rest = [int(c.quantity.value) for c in others]
    expected = listed - sum(rest)
    holds = claim.quantity.value == expected
    figures = "−".join([f"{listed}{claim.quantity.unit}", *map(str, rest)])
    return Check(
        "N11",
        Verdict.CONSISTENT if holds else Verdict.MISMATCH,
        claim.quantity.value,
        Decimal(expected),
        claim.quantity.unit,
        phrase("formula.listed", figures=figures),
        tuple(of_claim(c).operand for c in (claim, *others)),
    )
