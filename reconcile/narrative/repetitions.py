"""The same quantity stated in two places of the narrative.

Two figures are one quantity only where thing, measure, period, base and scope are the same. Where
the thing is known (a concept of the vocabulary, the path of an item) they must agree; where only
the words are the same, agreement confirms and a difference proves nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.cells.agreement import copy_check
from reconcile.equation import check
from reconcile.formula import COPY
from reconcile.narrative.keys import (
    Key,
    core_of,
    key_by_name,
    key_by_words,
    measure_of,
    way_of,
    words_of,
)
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import name_slip, significant
from reconcile.weighing.solving import slips_in

#: So many characters before a figure, a number among them, do not recur by chance.
_PASSAGE = 40
#: So many characters, blanks and quotation marks among them, hold a passage.
_WIDE = 10 * _PASSAGE
#: So many before it name it, if as many as a passage has stand behind it as well.
_NAME = 10
#: A figure that is hardly that of another passage: no year, no count, no 100%.
_TELLING_FIGURE = re.compile(r"\d[\d,]*\.\d\d")
#: So many digits of which all but one agree are no two figures.
_MANY = 5
#: So many digits and more do not recur by chance.
_TELLING = 4
#: A quantity is not stated in more places than this to be held against each other.
_MOST = 12
_LEVELS = (Role.LEVEL, Role.PREVIOUS, Role.BUDGET)

#: Two claims that are one figure.
_Pair: TypeAlias = tuple[Claim, Claim]


@dataclass(frozen=True, slots=True)
class _Repeated:
    """What is stated in several places: the claims of each quantity that is known by name, of each
    that only words tell, and the pairs of claims that are one figure."""

    known: Mapping[Key, Sequence[Claim]]
    worded: Mapping[Key, Sequence[Claim]]
    pairs: Sequence[_Pair]

    @classmethod
    def of(cls, book: Book) -> _Repeated:
        claims = [c for c in book.disclosure.claims if _whole(book, c)]
        return cls(
            _grouped((key_by_name(book, c), c) for c in claims),
            _grouped((key_by_words(book, c), c) for c in claims),
            (
                *_again(book),
                *_of_item(book, claims),
                *_verbatim(book, claims),
                *_surrounded(book, claims),
            ),
        )


def repetition_checks(book: Book) -> Iterator[Check]:
    """Each figure against where it is stated again."""
    repeated = book.once(_Repeated.of)
    yield from _agreeing(book, repeated.known, contradict=True)
    yield from _agreeing(book, repeated.worded, contradict=False)
    for again, first in repeated.pairs:
        yield same_figure("N07", book, again, first)


def _whole(book: Book, claim: Claim) -> bool:
    """Whether a claim states all of what its subject names, and that is known."""
    said = book.statement(claim)
    return (
        not said.cause
        and said.named is not Tie.GUESSED
        and claim.ties.of("subject", "measure", "period") is not Tie.GUESSED
        and not book.aligner.is_part(claim)
        and not _of_some_projects(book, claim)
    )


def _of_some_projects(book: Book, claim: Claim) -> bool:
    """Whether a figure is of the projects that were evaluated: 评价涉及一般公共预算支出A万元."""
    evaluated = pattern("evaluation", "any_score").search("".join(book.section(claim)))
    return evaluated is not None and "涉及" in book.before(claim)


def _again(book: Book) -> Iterator[_Pair]:
    """A figure of so many digits that it does not recur by chance, in another paragraph, that is
    the same measure of what the same words name: it confirms only."""
    telling = (c for c in book.disclosure.claims if _digits(c) >= _TELLING)
    groups = _grouped((_exactly(c), c) for c in telling)
    for same in groups.values():
        for first, again in pairwise(same):
            apart = book.paragraph(first) != book.paragraph(again)
            if apart and _of_one_thing(book, first, again):
                yield again, first


def _exactly(claim: Claim) -> Key:
    changed = "change" if claim.role.is_change else claim.quantity.kind
    return f"{claim.quantity.value:f}", claim.quantity.unit, way_of(claim), changed


def _digits(claim: Claim) -> int:
    """How many digits tell a figure from others; a count also by the noun it counts."""
    text = f"{abs(claim.quantity.value):f}"
    whole = claim.quantity.value == claim.quantity.value.to_integral_value()
    text = text.partition(".")[0].rstrip("0") if whole else text.replace(".", "")
    digits = len(text.lstrip("0"))
    return digits + 2 if claim.quantity.kind == "count" and digits > 1 else digits


def _of_one_thing(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two sentences name one thing: the same name in quotation marks, the same noun that
    is counted, or the words right before the figure, of which one may say less."""
    keys = [book.aligner.quantified(book.statement(c)).key for c in (one, other)]
    if all(keys) and keys[0] != keys[1]:
        return False
    said = [_clause_words(book, c) for c in (one, other)]
    quoted = [set(re.findall(r"“([^”]{2,})”?", text)) for text in said]
    if one.quantity.kind == "count":
        nouns = [re.match(r"[一-龥]{2,3}", book.text(c)[c.end :]) for c in (one, other)]
        return nouns[0] is not None and nouns[1] is not None and nouns[0][0] == nouns[1][0]
    named = all(words_of(text).endswith("率") for text in said)  # 全年预算执行率为96.90%
    if one.quantity.kind == "percent" and not named:  # 完成年初预算的111.23%
        said = [core_of(book.statement(c).subject) for c in (one, other)]
    cores = [_generic(text) for text in said]
    shorter, longer = sorted(cores, key=len)
    return bool(quoted[0] & quoted[1]) or (len(shorter) > 1 and shorter in longer)


def _clause_words(book: Book, claim: Claim) -> str:
    return book.right_before(claim, "，。；：、,;:（")


def _generic(text: str) -> str:
    """A clause without what any clause may say: pronouns, years, money, verbs of being."""
    return pattern("wording", "generic").sub("", words_of(text))


def _grouped(keyed: Iterable[tuple[Key | None, Claim]]) -> dict[Key, list[Claim]]:
    found: dict[Key, list[Claim]] = defaultdict(list)
    for key, claim in keyed:
        if key is not None:
            found[key].append(claim)
    return found


def _agreeing(
    book: Book, groups: Mapping[Key, Sequence[Claim]], *, contradict: bool
) -> Iterator[Check]:
    """Each claim against one elsewhere that it agrees with, else against the first."""
    for claims in groups.values():
        by_figure: dict[object, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_figure[claim.quantity.exact].append(claim)
        several = len(by_figure) <= _MOST
        for index, claim in enumerate(claims):
            near = claims if several else by_figure[claim.quantity.exact]
            others = [c for c in near if c is not claim and _apart(c, claim)][:_MOST]
            found = [same_figure("N07", book, claim, other) for other in others]
            agreeing = [f for f in found if f.verdict is not Verdict.MISMATCH]
            if agreeing:
                yield agreeing[0]
            elif found and contradict and index and _is_at_odds(book, found[0], claim, others[0]):
                yield found[0]


def _is_at_odds(book: Book, found: Check, claim: Claim, other: Claim) -> bool:
    """Whether two figures that go by one name cannot both be right."""
    one_thing = claim.role in _LEVELS and not _of_two_wholes(book, claim, other)
    if claim.out_of or other.out_of:  # 项目A万元，占支出B万元的P%
        return False
    if _of_two_years(book, claim, other) or _of_unlike_wholes(book, claim, other):
        return False
    return one_thing and _is_told(found, claim) and not _each_in_a_table(book, claim, other)


def _of_two_wholes(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two figures of a paragraph go by no more than the side of an account (支出), which
    may be that of two things: 基金支出A。其中，保险费收入B；支出C."""
    bare = pattern("wording", "bare").fullmatch(core_of(book.statement(one).subject))
    return bare is not None and book.paragraph(one) == book.paragraph(other)


def _of_two_years(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two paragraphs begin with different years, where no clause says of which year the
    figures are: 2022年A…，其中甲B。2023年C…，其中甲D."""
    if book.paragraph(one) == book.paragraph(other):
        return False
    if any(c.ties.period is Tie.SAID for c in (one, other)):
        return False
    years = [_year_of(book, c) for c in (one, other)]
    return all(years) and years[0] != years[1]


def _year_of(book: Book, claim: Claim) -> str:
    """The year that a paragraph begins with, "" where it does not."""
    sentences, first = book.disclosure.sentences, claim.sentence
    while first and sentences[first - 1].paragraph == sentences[claim.sentence].paragraph:
        first -= 1
    found = pattern("wording", "begins_with_year").match(sentences[first].text)
    return found["year"] if found else ""


def _of_unlike_wholes(book: Book, one: Claim, other: Claim) -> bool:
    """Whether two figures of one name are parts of two wholes that are told with other figures in
    the same measure: 全市运行维护费A，其中甲B。市公安局运行维护费C，其中甲D."""
    wholes = [book.statement(c).part_of for c in (one, other)]
    if None in wholes or wholes[0] == wholes[1]:
        return False
    told = [{c.quantity.exact for c in book.of_roles(n or 0, one.role)} for n in wholes]
    return all(told) and not told[0] & told[1]


def _is_told(found: Check, claim: Claim) -> bool:
    """Whether a figure that differs from another is named in its own clause, or a slip of the pen
    explains it: one that only goes on with a subject may go on with another (因甲增加。决算A)."""
    return claim.ties.subject is Tie.SAID or bool(slips_in(found))


def _each_in_a_table(book: Book, one: Claim, other: Claim) -> bool:
    """Whether tables state each of two figures that go by one name: then they are two things (基本
    支出 of all money, and under its own heading that of 财政拨款)."""

    def stated(claim: Claim) -> bool:
        match = book.aligner.match(claim)
        cells = (*match.decisive, *match.also) if match is not None else ()
        return any(
            c.quantity is not None and copy_check("N01", claim, c).verdict is Verdict.CONSISTENT
            for c in cells
        )

    return stated(one) and stated(other)


def _apart(one: Claim, other: Claim) -> bool:
    """Whether two claims stand in two sentences: a figure does not repeat itself in its own."""
    return one.sentence != other.sentence


def _of_item(book: Book, claims: Sequence[Claim]) -> Iterator[_Pair]:
    """…（项）29.90万元，… 支出决算为19.90万元: what an item is given with and what it is then said
    to have cost are one figure, where the second clause names no subject of its own."""
    for first, second in pairwise(c for c in claims if c.role is Role.LEVEL):
        same = first.statement == second.statement and measure_of(book, first) == measure_of(
            book, second
        )
        if not same or first.quantity.kind != "amount" or book.item_of(first) == "":
            continue
        goes_on = second.ties.subject is not Tie.SAID and second.ties.measure is Tie.SAID
        if first.ties.subject is Tie.SAID and goes_on and not second.out_of:
            yield second, first


def _verbatim(book: Book, claims: Sequence[Claim]) -> Iterator[_Pair]:
    """A passage printed twice, figures and all, up to a figure that differs the second time."""
    known: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        passage = plain(book.before(claim)[-_WIDE:])[-_PASSAGE:]
        if len(passage) == _PASSAGE and re.search(r"[1-9][\d,]*\.?\d\d", passage):
            scope = book.aligner.quantified(book.statement(claim)).scope
            known[(passage, claim.quantity.unit, scope, claim.period)].append(claim)
    for same in known.values():
        for first, again in pairwise(same):
            items = {book.aligner.quantified(book.statement(c)).key for c in (first, again)}
            if len(items - {""}) < 2:  # what is said of one item is said of the next as well
                yield again, first


def _surrounded(book: Book, claims: Sequence[Claim]) -> Iterator[_Pair]:
    """A figure of many digits in the same words with the same figures behind it: 规模为A万元（不含
    结转资金），调整比例为15.45%. Of two things told in the same words the figures may differ by
    anything: it is one figure where they agree, or differ by a slip of the pen."""
    known: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        if significant(claim.quantity.value) < _MANY:
            continue
        before = plain(book.before(claim)[-_WIDE:])[-_NAME:]
        after = plain(book.text(claim)[claim.end : claim.end + _WIDE])[:_PASSAGE]
        if len(before) == _NAME and len(after) == _PASSAGE and _TELLING_FIGURE.search(after):
            known[(before, after, claim.quantity.unit, claim.period)].append(claim)
    for same in known.values():
        for first, again in pairwise(same):
            value = first.quantity.value
            if again.quantity.value == value or name_slip(again.quantity, value):
                yield again, first


def same_figure(rule: str, book: Book, again: Claim, first: Claim) -> Check:
    """Two statements of one quantity; the coarser one is what the finer one rounds to."""
    stated, source = book.term(again), book.term(first)
    if source.quantity.ulp > stated.quantity.ulp:
        stated, source = source, stated
    found = check(rule, stated, [source], COPY)
    assert found is not None
    return found
