"""Find every number in running text: a stated figure, or none and why.

The patterns and unit words are data (figures.toml). Works on text without blanks; `compact` makes
such a text and keeps the way back to the original offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.figures.formal import formal_amounts, spelled_amounts
from extract.figures.grammar import grammar
from extract.figures.numerals import number_data, repaired
from extract.figures.quantity import MONEY, Quantity, QuantityError, normal_unit, parse_number

_WIDE = {ord(w): ord(n) for w, n in zip("０１２３４５６７８９．％＋", "0123456789.%+", strict=True)}
#: The reason of a number whose characters make none.
MARRED = "写法有误"
#: That of the number of an item.
_ITEM = "标号"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WHOLE = r"(?:[0-9]{1,3}(?:[,，'’＇][0-9]{3})+|[0-9]+)"
_POINT = r"[.·・][0-9]+"
_WELL = re.compile(rf"{_WHOLE}(?:{_POINT})?")
#: Figures that a wide comma divides, told from groups by the decimals before it.
_LIST = re.compile(rf"(?:{_WHOLE}{_POINT}，)+{_WHOLE}(?:{_POINT})?")
#: What is an amount or a rate by its digits alone.
_AMOUNT = re.compile(r"[0-9][,，][0-9]{3}|[0-9][.·・][0-9]")
_LISTED = re.compile(r"[0-9][.·・][0-9]+，$")
_MONEY_NAME = re.compile(r"(支出|收入|经费|费用|资金|补助)(预算|决算)?(数|为|是|：|:)*$")
#: What names a figure stands within so many characters before it.
_NEAR = 64
_CHINESE = frozenset("〇○零")
_DIGITS = frozenset("0123456789")
_TELLING = re.compile(r"[0-9①-⑳]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: offsets of digits and unit.

    `quantity` is what it states; None where it states nothing, and `reason` says why. `torn` names
    what is missing of the unit as printed: "万" for 0.39万, "%" for 增长13.95 without the sign.
    `rough` marks a number that is not said exactly (1200余人次, 100—120万元).
    """

    start: int
    end: int
    quantity: Quantity | None
    reason: str = ""
    torn: str = ""
    rough: bool = False


def compact(text: str) -> tuple[str, list[int]]:
    """`text` with half-width figures and no blanks, and each character's original offset. The
    mark of a note between a figure and its unit (1,206.85①万元) is left out as well, and the line
    that a figure was written on (总计__1,206.85__万元) or that leads to it."""
    plain = "".join(text.split())
    if len(plain) == len(text):
        offsets = list(range(len(text)))
    else:
        offsets = [i for i, char in enumerate(text) if not char.isspace()]
    plain = plain.translate(_WIDE)
    notes = {n for m in grammar().note.finditer(plain) for n in range(*m.span())}
    if notes:
        kept = [n for n in range(len(plain)) if n not in notes]
        return "".join(plain[n] for n in kept), [offsets[n] for n in kept]
    return plain, offsets


def is_dashed(text: str, start: int) -> bool:
    """Whether a long dash stands before the figure at `start`: a sign, or a dash."""
    before = text[:start].rstrip()
    dashes = number_data()["long_dash"]
    bare = before.rstrip(dashes)
    return bare != before and not re.search(r"[0-9０-９%％元万亿A-Za-z]$", bare)


def find_figures(text: str, counted: int = 0) -> tuple[Figure, ...]:
    """Every number in `text` (compact), in order; so many of its first characters are the number
    of an item, as what stands before the text tells."""
    marred = list(marred_figures(text))
    taken = bytearray(len(text))
    for figure in marred:
        _take(taken, figure.start, figure.end)
    if counted:
        marred.append(Figure(0, counted, None, _ITEM))
        _take(taken, 0, counted)
    formal = [Figure(*amount) for amount in (*formal_amounts(text), *spelled_amounts(text))]
    found = [*marred, *_not_claims(text, taken), *_chinese_figures(text), *formal]
    for match in grammar().figure.finditer(text):
        start = match.start()
        if any(taken[start : match.end()]):
            continue
        torn = start > 1 and text[start - 1] == "，" and text[start - 2] in _DIGITS
        if not torn or _LISTED.search(text, max(0, start - 24), start):
            found.append(_figure(text, match))
    found.sort(key=lambda f: f.start)
    read = [_counted(text, figure) for figure in _in_named_unit(text, _compound(text, found))]
    return tuple(_with_shared_units(text, list(_as_next(text, read))))


def _take(taken: bytearray, start: int, end: int) -> None:
    """Mark a stretch of text as taken."""
    taken[start:end] = b"\1" * (end - start)


def _as_next(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """A whole number right after a name of money, in the unit of the amount after it: 工资福利支出
    879045，其中：基本工资397692元."""
    for index, figure in enumerate(figures):
        after = figures[index + 1] if index + 1 < len(figures) else None
        own, following = figure.quantity, after.quantity if after else None
        bare = figure.reason == "无单位" and own is not None and not own.decimals
        if bare and own is not None and after and following and following.unit in MONEY:
            named = _MONEY_NAME.search(text, max(0, figure.start - _NEAR), figure.start)
            between = text[figure.end : after.start]
            if named and own.value >= 1000 and len(between) < 24 and "。" not in between:
                figure = replace(figure, quantity=own.with_unit(following.unit), reason="")
        yield figure


def _in_named_unit(text: str, figures: Iterator[Figure]) -> Iterator[Figure]:
    """The numbers without a unit in the one that the paragraph begins with (单位：万元。总支出5230
    （上年5018），增212。); what may be a year is none of them."""
    head = grammar().headed.match(text)
    if head is None:
        yield from figures
        return
    for figure in figures:
        own = figure.quantity if figure.reason == "无单位" else None
        year = _YEAR.fullmatch(text[figure.start : figure.end])
        inside = figure.start >= head.end() and grammar().ends.match(text, figure.end)
        if own is not None and not year and inside:
            figure = replace(figure, quantity=own.with_unit(head["unit"]), reason="")
        yield figure


def _counted(text: str, figure: Figure) -> Figure:
    """A number without a unit right after the word for what it counts (编制人数42)."""
    if figure.reason != "无单位" or figure.quantity is None or figure.quantity.decimals:
        return figure
    before = text[max(0, figure.start - _NEAR) : figure.start].rstrip("为是：:共")
    unit = next((u for word, u in grammar().counted.items() if before.endswith(word)), "")
    return replace(figure, quantity=figure.quantity.with_unit(unit), reason="") if unit else figure


def _compound(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Figures said in two steps as one: 3万4993.1亿元, 1亿2000万元."""
    waiting: Figure | None = None
    for figure in figures:
        if waiting is not None:
            whole = _together(text, waiting, figure)
            if whole is not None:
                yield whole
                waiting = None
                continue
            yield waiting
        waiting = figure
    if waiting is not None:
        yield waiting


def _together(text: str, first: Figure, second: Figure) -> Figure | None:
    steps = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
    head, tail = first.quantity, second.quantity
    adjacent = first.end == second.start and first.torn in steps
    if not adjacent or head is None or tail is None or head.decimals or tail.unit not in MONEY:
        return None
    worth = steps[first.torn] if tail.unit == "亿元" else steps[first.torn] / MONEY[tail.unit]
    if worth < 1 or tail.value >= worth:
        return None
    value = head.value * worth + tail.value
    return Figure(
        first.start, second.end, Quantity(text[first.start : second.end], value, tail.unit)
    )


def is_measure(unit: str) -> bool:
    """Whether a unit measures (平方米, 分) and does not count things."""
    return unit.lstrip("万亿") in grammar().measures


def marred_figures(text: str) -> Iterator[Figure]:
    """Amounts and rates whose characters make no number: 12,06.85万元, 1,2O6.85万元. One that can
    only mean one number is read as that; its `text` tells that it is not well written."""
    for match in grammar().run.finditer(text):
        number = match["number"]
        if match["doubled"] or (match["astray"] and _AMOUNT.search(number)):
            yield Figure(*match.span(), None, MARRED)
        if not match["unit"]:
            continue
        if _WELL.fullmatch(number) or _LIST.fullmatch(number) or set(number) <= _CHINESE:
            continue
        value, (start, end) = repaired(number), match.span()
        if value is None:
            yield Figure(start, end, None, MARRED)
            continue
        torn = match["unit"] if match["unit"] in ("万", "亿") else ""
        quantity = Quantity(text[start:end], value, normal_unit(match["unit"]))
        yield Figure(start, end, quantity, torn=torn)
    yield from _headless(text)
    for match in grammar().foreign.finditer(text):
        yield Figure(*match.span(), None, MARRED)


def _headless(text: str) -> Iterator[Figure]:
    """Figures that begin with their point: .50万元 can only mean 0.50万元, of 11岭.50万元 nobody
    knows what it is."""
    for match in grammar().headless.finditer(text):
        start, end = match.span()
        if match["pierced"] is not None:
            yield Figure(start, end, None, MARRED)
            continue
        value, unit = Decimal(f"0.{match['decimals'][1:]}"), match["unit"]
        quantity = Quantity(text[start:end], value, normal_unit(unit))
        yield Figure(start, end, quantity, torn=unit if unit in ("万", "亿") else "")


def _not_claims(text: str, taken: bytearray) -> Iterator[Figure]:
    """Numbers that state nothing, outside what is `taken`; the first pattern that takes a stretch
    of text has it, and marks it there."""
    if not _TELLING.search(text):
        return
    chars = frozenset(text)
    for reason, needs, pattern in grammar().not_claims:
        if needs and needs.isdisjoint(chars):
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or not _TELLING.search(match[0]):
                continue
            _take(taken, start, end)
            yield Figure(start, end, None, reason)


def _chinese_figures(text: str) -> Iterator[Figure]:
    for match in grammar().chinese.finditer(text):
        try:
            value = parse_number(match[1])
        except QuantityError:
            continue
        unit = match[2][:1] if match[2].startswith("个") else match[2]
        end = match.end() + len(unit)
        quantity = Quantity(text[match.start() : end], value, normal_unit(unit))
        yield Figure(match.start(), end, quantity)


def _figure(text: str, match: re.Match[str]) -> Figure:
    number, unit = match["number"], match["unit"] or ""
    start, end = match.span()
    if match["boxed"]:  # 2023（万元） is no amount
        unit = match["boxed"] if _AMOUNT.search(number) else ""
        end = end if unit else match.end("number")
    try:
        value = parse_number(number)
    except QuantityError:  # more digits than anything comes to
        return Figure(start, end, None, "代码")
    signed = not number[0].isdecimal() and not match["inside"]
    before = text[start - 1 : start]
    worded = number[0] == "负" and before in number_data()["words_before"]
    if signed and before and (worded or re.match(r"[0-9A-Za-z元%％万亿]", before)):
        start, value = start + 1, -value  # a dash after a figure is no sign: 10-20%
    if not unit:
        return Figure(start, end, Quantity(match["number"], value), "无单位")
    torn = unit if unit in ("万", "亿") else ""
    quantity = Quantity(text[start:end], value, normal_unit(unit))
    return Figure(start, end, quantity, torn=torn, rough=bool(match["rough"]))


def _with_shared_units(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """Give a bare number the unit of the list it stands in: 收、支总计各A、B万元; 货物A、工程B、服
    务C万元. One that stands in none and looks like a year is a date."""
    unit = ""
    out: list[Figure] = []
    for index in range(len(figures) - 1, -1, -1):
        figure = figures[index]
        follower = figures[index + 1] if index + 1 < len(figures) else None
        bare = figure.quantity is not None and figure.reason == "无单位"
        if bare and follower and unit:
            between = text[figure.end : follower.start]
            named = unit in MONEY and _is_listed(figure, follower, between)
            if named or re.fullmatch(r"[、和及与,，/]|以及|[-—–－~～至到]+", between):
                ranged = not re.match("[、和及与,，/以]", between)
                quantity = figure.quantity.with_unit(unit) if figure.quantity else None
                out[-1] = replace(out[-1], rough=out[-1].rough or ranged)
                out.append(Figure(figure.start, figure.end, quantity, rough=ranged))
                continue
        numbered = text.startswith("号", figure.end)  # 1986号: no year
        if bare and not numbered and _YEAR.fullmatch(text[figure.start : figure.end]):
            figure = Figure(figure.start, figure.end, None, "日期")
        unit = figure.quantity.unit if figure.quantity and not figure.reason else ""
        out.append(figure)
    yield from reversed(out)


def _is_listed(figure: Figure, follower: Figure, between: str) -> bool:
    """Whether a number and the next one are told side by side, each behind a name of its own, and
    are printed with as many decimals."""
    own, following = figure.quantity, follower.quantity
    if own is None or following is None or not own.decimals == following.decimals > 0:
        return False
    return _NEXT_MEMBER.fullmatch(between) is not None


#: What stands between two members of a list: 货物212.46、工程248.90.
_NEXT_MEMBER = re.compile("(?:[、和及与]|以及)[一-龥（）“”]{1,14}")
#: Two characters between which a figure would be torn.
_INSIDE = re.compile(r"[\d.,][\d.,%万亿]|[万亿]元")


def untorn(text: str, at: int, step: int = 1) -> int:
    """`at`, or the next place to its right (left for a `step` of -1) where a cut tears no
    figure."""
    while 0 < at < len(text) and _INSIDE.fullmatch(text, at - 1, at + 1):
        at += step
    return at
