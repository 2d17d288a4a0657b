"""What came and what went: net changes (新增7台、报废2台，净增5台), a change with its list
(增加2人（新招录5人，退休3人）), what there was at first and in the end, and lists of reasons that
leave none out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extract.disclosure import Claim, Role
from extract.figures.quantity import number_of
from reconcile.audit import Check, Verdict
from reconcile.book import Book, by_sentence, stands_before
from reconcile.equation import check_sum
from reconcile.narrative.spoken import alike, in_order, words_behind
from reconcile.plain import behind, plain
from reconcile.tables.vocabulary import pattern
from reconcile.weighing.solving import slips_in

_ENDS = "。；;"
_ENDING = re.compile(f"[{_ENDS}]")
#: An aside without a figure: 减少（处置）85.16万元.
_ASIDE = re.compile("（[^（）]*）")
_NUMBERS = "一二三四五六七八九"
#: A list of reasons has so many at least.
_REASONS = 2


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure with the words since the one before it, and which way they say that it goes: 1, -1,
    or 0 where they do not say. `plainly` where only 增加 or 减少 says it; `first` where it begins
    what belongs together."""

    claim: Claim
    words: str
    sign: int
    plainly: bool
    first: bool

    def is_like(self, other: Moved) -> bool:
        """Whether two are amounts, or counts in one unit."""
        return alike(self.claim, other.claim)

    def says(self, name: str) -> bool:
        return _pattern(name).search(self.words) is not None


def moved_checks(book: Book) -> Iterator[Check]:
    """Every sum of what came and what went."""
    for group in by_sentence(book.disclosure.claims):
        told = list(_told(book, group))
        for at, one in enumerate(told):
            if one.says("net") and not one.says("some"):
                yield from _net(book, told, at)
            if one.says("together"):
                yield from _together(book, told, at)
            if one.sign and one.plainly:
                yield from _with_list(book, told, at)
            if one.says("opening"):
                yield from _to_the_end(book, told, at)
            if one.says("last_year"):
                yield from _than_last_year(book, told, at)
        yield from _reasons(book, told)


def _told(book: Book, claims: Sequence[Claim]) -> Iterator[Moved]:
    """The figures of a sentence but for rates."""
    for claim, said in in_order(book, claims):
        words = _ASIDE.sub("", behind(said, _ENDS))
        if claim.quantity.kind != "percent":
            sign, plainly = _sign(words, claim.quantity.kind)
            yield Moved(claim, words, sign, plainly, first=bool(_ENDING.search(said)))


def _sign(words: str, kind: str) -> tuple[int, bool]:
    """Which way words say that something goes, and whether only 增加 or 减少 does. Of money these
    say it, whatever came or went; a count of what came is no less."""
    sides = [
        (match.start(), sign)
        for name, sign in (("coming", 1), ("going", -1))
        if (match := _pattern(name).search(words))
    ]
    turns = [
        (match.end(), sign)
        for name, sign in (("more", 1), ("less", -1))
        for match in _pattern(name).finditer(words)
    ]
    side = min(sides)[1] if sides else 0
    turn = max(turns)[1] if turns else 0
    if kind == "amount":
        return (turn, True) if turn else (side, False)
    if side and turn and side != turn:
        return (side, False) if words.startswith("新增") else (0, False)
    return (side, False) if side else (turn, True)


def _net(book: Book, told: Sequence[Moved], at: int) -> Iterator[Check]:
    """新增7台、报废2台，净增5台: the net of those before it that say which way they go. It confirms
    only where all go one way, or some are parts of others."""
    net = told[at]
    told, at = _without_counts(told, at)
    parts: list[Moved] = []
    longer: list[Moved] = []
    for one in reversed(told[: _outside(told, at)]):
        if told[at - len(parts)].first or not one.is_like(net) or not one.sign:
            break
        if one.plainly and one.says("whole") and not one.says("named"):
            longer = [one, *parts]
            break
        parts.insert(0, one)
        if one.says("nested"):
            break
    if len(parts) < 2:
        parts = _one_of_each(told[:at], net)
    if len(parts) < 2:
        return
    found = _sum(book, net, parts)
    others = (longer, *(parts[start:] for start in range(1, len(parts) - 1)))
    fewer = (_sum(book, net, some) for some in others if some)
    fitting = next((f for f in fewer if f.verdict is Verdict.CONSISTENT), None)
    nested = any(one.says("nested") for one in parts[1:])
    nested = nested or any(one.says("pupils") for one in parts)
    open_ = any(one.says("whole") and not one.says("named") for one in parts)  # or of them all
    if found.verdict is not Verdict.CONSISTENT and fitting is not None:
        yield fitting
    elif found.verdict.holds or (
        _both_ways(parts) and not nested and (not open_ or slips_in(found))
    ):
        yield found


def _one_of_each(told: Sequence[Moved], net: Moved) -> list[Moved]:
    """新登记A户，完成目标B户的P%；注吊销C户，净增D户: what came and what went of a sentence, where
    it tells one of each and nothing else that goes either way."""
    like = [one for one in told if one.is_like(net) and one.sign]
    both = [one.sign for one in like] == [1, -1] and not any(one.plainly for one in like)
    both = both and not any(one.says("pupils") for one in like)
    return like if both else []


def _without_counts(told: Sequence[Moved], at: int) -> tuple[list[Moved], int]:
    """The figures before a net amount without how many things came to each (7个科目增加共A万元),
    and that amount; its number among them."""
    kept: list[Moved] = []
    first = False
    for one in told[: at + 1]:
        first = first or one.first
        counts = one.claim.quantity.kind == "count" and not one.sign
        if counts and told[at].claim.quantity.kind == "amount":
            continue
        kept.append(replace(one, first=first))
        first = False
    return kept, len(kept) - 1


def _together(book: Book, told: Sequence[Moved], at: int) -> Iterator[Check]:
    """甲增加A万元、乙增加B万元，共增加C万元: the changes before it in what belongs together, all of
    which go its way; as many as the words say."""
    whole, parts = told[at], list[Moved]()
    for number in range(at - 1, -1, -1):
        if told[number + 1].first or not told[number].is_like(whole):
            break
        parts.insert(0, told[number])
    match = pattern("moved", "together").search(whole.words)
    number = number_of(match["number"] or "") if match else 0
    parts = parts[-number:] if number else parts
    one_way = all(part.sign == whole.sign and part.plainly for part in parts)
    nested = any(part.says("nested") or part.says("whole") for part in parts[1:])
    if len(parts) > 1 and (not number or number == len(parts)) and one_way and not nested:
        yield _sum(book, whole, parts)


def _outside(told: Sequence[Moved], at: int) -> int:
    """Where the figures end that may be netted in one: before the brackets that close right before
    it, which belong to the figure in front of them: 净减少5人（新招14人，退休17人），净增15人."""
    if not told[at].words.startswith("）"):
        return at
    opened = (n for n in range(at - 1, -1, -1) if "（" in told[n].words)
    return next(opened, at)


def _with_list(book: Book, told: Sequence[Moved], at: int) -> Iterator[Check]:
    """较上年增加2人（新招录5人，退休3人）: a change with what came and went behind it, if that is
    all there is: in brackets, or to the end of what belongs together. It confirms only where the
    words leave the list open, where all go one way, or where it may be of people who have
    retired."""
    whole = told[at]
    behind_it = words_behind(book, whole.claim)
    in_brackets = _pattern("bracket").match(behind_it)
    if in_brackets:
        within = behind_it[in_brackets.end() :].partition("）")[0]
    elif _pattern("told").match(behind_it):
        within = re.split(f"[{_ENDS}]", behind_it)[0]
    else:
        return
    room = len(re.findall(r"[0-9][0-9,.]*", within))
    listed = list(takewhile(lambda m: m.is_like(whole) and m.sign, told[at + 1 : at + 1 + room]))
    if len(listed) < 2 or len(listed) != room or any(m.says("net") for m in listed):
        return
    if any(m.says("of_income") for m in listed) and any(m.says("of_spending") for m in listed):
        return  # 收、支总计减少A，其中收入方…减少B，支出方…减少C: each side comes to it
    found = _sum(book, whole, listed)
    of_retired = any(m.says("retired") for m in told[: at + 1])
    closed = not _pattern("open").search(within) and _both_ways(listed) and not of_retired
    if found.verdict is Verdict.CONSISTENT or closed:
        yield found


def _to_the_end(book: Book, told: Sequence[Moved], at: int) -> Iterator[Check]:
    """年初12辆，本年购置2辆，报废3辆，年末11辆."""
    opening = told[at]
    parts = list(takewhile(lambda m: m.is_like(opening) and m.sign and not m.first, told[at + 1 :]))
    end = at + 1 + len(parts)
    if opening.sign or not parts or end >= len(told):
        return
    closing = told[end]
    if not closing.is_like(opening) or not closing.says("closing") or closing.first:
        return
    found = _sum(book, closing, [replace(opening, sign=1), *parts])
    after = _ENDING.split(book.text(closing.claim)[closing.claim.end :])[0]
    untold = any(one.says("pupils") for one in parts)  # who came from other schools, and left
    if found.verdict.holds or not (untold or _pattern("going").search(after)):
        yield found


def _than_last_year(book: Book, told: Sequence[Moved], at: int) -> Iterator[Check]:
    """设备34台，比上年末的31台增加3台. Where several were counted before, it confirms only."""
    before, change = told[at], told[at + 1] if at + 1 < len(told) else None
    counted = before.claim.quantity.kind == "count" and not before.sign and not before.first
    if change is None or not counted or not change.is_like(before) or not change.says("changed"):
        return
    levels = [one for one in told[:at] if one.is_like(before)]
    sums = [_sum(book, now, [replace(before, sign=1), change]) for now in levels]
    yield from [found for found in sums if found.verdict.holds or len(levels) == 1][:1]


def _reasons(book: Book, told: Sequence[Moved]) -> Iterator[Check]:
    """增加A，原因：一是…增加B；二是…减少C；三是其他因素净增D: one change each, and the last of them
    the rest."""
    changes = [m for m in told if m.claim.quantity.kind == "amount"]
    listed = [m for m in changes if _pattern("reason").match(m.words)]
    numbers = "".join(_number(m) for m in listed)
    if len(listed) < _REASONS or numbers != _NUMBERS[: len(listed)] or not listed[-1].says("rest"):
        return
    others = [m for m in changes if m not in listed]
    whole = _whole(book, others, listed[0])
    closed = all(m.sign for m in listed) and len({m.claim.sentence for m in listed}) == 1
    if whole is not None and closed:
        yield _sum(book, whole, listed)


def _number(one: Moved) -> str:
    match = _pattern("reason").match(one.words)
    return match["number"] if match else ""


def _whole(book: Book, others: Sequence[Moved], first: Moved) -> Moved | None:
    """The change that a list of reasons is of: the only other amount of the sentence, or, where it
    begins with the reasons, the only change of amounts in the sentence before."""
    if not _pattern("because").search(plain(book.before(first.claim))):
        return None
    if others:
        return others[0] if len(others) == 1 and others[0].sign else None
    before = [c for c in book.in_paragraph(first.claim) if c.sentence == first.claim.sentence - 1]
    changes = [c for c in before if c.role is Role.CHANGE_AMOUNT and c.quantity.kind == "amount"]
    if len(changes) != 1 or not stands_before(changes[0], first.claim):
        return None
    return Moved(changes[0], "", changes[0].sign, plainly=True, first=True)


def _both_ways(parts: Sequence[Moved]) -> bool:
    return len({part.sign for part in parts}) > 1


def _sum(book: Book, whole: Moved, parts: Sequence[Moved]) -> Check:
    signs = [(whole.sign or 1) * part.sign for part in parts]
    terms = [book.term(part.claim) for part in parts]
    return check_sum("N12", book.term(whole.claim), terms, signs).as_said()


def _pattern(name: str) -> re.Pattern[str]:
    return pattern("moved", name)
