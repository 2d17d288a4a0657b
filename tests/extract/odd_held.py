"""Odd looks that were set down before the reader was changed for their kind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pymupdf

from tests.extract.odd import SPENT, Looks, ruled, set_lines, unruled, wrapped, write


def _long_rules(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Rules that run far beyond the table on one side only."""
    for x in xs:
        page.draw_line((x, ys[0]), (x, ys[-1] + 9), width=0.7)
    for y in ys:
        page.draw_line((xs[0] - 7, y), (xs[-1], y), width=0.7)


def _underlined(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A rule under every figure inside its field, as accountants draw them."""
    ruled(page, xs, ys)
    for _, bottom in pairwise(ys[1:]):
        for left, right in pairwise(xs[2:]):
            page.draw_line((left + 4, bottom - 4), (right - 2, bottom - 4), width=0.4)


def _white_in_code(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float]) -> None:
    """White rules through the first column of each row."""
    ruled(page, xs, ys)
    for a, b in pairwise(ys[1:]):
        middle = (a + b) / 2
        page.draw_line((xs[0], middle), (xs[1], middle), width=0.5, color=(1, 1, 1))


def _between_columns(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Rules between the columns, around the table and under its head, none between its rows."""
    for x in xs:
        page.draw_line((x, ys[0]), (x, ys[-1]), width=0.5)
    for y in (ys[0], ys[1], ys[-1]):
        page.draw_line((xs[0], y), (xs[-1], y), width=0.5)


def _shaded(page: pymupdf.Page, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A grey head, otherwise nothing."""
    page.draw_rect(pymupdf.Rect(xs[0], ys[0], xs[-1], ys[1]), fill=(0.85, 0.85, 0.85), color=None)


def _three_columns(page: pymupdf.Page, texts: Sequence[str]) -> None:
    lines: list[list[str]] = [[], [], []]
    every = wrapped(texts, 13)
    third = -(-len(every) // 3)
    for n in range(3):
        lines[n] = every[n * third : (n + 1) * third]
        for k, line in enumerate(lines[n]):
            write(page, 40 + 178 * n, 110 + 20 * k, line)


def _right_notes(page: pymupdf.Page, texts: Sequence[str]) -> None:
    """Small notes in the right margin, at the height of some lines."""
    set_lines(page, texts, 60, 32)
    for n, note in enumerate(("总体情况", "支出结构", "见表3")):
        write(page, 480, 131 + 60 * n, note, 9)


def _half_side_box(page: pymupdf.Page, texts: Sequence[str]) -> None:
    """The lower half in two columns."""
    y = set_lines(page, texts[:4], 80, 36)
    set_lines(page, texts[4:6], 60, 18, y + 20)
    set_lines(page, texts[6:], 310, 18, y + 20)


def _crop_unit(document: pymupdf.Document) -> None:
    for page in document:
        page.set_mediabox(pymupdf.Rect(0, 0, 700, 900))
        page.set_cropbox(pymupdf.Rect(0, 58, 595, 900))
        document.xref_set_key(page.xref, "UserUnit", "1.5")


def _without_last(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(row[:-1] for row in rows)


HELD = {
    "rules run over on one side": Looks(draw=_long_rules),
    "figures underlined": Looks(draw=_underlined),
    "white rules in the codes": Looks(draw=_white_in_code),
    "rules between columns only": Looks(draw=_between_columns),
    "header without rules printed again": Looks(
        draw=unruled, spent=(SPENT[:5], (SPENT[0], *SPENT[5:]))
    ),
    "only the head shaded": Looks(draw=_shaded),
    "no rules, rows far apart": Looks(draw=unruled, height=30, head=34),
    "three columns": Looks(prose=_three_columns),
    "notes in the right margin": Looks(prose=_right_notes),
    "lower half in two columns": Looks(prose=_half_side_box),
    "crop and UserUnit": Looks(after=_crop_unit),
    "last column not drawn overleaf": Looks(
        spent=(SPENT[:6], (("2130201", "行政运行", "880.00", "880.00"),), SPENT[8:]),
        spent_widths=((60, 190, 80, 80, 80), (60, 190, 80, 80), (60, 190, 80, 80, 80)),
    ),
    "first column not drawn overleaf": Looks(
        spent=(SPENT[:4], tuple(row for row in SPENT[4:])),
        spent_widths=((60, 190, 80, 80, 80), (60, 190, 80, 80, 80)),
    ),
    "last column cut off": Looks(spent=(_without_last(SPENT),), spent_widths=((60, 190, 80, 80),)),
}
