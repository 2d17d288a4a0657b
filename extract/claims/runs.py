"""Figures that stand side by side: A、B和C万元."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.claims.mention import Mark, Mention, Order

_JOINT = re.compile(r"(?:[、和及与,，]|以及)[+＋]?")
#: A joint, and a verb of its own behind it: 增加A万元、减少B万元.
_VERB = re.compile(r"(?:[、和及与]|以及)[^\W\d_]{2,3}")


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
            and _are_joined(last, event, text[last.end : event.start])
        )
        if joined:
            runs[-1].append(event)
        else:
            runs.append([event])
    return runs


def _are_joined(one: Mention, other: Mention, between: str) -> bool:
    """Whether nothing but a joint stands between two figures, or the word of the other's change."""
    if _JOINT.fullmatch(between):
        return True
    changes = one.role is other.role and one.role.is_change and not other.own
    return changes and _VERB.fullmatch(between) is not None
