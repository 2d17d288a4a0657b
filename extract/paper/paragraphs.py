"""Lines of running text joined to paragraphs, over columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, zip_longest

from extract.geometry import Box, in_any
from extract.layout import Glyph, Grid, Line, Page, Paragraph, lines_of
from extract.ordinals import (
    TABLE_TEXT,
    counted_on,
    has_figure,
    is_prose,
    marker_level,
    names_part,
)
from extract.paper.flowing import over_tables
from extract.paper.regions import regions
from extract.paper.struck import unstruck
from extract.paper.texted import written_in

#: How no line begins but one that goes on: the rank of an item, a sign that closes, a unit.
_GOES_ON = re.compile(
    r"[（(][0-9]{0,7}[类款项][0-9]{0,7}[)）]|[，。；、）)”》％%]|[万亿]元|元[，。；]|\.[0-9]"
)
#: The name of an item that a line tears: …（款）机关事业单位基本⏎养老保险缴费支出（项）。
_ITEM_BEGUN = re.compile(r"[（(]类[）)](?:[^，。；：,;:0-9（(]|[（(]款[）)])*$")
_ITEM_END = re.compile(r"(?!.*[（(]类[）)])[^，。；：,;:0-9]*[（(]项[）)]")
_NUMBER = re.compile(r"(\d{1,4})([.．、])(?!\d)|([（(])(\d{1,2})([)）])|([②-⑳])")
_FIGURE_END = re.compile(r"[0-9０-９][.．,，]?$")
_DIGITS = re.compile(r"[0-9０-９]+([,，][0-9]{3})*([.．][0-9０-９]+)?([万亿元%％，。；]|$)")
#: What a figure must follow, and a line that begins with one: a figure is not divided, and may have
#: ended the line before it early.
_WANTS_FIGURE = re.compile("[为达]$|(?<!还)是$|[共合总]计$")
_FIGURE = re.compile(
    r"[0-9]+(,[0-9]{3})*(\.[0-9]+)?(万|亿)?(元|%|％|人|个|辆|台|套|批|家|户|项|次)"
)
#: The number of the first column of fields with text, behind those of a page's own.
_IN_FIELDS = 1000
#: So many lines without punctuation are no paragraph of prose.
_ENDLESS = 12
_STOPS = ("。", "！", "？")
#: A figure with a hyphen where a line broke it, at its point or comma.
_BROKEN = re.compile(r"[0-9０-９](?:[-‐]\n[.．,，]|[.．,，][-‐]\n)[0-9０-９]")
_MARKED = re.compile(r"[，。；：！？、,;:）)]")
_PUNCTUATION = re.compile(r"[，。；：、,;:]")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with what layout says of it: `column` numbers the column it stands in, 0 where the
    page has but one; `aside` says that it is no part of the text that runs on, `field` in which
    field of a ruled area it stands (its row and column), `counted` is how long the number of an
    item is that it begins with, as those before it tell."""

    page: int
    line: Line
    box: Box
    text: str
    beside_table: bool
    column: int = 0
    aside: bool = False
    field: tuple[int, int] | None = None
    counted: int = 0

    @property
    def level(self) -> int | None:
        """The level of the ordinal it begins with."""
        return marker_level(self.text, self.counted)


@dataclass(frozen=True, slots=True)
class _Block:
    """The edges of the text block of a page."""

    left: float
    right: float

    def centres(self, item: TextLine) -> bool:
        """Whether a line stands in the middle, well away from both edges."""
        size = item.line.glyphs[0].size
        before, after = item.box.x0 - self.left, self.right - item.box.x1
        return before > 3 * size and after > 2 * size and abs(before - after) < 3 * size


def page_lines(page: Page, boxes: Sequence[Box], texts: Sequence[Grid] = ()) -> list[TextLine]:
    """The lines of a page outside the boxes of its tables, in reading order; among them those of
    the ruled areas that hold text."""
    around = [b.grown(1) for b in (*boxes, *(grid.box for grid in texts))]
    outside = [g for g in page.glyphs if not in_any(g.box, around)] if around else page.glyphs
    drawn: Sequence[Line] = lines_of([*outside]) if around else page.lines
    kept, heads = over_tables(unstruck(page, outside, drawn), boxes)
    drawn = drawn if len(kept) == len(outside) else lines_of([*kept])
    lines = [
        TextLine(page.number, head, head.box, _line_text(head), beside_table=True, aside=True)
        for head in heads
    ]
    lines += [
        TextLine(page.number, line, line.box, _line_text(line), bool(boxes), column, region.aside)
        for number, region in enumerate(regions(kept, drawn), 1)
        for column in (number if region.column else 0,)
        for line in region.lines
    ]
    for grid in texts:
        below = (n for n, i in enumerate(lines) if not i.aside and i.box.y0 > grid.box.center[1])
        at = next(below, len(lines))
        lines[at:at] = _lines_in(page, grid, bool(boxes))
    return lines


def _lines_in(page: Page, grid: Grid, beside_table: bool) -> list[TextLine]:
    """The lines of a ruled area that holds text; each of its columns is one of the page."""
    return [
        TextLine(
            page.number,
            written.line,
            written.line.box,
            _line_text(written.line),
            beside_table,
            _IN_FIELDS + written.field[1] if written.field else 0,
            field=written.field,
        )
        for written in written_in(page, grid)
    ]


def _line_text(line: Line) -> str:
    if sum(map(str.isdigit, line.text)) < 2:
        return line.text
    return "".join(char for char, _ in _spaced(line.glyphs))


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, Glyph]]:
    """The characters of a line; figures that stand apart keep a blank between them."""
    digit: Glyph | None = None
    for glyph in glyphs:
        is_digit = glyph.char.isdigit()
        if is_digit and digit and glyph.box.x0 - digit.box.x1 > 0.9 * glyph.size:
            yield " ", glyph
        yield glyph.char, glyph
        digit = glyph if is_digit else None


def paragraphs(
    pages: Sequence[Page],
    lines: Sequence[Sequence[TextLine]],
    contents: set[tuple[int, Box]],
) -> Iterator[Paragraph]:
    """Lines joined where one runs on from the other, over page breaks too."""
    common = {
        width: _block(
            [i for p, ls in zip(pages, lines, strict=True) if p.width == width for i in ls]
        )
        for width in {p.width for p in pages}
    }
    open_: list[TextLine] = []
    was_listed = False
    block = last_block = _Block(0, 0)
    for page, of_page in zip(pages, _counted(lines), strict=True):
        blocks = _blocks(of_page, common[page.width])
        for item in of_page:
            block = blocks[item.column]
            listed = (item.page, item.box) in contents
            apart = listed or was_listed or _runs_away(open_) or _is_beside(open_, item)
            if open_ and (apart or not _continues(open_, item, last_block, block)):
                yield _paragraph(open_, last_block, contents)
                open_ = []
            open_.append(item)
            last_block, was_listed = block, listed
    if open_:
        yield _paragraph(open_, block, contents)
    yield from _asides(lines)


def _counted(lines: Sequence[Sequence[TextLine]]) -> Iterator[list[TextLine]]:
    """The lines of each page that are no notes, those of a list's later items marked as such."""
    body = [[item for item in of_page if not item.aside] for of_page in lines]
    numbers = counted_on(item.text for of_page in body for item in of_page)
    for of_page in body:
        own = list(islice(numbers, len(of_page)))
        yield [replace(i, counted=n) if n else i for i, n in zip(of_page, own, strict=True)]


def _is_beside(open_: Sequence[TextLine], item: TextLine) -> bool:
    """Whether a line stands in another field than the paragraph before it; one field may go on
    overleaf, in the same column."""
    last = open_[-1].field if open_ else item.field
    if last is None or item.field is None:
        return last is not item.field
    return last != item.field and (item.page == open_[-1].page or last[1] != item.field[1])


def _asides(lines: Sequence[Sequence[TextLine]]) -> Iterator[Paragraph]:
    """What stands beside the text, or in footnotes, line by line."""
    for item in (item for of_page in lines for item in of_page if item.aside):
        yield replace(_paragraph([item], _Block(0, 0), set()), aside=True)


def _blocks(lines: Sequence[TextLine], common: _Block) -> dict[int, _Block]:
    """The text block of each column of a page; of the page itself where it has few lines, that of
    pages like it."""
    tall = [item for item in lines if not item.beside_table]
    found = {0: _block(tall) if len(tall) >= 10 else common}
    for column in {item.column for item in lines} - {0}:
        found[column] = _block([item for item in lines if item.column == column])
    return found


def _runs_away(open_: Sequence[TextLine]) -> bool:
    """Whether an open paragraph went on for long without a mark of punctuation: no prose."""
    last = open_[-_ENDLESS:]
    return len(last) == _ENDLESS and not any(_PUNCTUATION.search(item.text) for item in last)


def _block(lines: Sequence[TextLine]) -> _Block:
    """The text block of these lines: where many of them start, and how far they reach."""
    if not lines:
        return _Block(0, 0)
    widest = max(item.box.width for item in lines)
    long = [item for item in lines if item.box.width > 0.6 * widest]
    starts = Counter(round(item.box.x0 / 3) for item in long)
    often = [3.0 * x for x, n in starts.items() if n >= max(1, len(long) // 8)]
    ends = sorted(item.box.x1 for item in long)
    return _Block(min(often or [item.box.x0 for item in long]), ends[int(0.95 * (len(ends) - 1))])


def _continues(
    open_: Sequence[TextLine], item: TextLine, last_block: _Block, block: _Block
) -> bool:
    """Whether `item` runs on from the lines of an open paragraph."""
    last = open_[-1]
    size = item.line.glyphs[0].size
    if item.page == last.page and item.box.y0 - last.box.y1 > 2.5 * size:
        return False
    if item.beside_table and TABLE_TEXT.search(item.text):
        return False
    if abs(last.line.glyphs[0].size - size) > 0.25 * size:
        return False
    ends = last.text.endswith(("。", "；", "："))
    if item.level is not None and ends and not _counts_on(open_, item, block):
        return False
    if last.text.endswith(_STOPS) and _stands_alone(item, block):
        return False
    if names_part(item.text) and not is_prose(last.text):
        return False
    marked = item.level is not None and not _DIGITS.match(item.text)
    had_to_end = _had_no_room(last, item, last_block)
    if not marked and (had_to_end or _hangs(open_, item) or _is_torn(open_, item)):
        return is_prose(item.text) or not block.centres(item)
    if last_block.centres(last) and not is_prose(last.text):
        titled = block.centres(item) and item.page == last.page and not is_prose(item.text)
        return titled and item.level is None
    if last.box.x1 > last_block.right - 2.2 * size:
        indent = item.box.x0 - block.left
        return indent < 0.7 * size or (item.level is None and indent > 4 * size)
    return False


def _counts_on(open_: Sequence[TextLine], item: TextLine, block: _Block) -> bool:
    """Whether a line begins with the next number of a list that runs through the lines of its
    paragraph, as its line does: …；9.甲A万元；⏎10.乙B万元; …：①甲A万元；⏎②乙B万元."""
    match = _NUMBER.match(item.text)
    if not match or item.box.x0 - block.left > 0.7 * item.line.glyphs[0].size:
        return False
    before = _mark_before(match)
    told = "".join(i.text for i in open_)
    return before in told and any(mark + before in told for mark in "；;：:，,。")


def _mark_before(match: re.Match[str]) -> str:
    """The mark of the item before one: 9. of 10., （1） of （2）, ① of ②."""
    plain, dot, opened, bracketed, closed, circled = match.groups()
    if circled:
        return chr(ord(circled) - 1)
    return f"{opened}{int(bracketed) - 1}{closed}" if bracketed else f"{int(plain) - 1}{dot}"


def _hangs(open_: Sequence[TextLine], item: TextLine) -> bool:
    """Whether a line stands to the left of its paragraph's first line, which is indented, and the
    last one comes to no stop: that was ended early by a figure that is not divided."""
    first, last = open_[0], open_[-1]
    indent = first.box.x0 - item.box.x0
    size = item.line.glyphs[0].size
    return (
        1.5 * size < indent < 3 * size
        and is_prose(last.text)
        and is_prose(item.text)
        and not last.text.endswith((*_STOPS, "：", ":"))
    )


def _had_no_room(last: TextLine, item: TextLine, block: _Block) -> bool:
    """Whether a line ends early because the figure that the next one begins with did not fit
    behind it, and is not divided: …财政拨款支出⏎30,526,238.95元."""
    figure = _FIGURE.match(item.text)
    if figure is None or last.text.endswith((*_STOPS, "；", "：", ":")):
        return False
    digits = len(figure[0]) - len(figure[0].lstrip("0123456789,."))
    return item.line.glyphs[digits - 1].box.x1 - item.box.x0 > block.right - last.box.x1


def _stands_alone(item: TextLine, block: _Block) -> bool:
    """Whether a line reads like a title: short of the right edge and without a mark of
    punctuation, which the last line of a paragraph has at its end."""
    short = item.box.x1 < block.right - 2.2 * item.line.glyphs[0].size
    return short and not _MARKED.search(item.text) and not has_figure(item.text)


def _is_torn(open_: Sequence[TextLine], item: TextLine) -> bool:
    """Whether a paragraph stops in the middle of a sentence or figure, so that the next line must
    go on."""
    text = open_[-1].text
    if _ITEM_END.match(item.text) and _ITEM_BEGUN.search("".join(i.text for i in open_)):
        return True
    if _WANTS_FIGURE.search(text) and _FIGURE.match(item.text):
        return True
    if _GOES_ON.match(item.text) or (_FIGURE_END.search(text) and _DIGITS.match(item.text)):
        return _is_longer(open_, 8)
    if text.endswith(("，", "、", "“")) or re.search(r"\d[万亿]?$", text):
        return _is_longer(open_, 12)
    if text.endswith(tuple("。！？；：:;…”》）)")):
        return False
    return any(is_prose(item.text) for item in reversed(open_))


def _is_longer(lines: Sequence[TextLine], most: int) -> bool:
    """Whether lines have more characters than so many, as nearly any two have."""
    return any(length > most for length in accumulate(len(line.text) for line in lines))


def _unbroken(item: TextLine, after: TextLine | None) -> Sequence[Glyph]:
    """The glyphs of a line without the hyphen that a program set where it broke a figure: 583-
    at its end and .75万元 on the next one."""
    broken = after is not None and _BROKEN.search(f"{item.text[-3:]}\n{after.text[:2]}")
    return item.line.glyphs[:-1] if broken else item.line.glyphs


def _paragraph(
    lines: Sequence[TextLine], block: _Block, contents: set[tuple[int, Box]]
) -> Paragraph:
    glyphs = [
        (item.page, g, c)
        for item, after in zip_longest(lines, lines[1:])
        for c, g in _spaced(_unbroken(item, after))
    ]
    text = "".join(c for _, _, c in glyphs)
    return Paragraph(
        tuple((page, glyph) for page, glyph, _ in glyphs),
        text,
        all(block.centres(item) for item in lines),
        any(item.beside_table for item in lines),
        (lines[0].page, lines[0].box) in contents,
        lines[0].page,
    )
