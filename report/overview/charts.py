"""The charts of the overview, as options for ECharts: plain data, no code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reconcile.duties.catalogue import duty
from reconcile.phrases import say
from reconcile.rules import title
from report.overview.rows import Entry, Totals, totals
from report.texts import Texts

#: Colours are names of the style sheet, which knows of light and dark.
_RED, _GREEN, _BLUE, _VIOLET = "--mismatch", "--consistent", "--rounding", "--missing"
_MOST_BARS = 12
#: How wide the steps of the coverage chart can be, in percent.
_STEPS = (1, 2, 5, 10)
_FONT = {"fontSize": 12, "color": "--ink"}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title, its data in words for those who do not see it, and its height."""

    id: str
    title: str
    points: tuple[tuple[str, int], ...]
    option: Mapping[str, Any]
    height: int


def charts(entries: Sequence[Entry], texts: Texts, counted: Totals | None = None) -> list[Chart]:
    """Findings by rule, by unit and by year, what is not disclosed, and how much could be checked;
    those with data. `counted` is given where the entries do not know it themselves."""
    counted = counted or totals(entries)
    found = [
        _across("rules", _rules(counted, texts), _RED, texts),
        _across("units", _units(entries, texts), _RED, texts),
        _across("missing", _missing(counted, texts), _VIOLET, texts),
        _upright("coverage", _coverage(entries), _GREEN, texts),
        _upright("years", _years(entries), _BLUE, texts),
    ]
    return [c for c in found if any(n for _, n in c.points)]


def _rules(counted: Totals, texts: Texts) -> list[tuple[str, int]]:
    found = _most(counted.rules)
    return [(f"{code} {say(title(code, counted.own), texts.lang)}", n) for code, n in found]


def _missing(counted: Totals, texts: Texts) -> list[tuple[str, int]]:
    """The duties that most reports do not meet."""
    return [(texts.say(duty(id).name), n) for id, n in _most(counted.unmet)]


def _most(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """The names that are counted most often; of those that are as often in their order."""
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:_MOST_BARS]


def _units(entries: Iterable[Entry], texts: Texts) -> list[tuple[str, int]]:
    total: Counter[str] = Counter()
    for entry in entries:
        total[entry.unit or texts("head.unknown_unit")] += entry.mismatch
    return [(unit, n) for unit, n in total.most_common(_MOST_BARS) if n]


def _coverage(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Reports by the share of their figures that could be checked: up to ten equal steps from
    where the lowest lies, as most reports lie close together near the top."""
    shares = [e.coverage for e in entries if e.coverage is not None]
    if not shares:
        return []
    step = next(s for s in _STEPS if min(shares) >= 100 - 10 * s)
    low = 100 - 10 * step
    bins = Counter(min(9, int((share - low) // step)) for share in shares)
    edges = [low + step * i for i in range(11)]
    return [(f"{edges[i]}–{edges[i + 1]}", bins[i]) for i in range(10)]


def _years(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    total: Counter[int] = Counter()
    for entry in entries:
        if entry.year:
            total[entry.year] += entry.mismatch
    return [(str(year), total[year]) for year in sorted(total)]


def _across(name: str, points: list[tuple[str, int]], colour: str, texts: Texts) -> Chart:
    """Horizontal bars, the longest on top: names are long."""
    names = {
        "type": "category",
        "inverse": True,
        "data": [p[0] for p in points],
        "axisLabel": _FONT | {"width": 190, "overflow": "truncate"},
        "axisTick": {"show": False},
    }
    values = {"type": "value", "show": False}
    option = _option(points, colour, values, names, "right")
    return Chart(name, texts(f"overview.{name}"), tuple(points), option, 40 + 26 * len(points))


def _upright(name: str, points: list[tuple[str, int]], colour: str, texts: Texts) -> Chart:
    names = {
        "type": "category",
        "data": [p[0] for p in points],
        "axisLabel": _FONT | {"interval": 0, "hideOverlap": True},
        "axisTick": {"show": False},
    }
    values = {"type": "value", "show": False}
    option = _option(points, colour, names, values, "top")
    return Chart(name, texts(f"overview.{name}"), tuple(points), option, 250)


def _option(
    points: list[tuple[str, int]], colour: str, x: object, y: object, label: str
) -> dict[str, Any]:
    return {
        "animation": False,
        "textStyle": {"fontFamily": "inherit"},
        "grid": {"left": 18, "right": 48, "top": 24, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "item", "confine": True, "renderMode": "richText"},
        "xAxis": x,
        "yAxis": y,
        "series": [
            {
                "type": "bar",
                "data": [p[1] for p in points],
                "barMaxWidth": 26,
                "itemStyle": {"color": colour},
                "label": _FONT | {"show": True, "position": label},
            }
        ],
    }
