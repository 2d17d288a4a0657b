"""What lies between two figures that are told right beside it, and what the one is of the other:
由A万元涨到B万元，涨幅P%; 少支D万元（预算A万元，实支B万元）; 年初安排A万元，列支B万元，为预算的P%.

The words lead from one figure to the other, or call one of them what was planned or last year's and
the other what came of it. Whatever statements the figures were read into, nothing is open then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.disclosure import Claim
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check
from reconcile.formula import DIFFERENCE, FALL, RATIO, RISE, SHORTFALL, Formula
from reconcile.narrative.rates_of_two import is_far_slip
from reconcile.narrative.said import Said, slipped
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

_TABLE = "between"
#: Of fewer characters there is no name.
_NAME = 2
#: So many figures of its stretch at most are asked for the two.
_FEW = 4
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Pair:
    """What came of a figure (`now`) and that figure (`base`); `sure` where the words say so, and
    `aside` where both stand in the brackets of the change, `past` where it is of last
    year's."""

    now: Claim
    base: Claim
    sure: bool
    aside: bool = False
    past: bool = False


def between_two(book: Book, told: Sequence[Said], near: Sequence[Said]) -> Iterator[Check]:
    """The changes and the rates of one sentence that stand beside the two figures they are of, or
    begin what follows the sentence of these (`near`) and say which they are against."""
    for at, stated in enumerate(told):
        way = _way(told, at)
        reached = not way and _is_reached(told, at)
        if not (way or reached) or _says("of_others", stated):
            continue
        if _side_by_side(told, at) is not None:
            continue
        pair = _in_brackets(told, at) or _before(told, at, reached=reached)
        begins = pattern(_TABLE, "begins").match(told[0].words) is not None
        if pair is None and near and begins and not any(map(_is_level, told[:at])):
            against = "" if reached else _against(told, at)
            pair = _by_names([t for t in near if _is_level(t)], against) if against else None
        if pair is not None:
            own = _subject(stated)
            named = plain(book.before(stated.claim)).removesuffix(stated.name)
            if len(own) < _NAME or own in named or pair.aside:
                yield from _held(book, stated, pair, way)
    yield from _rows(book, told)


def is_change(one: Said) -> bool:
    """Whether the words right before a figure say that it is by how much something changed."""
    return way_of(one) != 0


def way_of(one: Said) -> int:
    """Which way the words right before a figure say that something moved by it; 0 for neither."""
    found = pattern(_TABLE, "grown").search(_name(one))
    return (1 if found["up"] else -1) if found else 0


def _name(one: Said) -> str:
    """The name of a figure; of one whose brackets a word for a change opens that word: 压缩一成多
    （P%."""
    return one.words[:-1] if _is_opened(one) else one.name


def _is_opened(one: Said) -> bool:
    """Whether brackets open right before a figure, and words before them."""
    return one.words.endswith("（") and len(one.words) > 1


def _says(name: str, one: Said) -> str | None:
    found = pattern(_TABLE, name).search(one.name)
    return found[0] if found else None


def _way(told: Sequence[Said], at: int) -> int:
    """Which way a figure says that something moved, by its own words or, where it only tells the
    change before it once more (超出36.31万元即12.89%), by that one's; 0 where it does not."""
    stated = told[at]
    if stated.claim.quantity.unit == "百分点":
        return 0
    if way := way_of(stated):
        return way
    again = stated.is_rate and at > 0 and pattern(_TABLE, "that_is").fullmatch(stated.words)
    return _way(told, at - 1) if again and not told[at - 1].is_rate else 0


def _is_reached(told: Sequence[Said], at: int) -> bool:
    """Whether a rate says how much of a plan was reached, be it in as many words as the one before
    it leaves to say: 完成调整预算的P%、年初预算的Q%."""
    stated = told[at]
    if not stated.is_rate:
        return False
    if _is_ratio(told, at):
        return True
    again = _says("of_a_plan", stated) is not None and at > 0
    return _says("reached", stated) is not None or (again and _is_reached(told, at - 1))


def _is_ratio(told: Sequence[Said], at: int) -> bool:
    """Whether a rate says what one figure is of the one right before it: 与预算B万元之比为P%; 为
    上年B万元的P%."""
    if pattern(_TABLE, "ratio").fullmatch(told[at].words):
        return True
    of_it = told[at].words == "的" and at > 0
    return of_it and pattern(_TABLE, "of_past").fullmatch(told[at - 1].words) is not None


def _in_brackets(told: Sequence[Said], at: int) -> _Pair | None:
    """少支D万元（预算A万元，实支B万元）: two figures in brackets of their own behind a change."""
    if at + 2 >= len(told) or told[at].is_rate or told[at].aside:
        return None
    two = told[at + 1 : at + 3]
    opened = two[0].words.startswith("（") and two[1].behind.startswith("）")
    if not opened or not all(t.aside for t in two):
        return None
    pair = _by_names(two, "")
    return replace(pair, aside=True) if pair is not None else None


def _rows(book: Book, told: Sequence[Said]) -> Iterator[Check]:
    """分项对比（本年/上年）：甲A万元/B万元，增长P%；乙…: the changes of rows of the years that were
    named so; where most of them hold, the others are of their two figures as well."""
    found: list[Check] = []
    for at, stated in enumerate(told):
        pair, way = _side_by_side(told, at), way_of(stated)
        if pair is not None and way:
            terms = [book.term(pair.now), book.term(pair.base)]
            rule = "N03" if stated.is_rate else "N02"
            one = check(rule, book.term(stated.claim), terms, _formula(stated, way))
            found += [one.as_said()] if one is not None else []
    holding = sum(c.verdict.holds for c in found)
    known = holding >= _PAIR and 2 * holding > len(found)
    yield from (c for c in found if known or slipped(c) is not None)


def _side_by_side(told: Sequence[Said], at: int) -> _Pair | None:
    """The two figures before a change that a stroke parts, in the order in which the words before
    them name this year and last year."""
    if at < _PAIR or pattern(_TABLE, "slash").fullmatch(told[at - 1].words) is None:
        return None
    first, last = told[at - _PAIR : at]
    named = [m for t in told[:at] if (m := pattern(_TABLE, "slash_years").search(t.words))]
    if not named or not first.is_like(last):
        return None
    years = [int(named[-1][name] or 0) for name in ("one", "other")]
    if named[-1]["now"] or years[0] > years[1]:
        return _Pair(first.claim, last.claim, True)
    return _Pair(last.claim, first.claim, True)


def _before(told: Sequence[Said], at: int, *, reached: bool) -> _Pair | None:
    """The two figures that stand before one, in its stretch of the sentence."""
    levels = [t for t in _stretch(told, at) if _is_level(t)]
    last = levels[-1] if levels else None
    levels = [t for t in levels if last is not None and t.is_like(last)]
    aside = told[at].aside and not _is_opened(told[at])
    if last is None or len(levels) < _PAIR or (aside and not last.aside):
        return None
    first = levels[-2]
    next_to = told.index(last) - told.index(first) == 1
    if _is_ratio(told, at):
        pair = _by_names(levels[-_PAIR:], _family(last)) if next_to else None
        past = _family(last) == "past"
        known = pair is not None and pair.base is last.claim
        return replace(pair, sure=True, past=past) if pair is not None and known else None
    against = _of_plan(told[at]) if reached else _against(told, at)
    if next_to and not reached and _leads(first, last):
        return None if against == "plan" else _Pair(last.claim, first.claim, True)
    levels = [t for t in levels if told[at].aside or not t.aside]
    pair = _by_names(levels[-_FEW:], against)
    if pair is None or last.claim in (pair.now, pair.base) or _family(last) in _BASES:
        return pair
    return None  # 上年收入A，本年收入B，增长P%，支出C，增长Q%


def _stretch(told: Sequence[Said], at: int) -> Sequence[Said]:
    """The figures before one, back to the last semicolon."""
    start = max((n for n in range(at + 1) if "；" in told[n].words), default=0)
    return told[start:at]


def _is_level(one: Said) -> bool:
    return one.claim.quantity.kind != "percent" and not is_change(one)


def _against(told: Sequence[Said], at: int) -> str:
    """What a change says it is held against, or the change right before it: plan or past. The words
    may stand before the figure that it is held against (同上年B万元相比压缩一成多（P%）)."""
    for one in reversed(told[: at + 1]):
        behind = at > 0 and one is told[at - 1] and pattern(_TABLE, "held").match(told[at].words)
        if not (one is told[at] or is_change(one) or behind):
            break
        words = one.words
        if pattern(_TABLE, "against_plan").search(words):
            return "plan"
        if pattern(_TABLE, "against_past").search(words):
            return "past"
    return ""


def _subject(change: Said) -> str:
    """What a change says that it is of, but for what it is held against: 服务节约A万元."""
    words = pattern(_TABLE, "grown").sub("", change.name)
    return pattern(_TABLE, "no_subject").sub("", words) if words != change.name else ""


def _of_plan(rate: Said) -> str:
    """Which plan a rate is of, if it says so."""
    return "adjusted" if _says("adjusted", rate) else "plan"


def _leads(first: Said, last: Said) -> bool:
    """Whether the words lead from one figure to the next: 由A万元升到B万元, A万元→B万元."""
    if pattern(_TABLE, "arrow").fullmatch(last.words):
        return True
    led = pattern(_TABLE, "to").fullmatch(last.words)
    return led is not None and pattern(_TABLE, "from").search(first.name) is not None


def _family(one: Said) -> str:
    """What a figure is called: what was planned, that plan as it was adjusted, last year's, what
    came of it, or nothing."""
    for name in ("adjusted", "other", "plan", "past", "done"):
        if pattern(_TABLE, name).search(one.name):
            return name
    return ""


def _by_names(levels: Sequence[Said], against: str) -> _Pair | None:
    """Of a few figures the one that is called as the change says, or else as a base, and what came
    of it; as a guess where that has no such name."""
    named = [(t, _family(t)) for t in levels]
    bases = [t for t, family in named if family == against or (not against and family in _BASES)]
    if against == "plan" and not bases:  # 执行率P% of what names no plan but the adjusted one
        bases = [t for t, family in named if family == "adjusted"]
    nows = [t for t, family in named if family == "done"]
    bare = [t for t, family in named if not family]
    if len(bases) == 1 and len(nows) > 1:
        nows = [t for t in nows if _core(t) == _core(bases[0])]
    if len(bases) != 1 or len(nows) > 1 or not (nows or len(bare) == 1):
        return None
    now, base = (nows or bare)[0], bases[0]
    if pattern(_TABLE, "within").search(now.words) or not now.is_like(base):
        return None
    if not _are_of_one(now, base):
        return None
    return _Pair(now.claim, base.claim, bool(nows) and (bool(against) or len(named) == 2))


def _are_of_one(now: Said, base: Said) -> bool:
    """Whether two names are of one thing, or one of them is none of a thing: not 会议费预算A万元，
    培训费决算B万元."""
    ours, theirs = (pattern(_TABLE, "called").sub("", _core(t)) for t in (now, base))
    return not (ours and theirs) or ours in theirs or theirs in ours


def _core(one: Said) -> str:
    """A name without what tells the years or the stages of one thing apart: 年末结转, 年初结转."""
    return pattern(_TABLE, "stage").sub("", one.name)


_BASES = ("plan", "past")


def _held(book: Book, stated: Said, pair: _Pair, way: int) -> Iterator[Check]:
    """A figure against the two; one that goes the other way says something else."""
    terms = [book.term(pair.now), book.term(pair.base)]
    if not stated.is_rate and stated.claim.quantity.kind != pair.now.quantity.kind:
        return
    moved = terms[0].exact - terms[1].exact
    if not terms[1].exact or (way and moved * way <= 0) or not stated.tells:
        return
    rule = ("N03" if stated.is_rate else "N02") if way else ("N04" if pair.past else "N05")
    found = check(rule, book.term(stated.claim), terms, _formula(stated, way))
    if found is None:
        return
    if pair.sure or found.verdict.holds:
        yield from [one] if (one := slipped(found)) is not None else []
    elif found.verdict is Verdict.MISMATCH and is_far_slip(found):
        yield found.as_guessed("base")


def _formula(stated: Said, way: int) -> Formula:
    if not way:
        return RATIO
    if stated.is_rate:
        return RISE if way > 0 else FALL
    return DIFFERENCE if way > 0 else SHORTFALL
