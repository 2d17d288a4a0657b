"""Differences between reports in words (rules.toml): both reports, both figures, their places."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from corpus.between.holding import Held, change_of, quantity_of
from corpus.between.shelf import Slot
from corpus.store.models import ReportRow
from extract.quantity import Quantity


@cache
def rules() -> Mapping[str, Mapping[str, str]]:
    """The rules between reports by code, and the `words` they are filled in with."""
    source = resources.files("corpus.between").joinpath("rules.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(source)
    return data


def message(held: Held, report: ReportRow, others: Sequence[ReportRow]) -> str:
    """What disagrees with what, and where each stands."""
    other, against = others[0], held.against[0]
    text = rules()[held.check.rule]["message"].format(
        label=held.fact.label,
        year=report.year,
        kind=_kind(report.kind),
        quoted=_quoted(held),
        other_year=other.year,
        other_kind=_kind(other.kind),
        expected=_shown(held.expected),
        other_page=against.page,
        other_place=against.place,
        count=len(others),
    )
    if held.check.rule != "B03":
        return text
    by_id = {r.id: r for r in others}
    parts = [
        _word("part", unit=by_id[f.report_id].unit, value=_shown(quantity_of(f)), page=f.page)
        for f in held.against
    ]
    return f"{text}：{'、'.join(parts)}"


def detail(held: Held, *, apart: bool, held_count: int, different: int) -> str:
    """What may explain it: a slip of the pen, a restatement, another scope."""
    texts = [held.check.detail]
    if apart:
        texts.append(_word("scope", held=held_count, different=different))
    elif held.check.rule == "B03":
        texts.append(_word("netted") if held.fact.quantity.startswith(("all:", "expend")) else "")
    else:
        texts.append(_word("restated"))
    return "；".join(t for t in texts if t)


def slot(place: Slot) -> str:
    """A place on the shelf: 某局 2024 决算."""
    return f"{place.unit} {place.year} {_kind(place.kind)}"


def _quoted(held: Held) -> str:
    fact = held.fact
    if fact.measure != "change":
        return _word(fact.measure, stated=_shown(held.stated))
    moved = change_of(fact)
    direction = _word("down" if moved.value < 0 else "up")
    size = Quantity(moved.text, abs(moved.value), moved.unit)
    return _word(
        "change",
        level=_shown(quantity_of(fact)),
        direction=direction,
        moved=_shown(size),
        stated=_shown(held.stated),
    )


def _kind(kind: str) -> str:
    return _word("final" if kind == "final" else "plan")


def _word(name: str, **values: object) -> str:
    return rules()["words"][name].format(**values)


def _shown(quantity: Quantity) -> str:
    return f"{quantity.value:f}{quantity.unit}"
