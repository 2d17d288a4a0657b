"""The narrative of a report: sentences under their headings, each character tied to its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.disclosure import Sentence
from extract.geometry import Place
from extract.layout import Paragraph
from extract.ordinals import (
    TABLE_TEXT,
    counted_on,
    has_figure,
    marker_level,
    names_part,
    without_marker,
)

#: A full stop within a figure (940。40万元) is a slip of the pen.
_SENTENCE_END = re.compile(
    r"(?<=[。！？])(?![”’」』）)])(?!(?<=[0-9]。)[0-9]{1,2}(?:[万亿]?元|[%％]))"
)

#: How the notes under a table begin.
_NOTE = re.compile(r"(注|说明|备注)[:：\d]")


def read_sentences(paragraphs: Sequence[Paragraph]) -> tuple[Sentence, ...]:
    """The paragraphs of a source as sentences in reading order."""
    return tuple(_sentences(paragraphs))


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    """Sentences under their headings; a heading is a sentence of kind `heading`."""
    stack: list[tuple[int, str]] = []
    number = 0
    kind, noted = "body", False
    numbers = counted_on(paragraph.text for paragraph in paragraphs)
    for index, (paragraph, counted) in enumerate(zip(paragraphs, numbers, strict=True)):
        kind = _kind(paragraph, noted)
        noted = kind == "note" and (noted or _NOTE.match(paragraph.text) is not None)
        level = _level(paragraph, counted) if kind != "contents" and not paragraph.aside else None
        if level is not None:
            stack = [entry for entry in stack if entry[0] < level]
        heading = kind == "body" and level is not None and _is_heading(paragraph)
        section = tuple(text for _, text in stack)
        if kind == "body" and any("名词解释" in text for text in section):
            kind = "glossary"
        if heading:
            stack.append((level or 0, without_marker(paragraph.text[counted:])))
            kind = "heading"
        for start, end in _split(paragraph.text):
            drawn = paragraph.glyphs[start:end]
            places = tuple(Place(p, g.box) for p, g in drawn)
            text, printed = paragraph.text[start:end], ""
            if any(g.printed for _, g in drawn):
                printed = "".join(g.printed or c for c, (_, g) in zip(text, drawn, strict=True))
            yield Sentence(
                number, text, places, section, index, kind, printed, 0 if start else counted
            )
            number += 1


def _kind(paragraph: Paragraph, noted: bool) -> str:
    """What a paragraph is; beside a table the items under a note (注：1.…) belong to it."""
    if paragraph.contents:
        return "contents"
    if paragraph.aside:
        return "note"
    if paragraph.beside_table:
        listed = noted and marker_level(paragraph.text) == 3
        if listed or TABLE_TEXT.search(paragraph.text):
            return "note"
    return "body"


def _level(paragraph: Paragraph, counted: int) -> int | None:
    """The level of the ordinal a paragraph starts with, which may be a `counted` one; a centred
    title, and the title of a part of the report, stands at the top."""
    level = marker_level(paragraph.text, counted)
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
