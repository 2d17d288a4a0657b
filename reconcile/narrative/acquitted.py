"""Failed checks that the words or figures of their own sentence explain, so that nothing is wrong.

Whoever reads a sentence of many figures may take the wrong two of them. Where it shows itself that
others were meant, or that a list is none, the check says nothing at all: neither that a figure is
wrong nor that it is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.characters import after_last
from reconcile.audit import Check, Verdict
from reconcile.book import Book, stands_before
from reconcile.narrative.fits_otherwise import fitting_otherwise
from reconcile.narrative.spoken import alike, words_before, words_between
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

_CHANGES = frozenset({"N02", "N03"})
_SUM, _MEAN = "N06", "N08"
#: A figure with decimals, which is no year, number or ordinal.
_FIGURE = re.compile(r"[0-9]+\.[0-9]+")
#: Parts that come to so many times their whole, or the other way round, are none.
_FAR = 3
#: A whole and two parts.
_SEVERAL = 3


def without_acquitted(book: Book, found: Sequence[Check]) -> list[Check]:
    """The checks without failed ones that say nothing against any figure."""
    failed = [c for c in found if c.verdict is Verdict.MISMATCH]
    acquitted = [
        *(c for c in failed if c.rule in _CHANGES and _is_of_others(book, c)),
        *(c for c in failed if c.rule in _CHANGES and _is_of_unread(book, c)),
        *(c for c in failed if c.rule == _SUM and _is_no_list(book, c)),
        *(c for c in failed if c.rule == _MEAN and _is_of_the_rest(book, c)),
        *fitting_otherwise(book, failed),
    ]
    drop = {id(c) for c in acquitted}
    return [c for c in found if id(c) not in drop]


def _is_of_others(book: Book, found: Check) -> bool:
    """Whether the words right before a change say that it is of other figures than those that are
    told (年均增长P%, 计划增长P%, 上半年增长P%)."""
    told = book.claim(found.operands[0].claim)
    if told is None or not told.role.is_change:
        return False
    return pattern("wording", "rate_of_others").search(words_before(book, told)) is not None


def _is_of_unread(book: Book, found: Check) -> bool:
    """Whether figures of which no claim is known stand with a change in its sentence, and what it
    is held against in another one: 比上年B万页增加C万页，增长P%."""
    claims = [c for o in found.operands if (c := book.claim(o.claim)) is not None]
    if not claims or any(c.sentence == claims[0].sentence for c in claims[1:]):
        return False
    told = claims[0]
    text = book.text(told)
    begins = after_last(text, "。；;", told.start)
    spans = [(c.start, c.end) for c in book.in_sentence(told)]
    unread = (m for m in _FIGURE.finditer(text, begins, told.start))
    return any(not any(a <= m.start() < b for a, b in spans) for m in unread)


def _is_of_the_rest(book: Book, found: Check) -> bool:
    """Whether an average of the others is taken over those that they are not: 其中脱贫村5个，村均
    A万元；其他村B万元，村均C万元."""
    claims = [c for o in found.operands if (c := book.claim(o.claim)) is not None]
    counts = [c for c in claims if c.quantity.kind == "count"]
    rest = [c for c in claims if pattern("wording", "who_is_left").match(plain(c.subject))]
    return bool(rest) and any(c.statement not in {r.statement for r in rest} for c in counts)


def _is_no_list(book: Book, found: Check) -> bool:
    """Whether figures show themselves that a list that fails is none, or not all of one."""
    return (
        _is_over_before(book, found)
        or _are_nested(book, found)
        or _has_passed_over(book, found)
        or _goes_on(book, found)
        or _has_asides(book, found)
        or (not found.sure and _is_far_off(found))
    )


def _is_far_off(found: Check) -> bool:
    """Whether several figures come to many times what they are said to be parts of, or to little of
    it, and no slip of the pen explains that."""
    if found.detail or len(found.operands) < _SEVERAL or not (found.stated and found.expected):
        return False
    times = abs(found.expected / found.stated)
    return times > _FAR or times * _FAR < 1


def _has_passed_over(book: Book, found: Check) -> bool:
    """Whether what a list lacks is a figure among its own that is told roughly (约A万元), and so is
    no part that is added up."""
    told = [c for o in found.operands if (c := book.claim(o.claim)) is not None]
    if len(told) < len(found.operands) or len({c.sentence for c in told}) > 1:
        return False
    whole, *parts = [c.quantity.exact for c in told]
    begins, ends = min(c.start for c in told), max(c.end for c in told)
    others = [c for c in book.in_sentence(told[0]) if begins < c.start < ends and c not in told]
    rough = [c for c in others if book.before(c).endswith("约") and alike(c, told[0])]
    return whole - sum(parts) in {c.quantity.exact for c in rough}


def _goes_on(book: Book, found: Check) -> bool:
    """Whether what a list lacks is the very next figure, told on in the same row: 收支总计A万元；
    基本支出B万元，项目支出C万元，年末结转D万元."""
    told = [c for o in found.operands if (c := book.claim(o.claim)) is not None]
    if len(told) < _SEVERAL or len(told) < len(found.operands):
        return False
    whole, *parts = told
    behind = (c for c in book.in_paragraph(parts[-1]) if stands_before(parts[-1], c))
    after = next(behind, None)
    if after is None or after.sentence != parts[-1].sentence or not alike(after, whole):
        return False
    joined = words_between(book, parts[-1], after).startswith(("，", "、", ","))
    lacking = whole.quantity.exact - sum(p.quantity.exact for p in parts)
    return joined and not after.role.is_change and after.quantity.exact == lacking


def _has_asides(book: Book, found: Check) -> bool:
    """Whether a list comes to its whole without what is told of its parts beside their amounts:
    项目支出S万元，其中道路A万元，合同金额B万元；桥梁C万元."""
    told = [c for o in found.operands if (c := book.claim(o.claim)) is not None]
    if len(told) < _SEVERAL or len(told) < len(found.operands):
        return False
    whole, first, *others = told
    words = (plain(book.right_before(c, "，,；;。、")) for c in others)
    kept = [
        c
        for c, before in zip(others, words, strict=True)
        if not pattern("wording", "aside_of_part").match(before)
    ]
    parts = [first, *kept]
    come_to = sum(c.quantity.exact for c in parts)
    return len(parts) < len(told) - 1 and len(parts) > 1 and come_to == whole.quantity.exact


def _is_over_before(book: Book, found: Check) -> bool:
    """Whether the first figures of a list come to its whole already, and words end it there: those
    behind it are of something else (基本支出A万元，由甲B万元、乙C万元组成；项目支出D万元，由…)."""
    whole, *parts = [book.claim(o.claim) for o in found.operands]
    told = [p for p in parts if p is not None]
    if whole is None or len(told) < len(parts):
        return False
    return any(
        sum(p.quantity.exact for p in told[:n]) == whole.quantity.exact
        and pattern("wording", "list_over").match(words_between(book, told[n - 1], told[n]))
        for n in range(2, len(told))
        if told[n - 1].sentence == told[n].sentence
    )


def _are_nested(book: Book, found: Check) -> bool:
    """Whether the parts of a list hold each other (10万元以上的A万元，5万元以上的B万元)."""
    parts = [c for o in found.operands[1:] if (c := book.claim(o.claim)) is not None]
    words = (plain(book.right_before(c, "，,；;。、")) for c in parts)
    return len([w for w in words if pattern("wording", "nested").search(w)]) > 1
