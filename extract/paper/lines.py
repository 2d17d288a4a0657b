"""The rules of one table: the value between what draws them and what fills their fields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """The rules of one table in page coordinates.

    `open_right[r][c]` says that no rule stands between a place and the next one in its row,
    `open_below[r][c]` that none stands between it and the one under it.
    """

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    open_right: tuple[tuple[bool, ...], ...]
    open_below: tuple[tuple[bool, ...], ...]
    ruled: bool = True
