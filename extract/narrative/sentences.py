"""The report's running text: sentences joined over lines and pages, under their headings.

Works on what is drawn: glyphs outside the tables, in the order a reader sees them; page headers,
footers and page numbers are left out; each character stays tied to its page and box.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extract.disclosure import Sentence
from extract.geometry import Box, Place
from extract.pdf.pages import Page
from extract.pdf.paragraphs import (
    MARKERS,
    TABLE_TEXT,
    Paragraph,
    TextLine,
    footnoted,
    has_figure,
    is_prose,
    marker_level,
    names_part,
    page_lines,
    paragraphs,
)

_PAGE_NUMBER = re.compile(r"[-—–－~·\s]*(第?\d{1,4}页?)([,，/共]*\d{1,4}页?)?[-—–－~·\s]*")
#: A full stop within a figure (940。40万元) is a slip of the pen.
_SENTENCE_END = re.compile(
    r"(?<=[。！？])(?![”’」』）)])(?!(?<=[0-9]。)[0-9]{1,2}(?:[万亿]?元|[%％]))"
)
_CONTENTS_LINE = re.compile(r"(…|\.{3,}|·{3,}|⋯)[…·.⋯]*\d*$")


def read_sentences(
    pages: Sequence[Page], tables: Mapping[int, Sequence[Box]]
) -> tuple[Sentence, ...]:
    """The narrative of a report as sentences in reading order.

    `tables` names the boxes of each page (by number) that hold tables: text inside is left out.
    """
    lines = [page_lines(page, tables.get(page.number, ())) for page in pages]
    running = _running_text(pages, lines)
    body = [footnoted([i for i in of_page if (i.page, i.box) not in running]) for of_page in lines]
    contents = _contents_lines(body)
    return tuple(_sentences(list(paragraphs(pages, body, contents))))


def without_marker(text: str) -> str:
    """`text` without the ordinal it starts with."""
    for _, pattern in MARKERS:
        match = pattern.match(text)
        if match:
            return text[match.end() :].lstrip("、.．:： ")
    return text


def _running_text(
    pages: Sequence[Page], lines: Sequence[Sequence[TextLine]]
) -> set[tuple[int, Box]]:
    """Headers, footers and page numbers: what repeats in a page's margin, its figures aside."""
    margin: list[tuple[TextLine, str]] = []
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


def _contents_lines(lines: Sequence[Sequence[TextLine]]) -> set[tuple[int, Box]]:
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
                    or is_prose(item.text)
                    or (index == 0 and marker_level(item.text) is None)
                )
            if inside:
                entries.add(entry)
                found.add((item.page, item.box))
    return found


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    """Sentences under their headings; a heading is a sentence of kind `heading`."""
    stack: list[tuple[int, str]] = []
    number = 0
    kind = "body"
    for index, paragraph in enumerate(paragraphs):
        kind = _kind(paragraph, kind)
        level = _level(paragraph) if kind != "contents" and not paragraph.aside else None
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
            drawn = paragraph.glyphs[start:end]
            places = tuple(Place(p, g.box) for p, g in drawn)
            text, printed = paragraph.text[start:end], ""
            if any(g.printed for _, g in drawn):
                printed = "".join(g.printed or c for c, (_, g) in zip(text, drawn, strict=True))
            yield Sentence(number, text, places, section, index, kind, printed)
            number += 1


def _kind(paragraph: Paragraph, before: str) -> str:
    if paragraph.contents:
        return "contents"
    if paragraph.aside:
        return "note"
    if paragraph.beside_table:
        listed = before == "note" and marker_level(paragraph.text) == 3
        if listed or TABLE_TEXT.search(paragraph.text):
            return "note"
    return "body"


def _level(paragraph: Paragraph) -> int | None:
    """The level of the ordinal a paragraph starts with; a centred title, and the
    title of a part of the report, stands at the top."""
    level = marker_level(paragraph.text)
    titled = paragraph.centred or names_part(paragraph.text)
    if level is None and titled and _is_heading(paragraph):
        return 0
    return level


def _is_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > 60 or text.endswith(("，", "；", "、", "：", ":", ";", ",")):
        return False
    if has_figure(text) or "。" in text[:-1]:
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
