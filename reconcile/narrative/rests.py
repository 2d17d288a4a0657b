"""What is left of a whole: 设备31台，分布在甲院9台、乙站6台，其余16台…; 支出A万元，其中甲B万元，
剩下的C万元…; 采购A万元，授予中小企业B万元，未授予中小企业的C万元. With it nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extract.characters import after_last
from extract.disclosure import Claim, Role
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence, stands_before
from reconcile.equation import check_sum
from reconcile.narrative.announced import is_joined, is_known, is_listed
from reconcile.narrative.spoken import (
    alike,
    is_bracketed,
    words_before,
    words_behind,
    words_between,
)
from reconcile.narrative.uses import weighed
from reconcile.phrases import phrase
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.near import is_close
from reconcile.weighing.solving import slips_in

_TWO = 2
#: The unit of marks.
_MARKS = "分"
#: What may be left of something, and what it may be left of.
_ROLES = frozenset({Role.LEVEL, Role.COUNT, Role.BUDGET, Role.OTHER, Role.CHANGE_AMOUNT})
#: So many characters in a row tell that what was done and what was not are of one thing.
_SHARED = 2


def rest_checks(book: Book) -> Iterator[Check]:
    """The sum of what is told of each whole, and what is left of it."""
    for _, group in groupby(book.disclosure.claims, key=lambda c: c.sentence):
        counts = [c for c in group if c.role is Role.COUNT]
        for at, last in enumerate(counts):
            told = _spread(book, counts[:at], last) if _is_rest(book, last) else []
            if len(told) > _TWO and not is_known(book, told[0], told[1:]):
                whole, *parts = told
                terms = [book.term(p) for p in (*parts, last)]
                yield check_sum("N06", book.term(whole), terms).as_said()
    for claims in by_sentence(book.disclosure.claims):
        told = [c for c in claims if c.role in _ROLES and _may_be_left(c)]
        for at, last in enumerate(told):
            rest = _is_rest(book, last)
            if rest or pattern("wording", "not_done").search(words_before(book, last)):
                before = [c for c in told[:at] if alike(c, last)]
                yield from (_left if rest else _not_done)(book, before, last)
            if rest:
                yield from _of_plan(book, [c for c in claims if c.start < last.start], last)


def _may_be_left(claim: Claim) -> bool:
    """Whether a figure may be a part of another: no rate, and no marks, of which what was scored
    and what there is to score stand side by side."""
    return claim.quantity.kind != "percent" and claim.quantity.unit != _MARKS


def _is_rest(book: Book, last: Claim) -> bool:
    return pattern("wording", "the_last").search(words_before(book, last)) is not None


def _spread(book: Book, counts: Sequence[Claim], last: Claim) -> list[Claim]:
    """The counts before a rest that stand side by side in one list, and the one that is spread over
    them; [] where there is no such list."""
    start = after_last(book.text(last), "。；;", last.start)
    told = [c for c in counts if c.start >= start and alike(c, last)]
    words = words_between(book, *told[:2]) if len(told) > _TWO else ""
    spread = pattern("wording", "spread_over").search(words) is not None
    joined = all(is_joined(book, *pair) for pair in pairwise([*told[1:], last]))
    return told if spread and joined else []


def _left(book: Book, before: Sequence[Claim], last: Claim) -> Iterator[Check]:
    """支出A万元，其中甲B万元，剩下的C万元: the last figure before a rest that is said to have
    others within it, and those; or the only two before it (采购A万元，甲采购B万元，其余C万元),
    of which only a slip of the pen tells that they belong together."""
    before = [c for c in before if is_bracketed(book, c) <= is_bracketed(book, last)]
    inner = (
        n
        for n, pair in enumerate(pairwise(before), 1)
        if pattern("wording", "within_it").search(words_between(book, *pair))
    )
    start = max(inner, default=0)
    if not start and len(before) != _TWO:
        return
    whole, *parts = before[start - 1 if start else 0 :]
    largest = max(p.quantity.exact for p in parts)
    one_role = len({c.role for c in (whole, *parts, last)}) == 1
    if (one_role and is_listed(book, whole, (*parts, last))) or largest > whole.quantity.exact:
        return
    yield from _held(book, whole, [*parts, last], closed=bool(start))


def _of_plan(book: Book, told: Sequence[Claim], last: Claim) -> Iterator[Check]:
    """概算投资A万元，…。完成投资B万元，完成概算的P%；尚余C万元: of the last plan that was told
    before what was done, by the name that a rate gives it, if there is one. What else is left of it
    nobody says."""
    own = [c for c in told if alike(c, last)]
    if len(own) != 1 or not pattern("wording", "carried_through").search(
        words_before(book, own[0])
    ):
        return
    done = own[0]
    between = words_between(book, done, last)
    named = pattern("wording", "rate_of_plan").search(between)
    plans = [
        c
        for c in book.in_paragraph(done)
        if stands_before(c, done) and alike(c, done) and not is_bracketed(book, c)
        if (m := pattern("wording", "whole_plan").search(words_before(book, c)))
        if named is None or named["plan"] in m[0]
    ]
    if plans and plans[-1].quantity.exact > done.quantity.exact:
        terms = [book.term(c) for c in (done, last)]
        yield from weighed(check_sum("N06", book.term(plans[-1]), terms).as_inherited())


def _not_done(book: Book, before: Sequence[Claim], last: Claim) -> Iterator[Check]:
    """大型仪器48台，已共享31台，未共享17台: what was done and what was not of one thing, by what
    both are called, and the figure before them that is more."""
    said = pattern("wording", "not_done").search(words_before(book, last))
    what = said["what"] if said else ""
    done = next((c for c in reversed(before) if _shares(words_before(book, c), what)), None)
    short = done is None and len(what) < _SHARED
    if short:  # 合计A件，审执结B件，未结C件: by one character, of a total that stands before it
        done = next((c for c in reversed(before) if _ends(words_before(book, c), what)), None)
    if done is None:
        return
    above = [
        c
        for c in book.in_paragraph(done)
        if stands_before(c, done) and c.role in _ROLES and alike(c, done)
        if c.total or not short
    ]
    both = done.quantity.exact + last.quantity.exact
    holding = (w for w in above if w.quantity.exact == both)
    more = [w for w in above if w.quantity.exact > done.quantity.exact]
    whole = next(holding, (more or above)[-1] if above else None)
    if whole is not None and not is_listed(book, whole, (done, last)):
        yield from _held(book, whole, [done, last], closed=False)


def _shares(words: str, what: str) -> bool:
    """Whether what was not done is called as something before it that was."""
    if len(what) < _SHARED:
        return "已" + what in words
    pieces = (what[n : n + _SHARED] for n in range(len(what) - _SHARED + 1))
    return not pattern("wording", "not_done").search(words) and any(p in words for p in pieces)


def _ends(words: str, what: str) -> bool:
    """Whether what was done is called by a word that ends with what was not (审执结, 未结)."""
    return words.endswith(what) and not pattern("wording", "not_done").search(words)


def _held(book: Book, whole: Claim, parts: Sequence[Claim], *, closed: bool) -> Iterator[Check]:
    """What parts and the rest come to. A list that is closed by its rest is contradicted by a slip
    of the pen; of others, and of small counts, that is worth a look."""
    found = check_sum("N06", book.term(whole), [book.term(p) for p in parts]).as_inherited()
    failed = found.verdict is Verdict.MISMATCH
    behind = words_behind(book, parts[-1])
    if failed and pattern("wording", "and_more").match(behind):
        return
    if not failed or (closed and slips_in(found)):
        yield found
    elif whole.quantity.kind == "count" and slips_in(found) and is_close(found):
        yield found.as_guessed("complete", phrase("list.usual"))
    else:
        yield from weighed(found)
