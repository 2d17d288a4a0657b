"""By how much one figure is above or below another that stands beside it: 得分93.8分，比上年的
91.5分提高2.3分; 高于目标值（≥95分）1.4分; 开放1368张，超编制床位168张; 上年为40%，下降1.4个百分点.

The words name what a figure is held against and say which way it is off, so that nothing but the
first of the three may be open: it is the figure of that kind that stands right before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.characters import after_last
from extract.disclosure import Claim, Role
from extract.figures.quantity import Quantity, parse_number
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence
from reconcile.equation import Term, check
from reconcile.formula import GAP, RATIO
from reconcile.narrative.said import slipped
from reconcile.narrative.spoken import (
    alike,
    is_bracketed,
    words_before,
    words_behind,
    words_between,
)
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.slips import significant
from reconcile.weighing.solving import slips_in

#: A gap of fewer digits is one of some figures by chance.
_TELLING = 2
#: What is said of a figure right behind it (90%的目标), and how long that is.
_OF, _BEHIND = re.compile("^的(?:目标|计划|任务|要求|标准)"), 3
#: Of fewer characters there is no name.
_NAME = 2


@dataclass(frozen=True, slots=True)
class _Gap:
    """A figure that says by how much `more` is above `less`; `sure` where nothing else can be
    meant; `base` is which of them the words hold the other against."""

    stated: Claim
    more: Claim | Term
    less: Claim | Term
    sure: bool
    base: Claim | None = None


def is_told(one: Check) -> bool:
    """Whether a check is of a gap, or of a sum that is written out: nothing is open there."""
    return one.equation is not None and one.equation.name in ("gap", "written")


def gap_checks(book: Book, known: Sequence[Check]) -> Iterator[Check]:
    """Every gap of which no check that is `known` says anything; one that fails where a slip of
    the pen explains it."""
    held = {c.operands[0].claim for c in known if c.rule in ("N02", "N12") and c.sure}
    for told in by_sentence(book.disclosure.claims):
        for at, stated in enumerate(told):
            if stated.id not in held:
                gaps = list(_gaps(book, told, at))
                yield from _told(book, gaps)
                yield from _rated(book, gaps, told[at + 1 : at + 2])


def _rated(book: Book, gaps: Sequence[_Gap], behind: Sequence[Claim]) -> Iterator[Check]:
    """比预算B万元低D万元（P%）: what a gap that holds is of its base, right behind it."""
    for gap in gaps:
        found = _check(book, gap)
        if gap.base is None or found is None or found.verdict is not Verdict.CONSISTENT:
            continue
        for rate in behind:
            between = words_between(book, gap.stated, rate)
            if rate.quantity.unit == "%" and pattern("gaps", "rate_behind").fullmatch(between):
                terms = [book.term(gap.stated), book.term(gap.base)]
                one = slipped(check("N03", book.term(rate), terms, RATIO))
                yield from [one] if one is not None else []
        return


def _told(book: Book, gaps: Sequence[_Gap]) -> Iterator[Check]:
    """The gap that holds, else the first, if it must."""
    found = [(gap, _check(book, gap)) for gap in gaps]
    holding = [c for _, c in found if c is not None and c.verdict.holds]
    if holding:
        yield holding[0].as_said()
        return
    for gap, one in found[:1]:
        if one is None or one.verdict is not Verdict.MISMATCH or not slips_in(one):
            continue
        if gap.sure and len(found) == 1:
            yield one.as_said()
        elif gap.sure and _is_slipped(one):
            yield one.as_guessed("whole")


def _is_slipped(one: Check) -> bool:
    """Whether a slip of the pen in a gap explains that it fails, and it has digits enough for that
    to say something."""
    forth = one.expected is not None and one.expected > 0
    telling = one.stated is not None and significant(one.stated) > _TELLING
    return forth and telling and bool(one.detail)


def _check(book: Book, gap: _Gap) -> Check | None:
    terms = [_exact(book, gap, c) for c in (gap.more, gap.less)]
    return check("N02", book.term(gap.stated), terms, GAP)


def _exact(book: Book, gap: _Gap, level: Claim | Term) -> Term:
    """What a gap is between; a norm (控制目标4.5%) is no rounded figure, however few decimals it
    is printed with."""
    if isinstance(level, Term):
        return level
    decimals = gap.stated.quantity.decimals
    quantity = level.quantity
    if quantity.decimals >= decimals or not pattern("gaps", "norm").search(
        words_before(book, level)
    ):
        return book.term(level)
    value = quantity.value.quantize(Decimal(1).scaleb(-decimals))
    return Term(replace(quantity, value=value), claim=level)


def _gaps(book: Book, told: Sequence[Claim], at: int) -> Iterator[_Gap]:
    """What a figure may be the gap between, the likeliest first."""
    before = told[at - 1] if at else None
    if before is not None and _fits(before, told[at]):
        found = list(_behind(book, told, at))
        yield from found or _aside(book, told, at)
        if found:
            return
    yield from _then(book, told, at)
    yield from _over_named(book, told, at)


def _fits(level: Claim, gap: Claim) -> bool:
    """Whether a figure may differ by another from one of its kind."""
    if gap.quantity.unit == "百分点":
        return level.quantity.unit == "%"
    return alike(level, gap) and gap.quantity.kind != "percent"


def _way(words: str) -> int:
    """Which way words that lead to a gap go: 1 for more, -1 for less, 0 where they do not say."""
    found = pattern("gaps", "told").fullmatch(words)
    if found is None:
        return 0
    return 1 if found["more"] else -1


def _behind(book: Book, told: Sequence[Claim], at: int) -> Iterator[_Gap]:
    """比上年的B分提高D分, 高于目标值（≥B分）D分; 由A%降至B%，下降D个百分点: D right behind B."""
    stated, base = told[at], told[at - 1]
    between = words_between(book, base, stated)
    held = pattern("gaps", "against").search(words_before(book, base))
    way = _way(between)
    if held is not None:
        on = pattern("gaps", "on").fullmatch(between)
        way = way or (on is not None) * ((held["more"] is not None) - (held["less"] is not None))
        if (way and held["more"] is None and held["less"] is None) or (way and on is not None):
            yield from _held(book, told, at, held["own"], way)
    elif way and at > 1 and _fits(told[at - 2], stated):
        first = told[at - 2]
        led = pattern("gaps", "led_to").search(words_between(book, first, base))
        if led is not None and pattern("gaps", "led_from").search(words_before(book, first)):
            more, less = (base, first) if way > 0 else (first, base)
            yield _Gap(stated, more, less, _is_plain(book, stated))


def _held(book: Book, told: Sequence[Claim], at: int, own: str, way: int) -> Iterator[_Gap]:
    """The figures that may be held against the one before a gap: the last of its kind before it
    that is held against nothing itself."""
    stated, base = told[at], told[at - 1]
    text = book.text(base)
    start = after_last(text, "；;", base.start)
    levels = [
        c
        for place, c in enumerate(told[: at - 1])
        if start <= c.start
        and _fits(c, stated)
        and not _is_held(book, told, place)
        and not _is_completed(told, place)
    ]
    for level in reversed(levels):
        between = plain(text[level.end : base.start])
        clause = words_before(book, base)
        steady = pattern("gaps", "steady").fullmatch(between.removesuffix(clause))
        named = not own or _is_of(own, plain(text[start : level.start]))
        more, less = (level, base) if way > 0 else (base, level)
        if named:
            sure = steady is not None and _is_plain(book, stated)
            yield _Gap(stated, more, less, sure, base)


def _is_held(book: Book, told: Sequence[Claim], place: int) -> bool:
    """Whether a figure is what another is held against, or a gap itself."""
    claim = told[place]
    if pattern("gaps", "against").search(words_before(book, claim)):
        return True
    return place > 0 and _way(words_between(book, told[place - 1], claim)) != 0


def _is_completed(told: Sequence[Claim], place: int) -> bool:
    """Whether a figure is a budget of which the next one says how much was spent: 年初预算A万元，完
    成90%，较上年B万元增加D万元 is more of what was spent."""
    pair = [c.role for c in told[place : place + 2]]
    return pair == [Role.BUDGET, Role.COMPLETION]


def has_own_name(book: Book, rates: Sequence[Claim]) -> bool:
    """Whether the second of two rates is held against something that is named anew in its clause:
    到位率A%，使用率比上年的B%提高D个百分点 is of a rate that is not printed."""
    first, second = rates
    held = pattern("gaps", "against").search(words_before(book, second))
    own = held["own"] if held is not None else ""
    return len(own) >= _NAME and not _is_of(own, plain(book.text(first)[: first.start]))


def _is_of(own: str, words: str) -> bool:
    """Whether the name that stands before a comparison was told before."""
    return own in words


def _is_plain(book: Book, stated: Claim) -> bool:
    """Whether nothing was left out of what is compared (同口径)."""
    before = book.right_before(stated, "。；;")
    return pattern("wording", "adjusted").search(before) is None


def _aside(book: Book, told: Sequence[Claim], at: int) -> Iterator[_Gap]:
    """A%，上年为B%，下降D个百分点; A%（上年B%），下降D个百分点."""
    if told[at].quantity.unit == "百分点":
        yield from _above_norm(book, told[at - 1], told[at])
    if at < 2 or not _fits(told[at - 2], told[at]):
        return
    level, base, stated = told[at - 2 : at + 1]
    named = pattern("gaps", "aside").fullmatch(words_between(book, level, base))
    way = _way(words_between(book, base, stated))
    if named is None or not way or is_bracketed(book, level):
        return
    if named["year"] and int(named["year"]) >= book.disclosure.year and not named["target"]:
        return
    norms = [bool(pattern("gaps", "norm").search(words_before(book, c))) for c in (level, base)]
    if norms[0] and not norms[1]:
        return  # 目标90%，上年实测94%，高4个百分点: which is above which nobody says
    more, less = (level, base) if way > 0 else (base, level)
    yield _Gap(stated, more, less, _is_plain(book, stated))


def _above_norm(book: Book, base: Claim, stated: Claim) -> Iterator[_Gap]:
    """达到A%以上（上年为B%），提高D个百分点: a norm that is no figure of the report itself."""
    said = pattern("gaps", "norm_above").search(plain(book.text(base)[: base.start]))
    way = _way(words_between(book, base, stated))
    if said is None or not way:
        return
    value = parse_number(said["number"])
    decimals = max(stated.quantity.decimals, -int(value.as_tuple().exponent))
    exact = value.quantize(Decimal(1).scaleb(-decimals))
    level = Term(Quantity(f"{said['number']}%", exact, "%"))
    more, less = (level, base) if way > 0 else (base, level)
    yield _Gap(stated, more, less, _is_plain(book, stated))


def _then(book: Book, told: Sequence[Claim], at: int) -> Iterator[_Gap]:
    """完成A万元，超收D万元（年初目标B万元）: what it is held against in brackets behind it."""
    if not 0 < at < len(told) - 1:
        return
    stated, base = told[at : at + 2]
    between = words_between(book, stated, base)
    named = pattern("gaps", "bracket").fullmatch(between) is not None
    way = pattern("gaps", "beyond").search(words_before(book, stated))
    if not named and (way := pattern("gaps", "beyond_named").search(words_before(book, stated))):
        named = between.removeprefix("（") == way["of"]  # 高出对照田D公斤（对照田B公斤）
    if not named or way is None or not _fits(base, stated):
        return
    start = after_last(book.text(stated), "；;", stated.start)
    levels = [c for c in told[:at] if start <= c.start and _fits(c, stated)]
    for level in reversed(levels[-1:]):
        more, less = (level, base) if way["more"] else (base, level)
        yield _Gap(stated, more, less, _is_plain(book, stated))


def _over_named(book: Book, told: Sequence[Claim], at: int) -> Iterator[_Gap]:
    """编制床位A张，开放B张，超编制床位D张: above the one of two figures that has its name."""
    named = pattern("gaps", "over").fullmatch(words_before(book, told[at]))
    if named is None or at < 2:
        return
    stated, text = told[at], book.text(told[at])
    start = after_last(text, "；;", stated.start)
    pair = [c for c in told[:at] if start <= c.start and _fits(c, stated)]
    if len(pair) != 2:
        return
    of = [named["of"] in _said_of(book, told, c) for c in pair]
    if sum(of) == 1:
        base, level = pair if of[0] else reversed(pair)
        yield _Gap(stated, level, base, _is_plain(book, stated))


def _said_of(book: Book, told: Sequence[Claim], claim: Claim) -> str:
    """The words of its clause before a figure, and right behind it (90%的目标)."""
    behind = words_behind(book, claim)[:_BEHIND]
    before = [c.end for c in told if c.end <= claim.start]
    words = plain(book.text(claim)[max(before, default=0) : claim.start])
    own = re.split("[，,；;。]", _OF.sub("", words))[-1]
    return own + (behind if behind.startswith("的") else "")
