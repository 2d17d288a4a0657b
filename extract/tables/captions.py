"""What is printed around a grid: its title, number and unit above, its notes below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from extract.characters import plain
from extract.figures.quantity import normal_unit
from extract.geometry import Box, in_any
from extract.layout import Grid, Line, Page, lines_of
from extract.paper.flowing import over_tables
from extract.vocabulary import Vocabulary, vocabulary

#: Running heads and page numbers stand within this share of the page's edge.
_MARGIN = 0.12
#: A line repeated on so many pages, at the same height, is a running head; one that reads like
#: a caption only where it is repeated on so large a share of all pages as well.
_REPEATS = 3
_SHARE = 0.6
#: So many lines say nothing of whether the table over them has ended.
_FEW = 3
#: Nothing stands nearer (points) to the middle of a sheet with two pages, and no less text than so
#: many characters in either half.
_FOLD, _MUCH = 8.0, 30
#: A gap this wide, in font sizes, divides a line.
_GAP = 1.5


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text outside the grids: its text without white space, box and font size.

    `parts` is the text where wide gaps divide it (a title on the left, its number on the right),
    `fold` where a sheet that shows two pages side by side is divided; 0 on others.
    """

    text: str
    box: Box
    size: float
    parts: tuple[str, ...] = ()
    fold: float = 0.0

    def is_beside(self, box: Box) -> bool:
        """Whether a box stands on the other one of two pages on a sheet."""
        return bool(self.fold) and (box.center[0] < self.fold) != (self.box.center[0] < self.fold)


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a grid.

    `heading` is the narrative's heading over it; `bare` says that nothing but running heads and
    repeated captions separates the grid from the top of the page or from the grid before.
    """

    title: str = ""
    number: str = ""
    unit: str = ""
    heading: str = ""
    bare: bool = True


def text_around(pages: Sequence[Page], grids: Sequence[Grid]) -> dict[int, tuple[TextLine, ...]]:
    """The lines outside all grids of every page with a grid and the one before it, without
    running heads and page numbers."""
    numbers = {g.page for g in grids} | {g.page - 1 for g in grids}
    running = _running([p for p in pages if not p.edgeless]) if grids else frozenset()
    return {
        p.number: tuple(
            line
            for line in _outside(p, grids)
            if p.edgeless or not _is_running(line, p.height, running)
        )
        for p in pages
        if p.number in numbers
    }


def _outside(page: Page, grids: Sequence[Grid]) -> tuple[TextLine, ...]:
    boxes = [g.box for g in grids if g.page == page.number]
    twofold = _is_twofold(page, boxes)
    if not boxes and not twofold:
        return tuple(map(text_line, page.lines))
    glyphs = [g for g in page.glyphs if not in_any(g.box, boxes)]
    if not twofold:
        rest, heads = over_tables(glyphs, boxes)
        lines = sorted([*lines_of(rest), *heads], key=lambda line: line.box.center[1])
        return tuple(map(text_line, lines))
    fold = page.width / 2
    halves = ([g for g in glyphs if (g.box.x0 < fold) is left] for left in (True, False))
    return tuple(replace(text_line(line), fold=fold) for half in halves for line in lines_of(half))


def _is_twofold(page: Page, boxes: Sequence[Box]) -> bool:
    """Whether a sheet shows two pages side by side: it is wider than high, much text stands in
    either half, and neither text nor tables across the middle."""
    if page.width <= page.height:
        return False
    middle = page.width / 2
    things = (*boxes, *(g.box for g in page.glyphs))
    if any(b.x0 < middle + _FOLD and b.x1 > middle - _FOLD for b in things):
        return False
    left = sum(g.box.x1 < middle for g in page.glyphs)
    return min(left, len(page.glyphs) - left) >= _MUCH


def text_line(line: Line) -> TextLine:
    """A line with what its text is where wide gaps divide it, and the size of most of it."""
    sizes = Counter([g.size for g in line.glyphs])
    if len(sizes) > 1:
        sizes = Counter([round(g.size, 1) for g in line.glyphs])
    parts: list[str] = []
    for before, glyph in zip((None, *line.glyphs), line.glyphs, strict=False):
        if before and glyph.box.x0 - before.box.x1 < _GAP * glyph.size:
            parts[-1] += glyph.char
        else:
            parts.append(glyph.char)
    return TextLine(line.text, line.box, round(sizes.most_common(1)[0][0], 1), tuple(parts))


def _slot(line: TextLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.box.center[1] / 3)


def _running(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    """The lines near the edge of the page that many pages repeat, whatever their numbers."""
    words = vocabulary()
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        top, bottom = 2 * _MARGIN * page.height, 2 * (1 - _MARGIN) * page.height
        edge = [g for g in page.glyphs if not top <= g.box.y0 + g.box.y1 <= bottom]
        counts.update({_slot(text_line(line)) for line in lines_of(edge)})
    often = max(_REPEATS, _SHARE * len(pages))
    captioned = {
        slot
        for slot in counts
        if any(words.find(f"caption.{n}", slot[0]) for n in ("title", "unit", "number"))
    }
    return frozenset(
        slot for slot, n in counts.items() if n >= (often if slot in captioned else _REPEATS)
    )


def _marginal(box: Box, height: float) -> bool:
    y = box.center[1]
    return y < _MARGIN * height or y > (1 - _MARGIN) * height


def _is_running(line: TextLine, height: float, running: frozenset[tuple[str, int]]) -> bool:
    if not _marginal(line.box, height):
        return False
    if vocabulary().find("caption.page_number", plain(line.text)):
        return True
    return _slot(line) in running


def caption_above(lines: Sequence[TextLine], page_width: float) -> Caption:
    """The caption among the lines above a grid, which come from the top down."""
    words = vocabulary()
    number = unit = heading = ""
    title: list[TextLine] = []
    bare, passed = True, 0
    for line in reversed(lines):
        rest, found_unit, found_number = _strip_line(line)
        unit, number = unit or found_unit, number or found_number
        if not rest:
            continue
        if title:
            if not _torn(line, title[0], rest, page_width):
                break
            title.insert(0, TextLine(rest, line.box, line.size))
        elif _is_title(rest) and passed <= 1:
            title = [TextLine(rest, line.box, line.size)]
        else:
            bare = False
            wordy = bool(words.find("caption.sentence", rest)) or len(rest) > 25
            passed += 2 if wordy else 1
            if words.find("caption.outline", rest) and not wordy:
                heading = rest
                break
    name = clean_title("".join(t.text for t in title))
    return Caption(name, number, unit, heading, bare and not title)


def _strip_line(line: TextLine) -> tuple[str, str, str]:
    """What strip_meta finds part by part, or in the whole line where that finds nothing (a
    line printed with wide gaps between its characters)."""
    found = [strip_meta(part) for part in line.parts]
    rest = "".join(r for r, _, _ in found)
    unit, number = "".join(u for _, u, _ in found), "".join(n for _, _, n in found)
    if (not unit and not number) or len(line.parts) < 2:
        return strip_meta(line.text)
    return rest, unit, number


@lru_cache(maxsize=1 << 10)
def strip_meta(text: str) -> tuple[str, str, str]:
    """A line without unit, number, owner and date; its unit and its number."""
    words = vocabulary()
    rest, unit, number = plain_line(text), "", ""
    match = words.find("caption.unit", rest)
    if match:
        unit = normal_unit(match["unit"] or match["unit2"])
        rest = rest[: match.start()] + rest[match.end() :]
    match = words.find("caption.number", rest)
    if match and not words.find("caption.sentence", rest):
        number = match[0].strip("：:（）()")
        rest = rest[: match.start()] + rest[match.end() :]
    rest = words.patterns["caption.owner"].sub("", rest)
    rest = words.patterns["caption.mark"].sub("", rest)
    rest = rest.strip("：:（）() ") if not re.search(r"[（(].+[)）]", rest) else rest
    if words.find("caption.date", rest) or words.find("caption.again", rest):
        rest = ""
    return rest, unit, number


def plain_line(text: str) -> str:
    """A line without white space and the space-like signs of fillers."""
    return re.sub(r"[\s\u3000_]", "", text)


def _is_title(text: str) -> bool:
    words = vocabulary()
    return (
        bool(words.find("caption.title", text))
        and not words.find("caption.sentence", text)
        and len(text) <= 60
        and not words.find("caption.note", text)
    )


def clean_title(text: str) -> str:
    """A title without the outline number or 接上页 before it and 续 behind it."""
    for name in ("caption.again_of", "caption.outline"):
        text = vocabulary().patterns[name].sub("", text)
    return re.sub(r"(?:[（(]续表?[)）]|(?<=表)续)$", "", text).strip("：:")


def _torn(upper: TextLine, lower: TextLine, rest: str, page_width: float) -> bool:
    """Whether a line is the first half of the title that goes on in the line under it."""
    words = vocabulary()
    if _is_title(rest) or words.find("caption.sentence", rest):
        return False
    if abs(upper.size - lower.size) > 0.6:
        return False
    if lower.box.y0 - upper.box.y1 > 1.2 * lower.size:
        return False
    short = len(lower.text) <= 4
    if words.find("caption.outline", rest) and not short:
        return False
    centred = abs(upper.box.center[0] - lower.box.center[0]) < 0.08 * page_width
    return short or (centred and upper.box.width > 0.4 * page_width)


def caption_inside(rows: Sequence[Sequence[str]]) -> tuple[int, Caption]:
    """The caption that some tables print inside their first rows, and how many rows it takes.

    `rows` are the texts of the fields, blank ones left out. Blank rows above it are its own, where
    there is one.
    """
    title = number = unit = ""
    blank = next((n for n, texts in enumerate(rows) if texts), 0)
    for count, texts in enumerate(rows[blank:], blank):
        rest, found_unit, found_number = strip_meta("".join(texts))
        own = [t for t in texts if strip_meta(t)[0]]
        titled = len(own) == 1 and not title and _is_title(rest)
        if not texts or (rest and not titled):
            return count if count > blank else 0, Caption(title, number, unit, bare=not title)
        title = title or clean_title(rest)
        unit, number = unit or found_unit, number or found_number
    return 0, Caption()


def is_note(text: str) -> bool:
    """Whether a text is a note on a table (注：…)."""
    return bool(vocabulary().find("caption.note", plain_line(text)))


def is_running(line: TextLine) -> bool:
    """Whether a line is a running head that names the report, or nothing but what stands over any
    table: a unit, a date."""
    text = strip_meta(line.text)[0]
    return not text or bool(vocabulary().find("caption.running", text))


def few(lines: Sequence[TextLine]) -> bool:
    """Whether lines between a table and the end of its page say nothing of whether it has ended:
    there are none, or notes and a few more."""
    return len(lines) - len(_noted(lines)) <= _FEW


def passing(lines: Sequence[TextLine]) -> bool:
    """Whether such lines are no prose either, but what stands at the foot of any page: an address,
    a date, a name."""
    rest = [plain_line(t.text) for t in lines[len(_noted(lines)) :]]
    return few(lines) and not any(map(_is_prose, rest))


def _is_prose(text: str) -> bool:
    """Whether a line is of the narrative, or a title."""
    words = vocabulary()
    return any(words.find(f"caption.{n}", text) for n in ("sentence", "outline", "title"))


def notes_below(lines: Sequence[TextLine]) -> tuple[str, ...]:
    """The notes among the lines under a grid: 注：… and 说明：… with all their items."""
    words = vocabulary()
    notes: list[str] = []
    for line in _noted(lines):
        text = plain_line(line.text)
        if words.find("caption.note", text) or words.find("caption.note_item", text):
            notes.append(text)
        else:
            notes[-1] += text
    return tuple(notes)


def _noted(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The first lines under a grid, as far as they are notes."""
    words = vocabulary()
    if not lines or not words.find("caption.note", plain_line(lines[0].text)):
        return ()
    for number, (last, line) in enumerate(pairwise(lines), 1):
        if _ends_notes(words, last, line, plain_line(line.text)):
            return lines[:number]
    return lines


def _ends_notes(words: Vocabulary, last: TextLine, line: TextLine, text: str) -> bool:
    if words.find("caption.note", text):
        return False
    gap = line.box.y0 - last.box.y1
    return (
        gap > 1.8 * last.size
        or abs(line.size - last.size) > 0.6
        or _is_title(text)
        or bool(words.find("caption.outline", text) and not words.find("caption.note_item", text))
    )
