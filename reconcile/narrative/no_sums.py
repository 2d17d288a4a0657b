"""Why figures that do not add up may be no list of what seems to be their whole: parts of something
else, the whole once more, more than where a list ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from extract.claims.ties import Tie
from extract.disclosure import Claim, Role, Statement
from reconcile.audit import Check
from reconcile.book import Book, stands_before
from reconcile.narrative.addends import (
    SUMMED,
    TELLING,
    Sum,
    are_kinds,
    come_to,
    is_taken_off,
)
from reconcile.narrative.breakdowns import (
    by_shares,
    by_unit,
    natural,
)
from reconcile.narrative.spoken import behind_a_stop, words_behind, words_between
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import name_slip, significant
from reconcile.weighing.solving import slips_in

#: What comes to less of a whole is no list of its parts.
_LITTLE = Fraction(1, 20)
#: Two parts come to another whole by chance more easily than so many.
_SEVERAL = 3


def is_no_sum(book: Book, members: Sequence[Statement], one: Sum) -> bool:
    """Whether it is plain that a list that fails is not what its whole comes to."""
    return (
        _is_an_addend(book, one)
        or _is_of_another(book, members, one)
        or _in_several_units(book, members, one)
        or _is_aside(book, one)
        or _is_behind(book, one)
        or _goes_over(book, one)
        or _is_beside_itself(book, one)
        or _is_no_list(book, one)
        or _is_of_the_head(book, one)
        or _are_details(book, one)
        or _is_of_the_other_side(book, one)
        or _goes_on_with_others(book, one)
    )


def _goes_on_with_others(book: Book, one: Sum) -> bool:
    """Whether a list of the three public expenses goes on with what is none of them: 1.公务用车运行
    维护费A万元。2.公务接待费B万元。3.会议费C万元."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or not pattern("wording", "of_three").search(book.statement(whole).subject):
        return False
    others = pattern("wording", "none_of_three")
    return any(others.search(book.statement(p).subject) for p in one.parts)


def _is_of_the_other_side(book: Book, one: Sum) -> bool:
    """Whether a whole stands behind its parts and a semicolon, and is not said to be their sum:
    收支总计S。收入中，甲A万元、乙B万元；支出中，当年支出C万元."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or whole.total or not one.parts:
        return False
    last = max(one.parts, key=lambda c: (c.sentence, c.start))
    return behind_a_stop(book, last, whole)


def _are_details(book: Book, one: Sum) -> bool:
    """Whether all but the first figures of a list come to the one before them: 支出A，其中工资B，
    明细为：甲C、乙D are what B went into."""
    exact = [book.term(p).exact for p in one.parts]
    for n, part in enumerate(one.parts[: len(exact) - _SEVERAL + 1]):
        leads = pattern("wording", "details").search(words_between(book, part, one.parts[n + 1]))
        if leads and exact[n] and sum(exact[n + 1 :]) == exact[n]:
            return True
    return False


def _is_of_the_head(book: Book, one: Sum) -> bool:
    """Whether a second 其中 behind a list goes back to what that is a list of: 采购A万元，其中货物
    B万元、服务C万元，其中面向中小企业D万元, where B and C are all of A, and D is more than C."""
    last = book.claim(one.check.operands[0].claim)
    head = book.statement(last).part_of if last is not None else None
    if last is None or head is None or come_to(book, one.parts) <= book.term(last).exact:
        return False
    between = words_between(book, last, one.parts[0]) if one.parts else ""
    alike = [c for c in book.in_paragraph(last) if c.quantity.kind == last.quantity.kind]
    wholes = [c for c in alike if c.statement == head and c.role is last.role]
    beside = [c for c in alike if book.statement(c).part_of == head and c.role is last.role]
    told = all(stands_before(c, one.parts[0]) for c in beside)
    complete = told and any(book.term(w).exact == come_to(book, beside) for w in wholes[:1])
    return complete and len(beside) > 1 and between.startswith(("，其中", "；其中"))


def is_natural(book: Book, one: Sum) -> bool:
    """Whether a list is by its nature all of its whole, so that what stands behind it is none of
    it: 货物A、工程B、服务C；其中一般公共预算D."""
    whole = book.claim(one.check.operands[0].claim)
    return whole is not None and len(natural(book, whole, one.parts)) == len(one.parts)


def _is_no_list(book: Book, one: Sum) -> bool:
    """Whether figures are no parts of what they seem to be: each is the whole once more (收支总预算
    A，其中收入A、支出A), or all are together next to nothing of it and no slip explains that, nor
    is the list all of its whole by its nature."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or len(one.parts) < 2:
        return False
    exact = book.term(whole).exact
    if any(is_taken_off(book, p) for p in one.parts):
        return True  # kinds of tax and what is given back of them: seldom all are told
    again = all(book.term(p).exact == exact for p in one.parts)
    little = come_to(book, one.parts) < _LITTLE * exact and not slips_in(one.check)
    return again or (little and len(natural(book, whole, one.parts)) < len(one.parts))


def _is_aside(book: Book, one: Sum) -> bool:
    """Whether the only part of a list is told in brackets behind its whole, and not said to be of
    it: 开放床位548张（编制床位600张）; 就业468人，完成率93.60%（目标500人）."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or len(one.parts) != 1 or one.parts[0].sentence != whole.sentence:
        return False
    before, opened, within = words_between(book, whole, one.parts[0]).rpartition("（")
    return (
        bool(opened)
        and "）" not in within
        and not pattern("wording", "part_within").search(before + within)
    )


def _is_behind(book: Book, one: Sum) -> bool:
    """Whether a list begins only behind a semicolon that closed what its whole was told of, and is
    not said to be of it: 新增项目2个：甲、乙；延续项目4个；取消项目1个."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or whole.sentence != one.parts[0].sentence:
        return False
    *closed, last = re.split("[；;]", words_between(book, whole, one.parts[0]))
    return bool(closed) and not pattern("wording", "part_within").search(last)


def _goes_over(book: Book, one: Sum) -> bool:
    """Whether a list is more than its whole only with what stands behind a semicolon, which is told
    beside the whole then: 在编132人，其中专任教师126人；编外16人；退休41人. A list that is told
    whole, or that a slip of the pen makes more, is none of these."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or _is_slip(one.check, whole) or any(p.total for p in one.parts):
        return False
    if are_kinds(book, whole, one.parts):
        return False
    ends = next((n for n, (a, b) in enumerate(pairwise(one.parts), 1) if _is_apart(book, a, b)), 0)
    least = book.term(whole).exact
    over = come_to(book, one.parts) > least >= come_to(book, one.parts[:ends]) > 0
    known = len(natural(book, whole, one.parts)) == len(one.parts)
    known = known or by_shares(book, one.parts) or by_unit(book, whole, one.parts)
    return bool(ends) and over and not known


def _is_slip(check: Check, whole: Claim) -> bool:
    """Whether a slip of the pen explains a sum that is off; of a small count every other is one."""
    small = whole.quantity.kind == "count" and significant(whole.quantity.value) < TELLING
    return not small and bool(slips_in(check))


def _is_an_addend(book: Book, one: Sum) -> bool:
    """Whether what seems the whole of a list is the first of its members, which a total among them
    adds up: 在编A人，编外B人，在职合计C人；退休D人."""
    whole = book.claim(one.check.operands[0].claim)
    reached = Fraction(0) if whole is None else book.term(whole).exact
    for part in one.parts:
        if part.total and reached and book.term(part).exact == reached:
            return True
        reached += book.term(part).exact
    return False


def _in_several_units(book: Book, members: Sequence[Statement], one: Sum) -> bool:
    """Whether a list of what is counted has members that are counted in another unit: 藏量5.8万册，
    其中少儿文献1.6万册；读者126万人次；外借98万册. Where it ends nobody knows, unless all of those
    stand behind a semicolon: 车辆12辆，其中甲10辆、乙2辆；设备1台."""
    last = one.parts[-1]
    if last.role is not Role.COUNT:
        return False
    told = (book.of_roles(m.id, Role.COUNT) for m in members)
    others = [c[0] for c in told if c and last.quantity.unit not in {k.quantity.unit for k in c}]
    ends = _is_closed(book, one.parts)
    return any(not _is_apart(book, last, other) and not ends for other in others)


def _is_closed(book: Book, parts: Sequence[Claim]) -> bool:
    """Whether a list of several is joined by enumeration commas and ends at another one: 线上A场、
    社区B场、校园C场，参加D人次."""
    words = [plain(words_between(book, a, b)) for a, b in pairwise(parts)]
    together = len({p.sentence for p in parts}) == 1
    joined = together and len(parts) >= _SEVERAL and all(w.startswith("、") for w in words)
    return (
        joined
        and not any(set("，；") & set(w) for w in words)
        and words_behind(book, parts[-1]).startswith("，")
    )


def _is_apart(book: Book, last: Claim, other: Claim) -> bool:
    """Whether a figure stands behind the last part of a list, with a semicolon or a stop between
    them."""
    if not stands_before(last, other):
        return False
    words = book.text(last)[last.end : other.start]
    return last.sentence != other.sentence or bool(set("；;") & set(words))


def _is_of_another(book: Book, members: Sequence[Statement], one: Sum) -> bool:
    """Whether a list that is not said to be of its whole comes to just what the report states
    elsewhere, and to nothing like that whole; or one of several has the very figure of that whole,
    which was told of it (“两庭”建设由580.00万元减至326.00万元)."""
    whole, expected = one.check.operands[0].quantity, one.check.expected
    slip = whole is not None and expected is not None and name_slip(whole, expected)
    if slip or any(m.attached is Tie.SAID for m in members) or is_natural(book, one):
        return False
    reached = come_to(book, one.parts)
    own = [p for p in one.parts if significant(p.quantity.value) >= TELLING]
    if whole is not None and any(book.term(p).exact == whole.exact for p in own[1:]):
        return True
    stated = (c for c in book.disclosure.claims if c.role in SUMMED and c not in one.parts)
    alike = (c for c in stated if c.quantity.kind == one.parts[0].quantity.kind)
    telling = (c for c in alike if significant(c.quantity.value) > TELLING)
    return any(book.term(c).exact == reached for c in telling)


def _is_beside_itself(book: Book, one: Sum) -> bool:
    """Whether a list counts the body itself besides those under it: 本级及下属3个单位，其中行政单位
    2个，事业单位2个."""
    whole = book.claim(one.check.operands[0].claim)
    if whole is None or whole.quantity.kind != "count" or one.check.expected is None:
        return False
    beside = pattern("wording", "beside_itself").search(book.right_before(whole, "。；;"))
    return beside is not None and one.check.expected - whole.quantity.value == 1
