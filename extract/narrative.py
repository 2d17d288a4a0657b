"""The report's running text: sentences joined over lines and pages, under their headings.

Works on what is drawn: glyphs outside the tables, in the order a reader sees them; page headers,
footers and page numbers are left out; each character stays tied to its page and box.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.disclosure import Sentence
from extract.geometry import Box, Place, in_any
from extract.pages import Glyph, Line, Page, lines_of

_PAGE_NUMBER = re.compile(r"[-—–－~·\s]*(第?\d{1,4}页?)([,，/共]*\d{1,4}页?)?[-—–－~·\s]*")
_MARKERS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, re.compile(r"第[一二三四五六七八九十]+(部分|章)|附件[0-9一二三四五六七八九十]*[:：]?$")),
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")),
    (3, re.compile(r"\d{1,2}([、．]|[.](?!\d))")),
    (4, re.compile(r"[（(]\d{1,2}[)）]")),
    (5, re.compile(r"[①-⑳]|\d{1,2}[)）]")),
)
#: A full stop within a figure (940。40万元) is a slip of the pen.
_SENTENCE_END = re.compile(
    r"(?<=[。！？])(?![”’」』）)])(?!(?<=[0-9]。)[0-9]{1,2}(?:[万亿]?元|[%％]))"
)
_CONTENTS_LINE = re.compile(r"(…|\.{3,}|·{3,}|⋯)[…·.⋯]*\d*$")
_TABLE_TEXT = re.compile(
    r"^(注[:：\d]|说明[:：]|备注[:：]|(金额)?单位[:：]|编制(部门|单位)|(部门|单位)(名称)?[:：]"
    r"|公开\d+表|预算\d+表|(财)?决(算)?(公开)?\d*表|[(（]?\d{4}年度?[)）]?$)|表$"
)


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line with what layout says of it."""

    page: int
    line: Line
    box: Box
    text: str
    beside_table: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """The edges of the text block of a page."""

    left: float
    right: float

    def centres(self, item: _TextLine) -> bool:
        """Whether a line stands in the middle, well away from both edges."""
        size = item.line.glyphs[0].size
        before, after = item.box.x0 - self.left, self.right - item.box.x1
        return before > 3 * size and after > 2 * size and abs(before - after) < 3 * size


@dataclass(frozen=True, slots=True)
class _Paragraph:
    glyphs: tuple[tuple[int, Glyph], ...]
    text: str
    centred: bool
    beside_table: bool
    contents: bool
    page: int


def read_sentences(
    pages: Sequence[Page], tables: Mapping[int, Sequence[Box]]
) -> tuple[Sentence, ...]:
    """The narrative of a report as sentences in reading order.

    `tables` names the boxes of each page (by number) that hold tables: text inside is left out.
    """
    lines = [_page_lines(page, tables.get(page.number, ())) for page in pages]
    running = _running_text(pages, lines)
    body = [[i for i in of_page if (i.page, i.box) not in running] for of_page in lines]
    contents = _contents_lines(body)
    return tuple(_sentences(list(_paragraphs(pages, body, contents))))


def marker_level(text: str) -> int | None:
    """How deep the ordinal at the start of `text` nests: 第一部分 0, 一、 1, （一） 2, 1. 3 …"""
    for level, pattern in _MARKERS:
        if pattern.match(text):
            return level
    return None


def without_marker(text: str) -> str:
    """`text` without the ordinal it starts with."""
    for _, pattern in _MARKERS:
        match = pattern.match(text)
        if match:
            return text[match.end() :].lstrip("、.．:： ")
    return text


def _page_lines(page: Page, boxes: Sequence[Box]) -> list[_TextLine]:
    around = [b.grown(1) for b in boxes]
    outside = [g for g in page.glyphs if not in_any(g.box, around)]
    found = []
    for line in lines_of(outside):
        found.append(_TextLine(page.number, line, line.box, _line_text(line), bool(boxes)))
    return found


def _line_text(line: Line) -> str:
    return "".join(char for char, _ in _spaced(line.glyphs))


def _spaced(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, Glyph]]:
    """The characters of a line; figures that stand apart keep a blank between them."""
    previous: Glyph | None = None
    for glyph in glyphs:
        if (
            previous
            and glyph.char.isdigit()
            and previous.char.isdigit()
            and glyph.box.x0 - previous.box.x1 > 0.9 * glyph.size
        ):
            yield " ", glyph
        yield glyph.char, glyph
        previous = glyph


def _running_text(
    pages: Sequence[Page], lines: Sequence[Sequence[_TextLine]]
) -> set[tuple[int, Box]]:
    """Headers, footers and page numbers: what repeats in a page's margin, its figures aside."""
    margin: list[tuple[_TextLine, str]] = []
    for page, of_page in zip(pages, lines, strict=True):
        for item in of_page:
            top, bottom = item.box.y1 < 0.09 * page.height, item.box.y0 > 0.9 * page.height
            if top or bottom:
                margin.append((item, ("^" if top else "$") + re.sub(r"\d+", "#", item.text)))
    often = Counter(key for _, key in margin)
    running = set()
    for item, key in margin:
        repeated = often[key] >= max(3, len(pages) // 4) and len(item.text) < 50
        if repeated or _PAGE_NUMBER.fullmatch(item.text):
            running.add((item.page, item.box))
    return running


def _contents_lines(lines: Sequence[Sequence[_TextLine]]) -> set[tuple[int, Box]]:
    """The lines of the table of contents: from its heading until one of its entries stands again
    (the body begins), a sentence begins, or a page starts with something else."""
    found: set[tuple[int, Box]] = set()
    entries: set[str] = set()
    inside = False
    for of_page in lines:
        for index, item in enumerate(of_page):
            entry = _CONTENTS_LINE.sub("", item.text)
            dotted = entry != item.text
            if re.fullmatch(r"目[录錄次]", item.text):
                inside = True
            elif inside and not dotted:
                inside = not (
                    entry in entries
                    or _is_prose(item.text)
                    or (index == 0 and marker_level(item.text) is None)
                )
            if inside:
                entries.add(entry)
                found.add((item.page, item.box))
    return found


def _is_prose(text: str) -> bool:
    return bool(re.search(r"[，。；]", text)) or _has_figure(text)


def _has_figure(text: str) -> bool:
    return bool(re.search(r"\d(万|亿|元|%|％)", text))


def _paragraphs(
    pages: Sequence[Page],
    lines: Sequence[Sequence[_TextLine]],
    contents: set[tuple[int, Box]],
) -> Iterator[_Paragraph]:
    """Lines joined where one runs on from the other, over page breaks too."""
    common = {
        width: _block(
            [i for p, ls in zip(pages, lines, strict=True) if p.width == width for i in ls]
        )
        for width in {p.width for p in pages}
    }
    open_: list[_TextLine] = []
    was_listed = False
    block = last_block = _Block(0, 0)
    for page, of_page in zip(pages, lines, strict=True):
        tall = [item for item in of_page if not item.beside_table]
        block = _block(tall) if len(tall) >= 10 else common[page.width]
        for item in of_page:
            listed = (item.page, item.box) in contents
            apart = listed or was_listed
            if open_ and (apart or not _continues(open_, item, last_block, block)):
                yield _paragraph(open_, last_block, contents)
                open_ = []
            open_.append(item)
            last_block, was_listed = block, listed
    if open_:
        yield _paragraph(open_, block, contents)


def _block(lines: Sequence[_TextLine]) -> _Block:
    """The text block of these lines: where many of them start, and how far they reach."""
    if not lines:
        return _Block(0, 0)
    widest = max(item.box.width for item in lines)
    long = [item for item in lines if item.box.width > 0.6 * widest]
    starts = Counter(round(item.box.x0 / 3) for item in long)
    often = [3.0 * x for x, n in starts.items() if n >= max(1, len(long) // 8)]
    ends = sorted(item.box.x1 for item in long)
    return _Block(min(often), ends[int(0.95 * (len(ends) - 1))])


def _continues(
    open_: Sequence[_TextLine], item: _TextLine, last_block: _Block, block: _Block
) -> bool:
    """Whether `item` runs on from the lines of an open paragraph."""
    last = open_[-1]
    size = item.line.glyphs[0].size
    if item.page == last.page and item.box.y0 - last.box.y1 > 2.5 * size:
        return False
    if item.beside_table and _TABLE_TEXT.search(item.text):
        return False
    if abs(last.line.glyphs[0].size - size) > 0.25 * size:
        return False
    if marker_level(item.text) is not None and last.text.endswith(("。", "；", "：")):
        return False
    if last_block.centres(last) and not _is_prose(last.text):
        titled = block.centres(item) and item.page == last.page and not _is_prose(item.text)
        return titled and marker_level(item.text) is None
    if last.box.x1 > last_block.right - 2.2 * size:
        indent = item.box.x0 - block.left
        return indent < 0.7 * size or (marker_level(item.text) is None and indent > 4 * size)
    return _is_torn(open_) and marker_level(item.text) is None and not block.centres(item)


def _is_torn(open_: Sequence[_TextLine]) -> bool:
    """Whether a paragraph stops in the middle of a sentence, so that the next line must go on."""
    text = open_[-1].text
    if text.endswith(("，", "、", "“")) or re.search(r"\d[万亿]?$", text):
        return len("".join(i.text for i in open_)) > 12
    prose = any(_is_prose(item.text) for item in open_)
    return prose and not text.endswith(tuple("。！？；：:;…”》）)"))


def _paragraph(
    lines: Sequence[_TextLine], block: _Block, contents: set[tuple[int, Box]]
) -> _Paragraph:
    glyphs = [(item.page, g, c) for item in lines for c, g in _spaced(item.line.glyphs)]
    text = "".join(c for _, _, c in glyphs)
    return _Paragraph(
        tuple((page, glyph) for page, glyph, _ in glyphs),
        text,
        all(block.centres(item) for item in lines),
        any(item.beside_table for item in lines),
        (lines[0].page, lines[0].box) in contents,
        lines[0].page,
    )


def _sentences(paragraphs: Sequence[_Paragraph]) -> Iterator[Sentence]:
    """Sentences under their headings; a heading is a sentence of kind `heading`."""
    stack: list[tuple[int, str]] = []
    number = 0
    kind = "body"
    for index, paragraph in enumerate(paragraphs):
        kind = _kind(paragraph, kind)
        level = _level(paragraph) if kind != "contents" else None
        if level is not None:
            stack = [entry for entry in stack if entry[0] < level]
        heading = kind == "body" and level is not None and _is_heading(paragraph)
        section = tuple(text for _, text in stack)
        if kind == "body" and any("名词解释" in text for text in section):
            kind = "glossary"
        if heading:
            stack.append((level or 0, without_marker(paragraph.text)))
            kind = "heading"
        for start, end in _split(paragraph.text):
            places = tuple(Place(p, g.box) for p, g in paragraph.glyphs[start:end])
            yield Sentence(number, paragraph.text[start:end], places, section, index, kind)
            number += 1


def _kind(paragraph: _Paragraph, before: str) -> str:
    if paragraph.contents:
        return "contents"
    if paragraph.beside_table:
        listed = before == "note" and marker_level(paragraph.text) == 3
        if listed or _TABLE_TEXT.search(paragraph.text):
            return "note"
    return "body"


def _level(paragraph: _Paragraph) -> int | None:
    """The level of the ordinal a paragraph starts with; a centred title stands at the top."""
    level = marker_level(paragraph.text)
    if level is None and paragraph.centred and _is_heading(paragraph):
        return 0
    return level


def _is_heading(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    if len(text) > 60 or text.endswith(("，", "；", "、", "：", ":", ";", ",")):
        return False
    if _has_figure(text) or "。" in text[:-1]:
        return False
    return not text.endswith("。") or bool(re.search(r"情况(说明)?。$", text))


def _split(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() > start:
            yield start, match.start()
            start = match.start()
    if start < len(text):
        yield start, len(text)
