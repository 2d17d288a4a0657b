"""Where on a page a table may stand that no vertical rules divide (三线表).

Level rules show it, a caption above it, or the table of the page before that was not finished;
captions, notes and running text end it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.characters import plain
from extract.geometry import Box, in_any
from extract.layout import Line, Page, lines_of
from extract.paper.unruled.pieces import Strip, strips
from extract.vocabulary import vocabulary

#: A rule this long, as a share of the page's width, belongs to a table.
_LONG = 0.3
#: Rules whose ends are this near (points) are drawn piece by piece, or of one table.
_TOUCH = 4.0
_EDGE = 5.0
#: The lines of a header stand no further apart than so many rows.
_HEAD = 1.8
#: Running heads and page numbers stand within this share of the page's edge.
_MARGIN = 0.1
#: A line of running text has at least so many characters in one piece.
_SENTENCE = 20


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of a page, with its lines in pieces.

    `rules` are the heights of the rules over its whole width, `short` the rules over a part of
    it. `sure` says that rules or a caption show it to be a table; `first` and `last` that nothing
    else stands above or below it on its page.
    """

    page: int
    left: float
    right: float
    strips: tuple[Strip, ...]
    rules: tuple[float, ...]
    short: tuple[Box, ...]
    sure: bool
    first: bool
    last: bool


@dataclass(slots=True)
class _Run:
    """The lines between two that no table holds, and the heights of those."""

    top: float
    bottom: float
    lines: list[Line]
    captioned: bool


def areas(page: Page, taken: Sequence[Box]) -> list[Area]:
    """The areas of a page outside the boxes already read, from the top down."""
    rules = _level_rules(page, taken)
    if taken and not rules:
        return []
    lines = [line for line in lines_of(list(page.glyphs)) if not _numbers_page(line, page)]
    outside = [n for n in lines if not in_any(n.box, taken)]
    found = (_area(page, run, rules, lines) for run in _runs(page, outside))
    return [area for area in found if area]


def _level_rules(page: Page, taken: Sequence[Box]) -> list[Box]:
    """The level rules outside what was read; what was drawn field by field is made whole."""
    around = [b.grown(3) for b in taken]
    level = [r for r in page.rules if r.height < 3 and r.width > 3 and not in_any(r, around)]
    heights: list[list[Box]] = []
    for rule in sorted(level, key=lambda r: r.center[1]):
        if heights and rule.center[1] - heights[-1][0].center[1] < 1.5:
            heights[-1].append(rule)
        else:
            heights.append([rule])
    return [whole for same in heights for whole in _whole(same)]


def _whole(rules: Sequence[Box]) -> list[Box]:
    joined: list[Box] = []
    for rule in sorted(rules, key=lambda r: r.x0):
        if joined and rule.x0 - joined[-1].x1 < _TOUCH:
            last = joined[-1]
            joined[-1] = Box(last.x0, last.y0, max(last.x1, rule.x1), last.y1)
        else:
            joined.append(rule)
    return joined


def _numbers_page(line: Line, page: Page) -> bool:
    return _marginal(line.box, page) and bool(
        vocabulary().find("caption.page_number", plain(line.text))
    )


def _marginal(box: Box, page: Page) -> bool:
    y = box.center[1]
    return y < _MARGIN * page.height or y > (1 - _MARGIN) * page.height


def _runs(page: Page, lines: Sequence[Line]) -> list[_Run]:
    """The stretches of a page between captions, notes and running text."""
    words = vocabulary()
    runs = [_Run(0.0, page.height, [], False)]
    titled = False
    for line in lines:
        text = line.text
        if "。" not in text:  # that is running text, in however many pieces
            (strip,) = strips([line])
            if not _breaks(strip):
                runs[-1].lines.append(line)
                continue
            text = strip.text
        text = plain(text)
        titled = titled or bool(words.find("caption.title", text))
        runs[-1].bottom = line.box.center[1]
        captioned = titled and bool(words.find("caption.unit", text))
        runs.append(_Run(line.box.center[1], page.height, [], captioned))
    return runs


def _breaks(strip: Strip) -> bool:
    """Whether a line is a caption, a note or running text."""
    words = vocabulary()
    text = plain(strip.text)
    if any(len(p.text) > _SENTENCE and set(p.text) & set("，；") for p in strip.pieces):
        return True
    if "。" in text or strip.has_figures:
        return "。" in text
    noted = len(strip.pieces) == 1 and bool(words.find("caption.note", text))
    names = ("title", "unit", "owner", "number", "again")
    return noted or any(words.find(f"caption.{name}", text) for name in names)


def _area(page: Page, run: _Run, rules: Sequence[Box], lines: Sequence[Line]) -> Area | None:
    within = [r for r in rules if run.top < r.center[1] < run.bottom]
    wide = [r for r in within if r.width > _LONG * page.width]
    if wide:
        longest = max(wide, key=lambda r: r.width)
        wide = [
            r for r in wide if abs(r.x0 - longest.x0) < _EDGE and abs(r.x1 - longest.x1) < _EDGE
        ]
    shown = _trimmed(strips(run.lines), wide, page, captioned=run.captioned)
    if not shown:
        return None
    top, bottom = shown[0].box.y0, shown[-1].box.y1
    return Area(
        page.number,
        min([r.x0 for r in wide] or [s.box.x0 - 1 for s in shown]),
        max([r.x1 for r in wide] or [s.box.x1 + 1 for s in shown]),
        tuple(shown),
        tuple(r.center[1] for r in wide),
        tuple(r for r in within if r not in wide),
        len(wide) > 1 or run.captioned,
        all(_marginal(n.box, page) for n in lines if n.box.y1 <= top),
        all(_marginal(n.box, page) for n in lines if n.box.y0 >= bottom),
    )


def _trimmed(
    shown: Sequence[Strip], rules: Sequence[Box], page: Page, *, captioned: bool
) -> list[Strip]:
    """The lines between the outer rules, and the rows beyond them that a page break cut off, with
    what stands between the first rule and them. Under a caption the lines over the first row are
    its header, however wide the rows are set."""
    top = min((r.center[1] for r in rules), default=page.height)
    rows = (s for s in shown if _is_row(s))
    bottom = max([0.0, *(r.center[1] for r in rules), *(s.box.center[1] for s in rows)])
    inside = [n for n, s in enumerate(shown) if top < s.box.center[1] < bottom or _is_row(s)]
    if not inside:
        return []
    start = inside[0]
    headed = top < shown[start].box.center[1]
    reach = _HEAD * _pitch([shown[n] for n in inside]) if captioned else 0.0
    while not headed and start > 0 and _goes_with(shown[start - 1], shown[start], page, reach):
        start -= 1
    if captioned and start == 1 and _heads_columns(shown[0]):
        start = 0  # the rule above it was not seen
    return list(shown[start : inside[-1] + 1])


def _heads_columns(strip: Strip) -> bool:
    """Whether a line holds nothing but words that head columns."""
    known = vocabulary().words["header.words"]
    return len(strip.pieces) > 1 and all(plain(p.text) in known for p in strip.pieces)


def _pitch(rows: Sequence[Strip]) -> float:
    """How far apart rows are set, most of them at most."""
    apart = sorted(b.box.center[1] - a.box.center[1] for a, b in pairwise(rows))
    return apart[len(apart) // 2] if apart else 0.0


def _is_row(strip: Strip) -> bool:
    return strip.has_figures and len(strip.pieces) > 1


def _goes_with(upper: Strip, lower: Strip, page: Page, reach: float) -> bool:
    """Whether a line above the first row belongs to it: the start of a label, a header. `reach` is
    how far apart their middles may be at most, where that is more than lines of text are."""
    if _marginal(upper.box, page):
        return False
    near = lower.box.y0 - upper.box.y1 < 1.5 * upper.pieces[0].size
    return near or lower.box.center[1] - upper.box.center[1] < reach
