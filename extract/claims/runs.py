"""Figures that stand side by side: A、B和C万元."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.claims.mention import Mark, Mention, Order

_JOINT = re.compile(r"[、和及与,，]|以及")


def runs_of(
    events: Iterable[Mention | Order | Mark], text: str
) -> list[list[Mention | Order | Mark]]:
    """The events, with figures that stand side by side (A、B和C万元) in one run."""
    runs: list[list[Mention | Order | Mark]] = []
    for event in events:
        last = runs[-1][-1] if runs else None
        joined = (
            isinstance(event, Mention)
            and isinstance(last, Mention)
            and event.quantity.unit == last.quantity.unit
            and _JOINT.fullmatch(text[last.end : event.start])
        )
        if joined:
            runs[-1].append(event)
        else:
            runs.append([event])
    return runs
