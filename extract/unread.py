"""What of a report was not read, page by page, in Chinese: nothing is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from extract.disclosure import Sentence
from extract.figures.marred import marred_cells, marred_in_text
from extract.layout import (
    BROKEN_OFF,
    COUNTED,
    DISORDERED,
    HOLED,
    JUMPED,
    LEFT_OUT,
    LISTED,
    MISSING,
    SKIPPED,
    UNFOUND,
    Page,
    Pages,
)
from extract.table import Cell, Table

#: So many characters name a place in the text.
SHOWN = 12
#: What is said of a page whose lines run off its edge.
CUT = "本页有文字超出页边，被裁去的部分未读"
#: What is said of one of which something may be lost.
TORN = "本页内容似有缺损，可能没有读全"
#: What is said of one with a table that shows by its fields that some of it is lost.
FIELDS = "本页有表格的行或格似有缺失"
#: What is said of one on which figures lie under something that was painted over them.
COVERED = "本页上被色块遮盖的数字未读，只有遮盖之外的文字可读"
_NOTES = "本页有批注或表单中填写的文字，未读"
#: What is said of single figures that were read and not understood; they are named behind it.
_IN_TEXT = "正文有数字写法有误，未能识别"
_IN_SCAN = "扫描件正文有数字没有认准"
_IN_GRID = "扫描件上有表格的各行没有分清，表中的数字未读"
_AS_TEXT = "扫描件上有表格没有认出，表中的数字未读"
_IN_TABLE = "表格有单元格的数字无法识别"
#: What is said of programs in a file, which hold nothing to read.
MACROS = "文件带有宏：没有运行"
_BLANK = "本页是空白页"
#: What is said where the text tells of projects whose forms are not there.
FORMLESS = "本页有所说项目的自评表没有找到，可能有页面缺失"
_PARAGRAPHS = "本页表格中的文字叙述未作核对"
_NAMELESS = "本页表格的各行没有名称，其中的数字没有核对"
_WORDS = re.compile(r"[\u3400-\u9fff]{2}")
#: So many rows with figures have a name somewhere, or it was lost.
_ROWS = 3
#: What is said of a page begins so where all the rest of it was read, or nothing is told of it.
_SOME = (
    "本页有", "本页是扫描件", "文件附有", "文件是动态表单", UNFOUND, LISTED,
)  # fmt: skip
#: A field with so many characters and a figure with its unit is a paragraph.
_LONG = 30
_STATES = re.compile(r"[0-9](?:[万亿百千]*元|[%％])")
#: Text that is none: so many amounts, so much of it digits, and nothing that sentences have.
_AMOUNT = re.compile(r"[0-9]\.[0-9]|[0-9],[0-9]{3}")
_FEW_AMOUNTS, _DIGITS = 3, 0.3
_TOLD = frozenset("元。；")
#: So many places are named; the rest are counted.
_NAMED = 3


def unread_pages(pages: Pages) -> Iterator[tuple[int, str]]:
    """The pages, or what is on them, that no text was read from."""
    yield from pages.beside
    for page in pages.pages:
        yield from ((page.number, why) for why in _of_page(page))


def pages_before_gaps(unread: Collection[tuple[int, str]], count: int) -> frozenset[int]:
    """The pages behind which others may be missing: those where the printed numbers, or those of
    items, leave some out or go back, those that break off, or any of the `count` pages where the
    file has fewer than it says."""
    if any(reason.startswith((COUNTED, MISSING)) for _, reason in unread):
        return frozenset(range(1, count + 1))
    return pages_before_breaks(unread)


def pages_before_breaks(unread: Collection[tuple[int, str]]) -> frozenset[int]:
    """The pages with which the next one does not go on: the printed numbers, or those of items,
    leave some out or go back, or the text breaks off."""
    told = (SKIPPED, DISORDERED, JUMPED, BROKEN_OFF)
    return frozenset(page for page, reason in unread if reason.startswith(told))


def holed(before: str) -> str:
    """What is said of a page with a blank in its text, by the end of what stands before that."""
    return f"{HOLED}：{before[-SHOWN:]}"


def is_gap(reason: str) -> bool:
    """Whether a reason says that a page, a part of one, or something beside it was not read: not
    single figures, nor text that was read and not checked, nor that there is nothing, nor numbers
    that whoever wrote them by hand may have left out."""
    return not reason.startswith((_IN_TEXT, _IN_SCAN, _IN_TABLE, LEFT_OUT)) and reason not in (
        _PARAGRAPHS,
        _NAMELESS,
        _BLANK,
        MACROS,
    )


def is_lost(reason: str) -> bool:
    """Whether a reason says that a page was not read, or that nobody knows how much of it was."""
    return is_gap(reason) and not reason.startswith(_SOME)


def _of_page(page: Page) -> Iterator[str]:
    if page.problem:
        yield page.problem
    elif page.is_scan:
        yield "本页是图片（扫描件），没有文字，未读"
    elif page.recognised:
        yield "本页是扫描件，文字由机器识别，与之不符的只作疑点"
    else:
        if page.pictures:
            yield "本页有图片，图中的文字未读"
        if page.outlined:
            yield "本页有画成图形的文字，未读"
        if page.cut:
            yield CUT
        if page.torn:
            yield TORN
        if page.covered:
            yield COVERED
        if page.noted:
            yield _NOTES


def blank_pages(pages: Sequence[Page]) -> Iterator[tuple[int, str]]:
    """The pages between others on which nothing is: what stood there may be lost."""
    for page in pages[1:-1]:
        empty = not (page.glyphs or page.images or page.rules or page.problem or page.hidden)
        if empty and not page.edgeless:
            yield page.number, _BLANK


def unread_figures(
    tables: Sequence[Table], sentences: Sequence[Sentence], scanned: Collection[int] = ()
) -> Iterator[tuple[int, str]]:
    """The figures that were meant for figures and could not be read, on pages that were `scanned`
    those also that no figure is written like, and text that stands in tables and was not read as
    narrative."""
    marred = [m for m in marred_in_text(sentences) if not m.read or m.page in scanned]
    for page in dict.fromkeys(m.page for m in marred):
        shown = _named([m.text for m in marred if m.page == page])
        yield page, f"{_IN_SCAN if page in scanned else _IN_TEXT}：{shown}"
    for page in dict.fromkeys(p for s in sentences if _is_torn_off(s) for p in _pages_of(s)):
        if page in scanned:
            yield page, _AS_TEXT
    for table in tables:
        yield from ((page, _IN_GRID) for page in table.pages if page in scanned and _is_lost(table))
        cells = marred_cells(table)
        for page in dict.fromkeys(c.page for c in cells):
            shown = _named([c.text.replace("\n", " ") for c in cells if c.page == page])
            yield page, f"{_IN_TABLE}：{shown}"
        for page in dict.fromkeys(c.page for c in _paragraphs(table)):
            yield page, _PARAGRAPHS
        if _is_nameless(table):
            yield from ((page, _NAMELESS) for page in table.pages)


def _is_torn_off(sentence: Sentence) -> bool:
    """Whether a sentence is none but rows of a table, the figures of which say nothing there."""
    text = sentence.text
    digits = sum(map(str.isdecimal, text))
    amounts = len(_AMOUNT.findall(text))
    return amounts >= _FEW_AMOUNTS and digits > _DIGITS * len(text) and not _TOLD & set(text)


def _pages_of(sentence: Sentence) -> Iterator[int]:
    """The pages that the amounts of a sentence stand on."""
    return (sentence.places[m.start()].page for m in _AMOUNT.finditer(sentence.text))


def _named(texts: Sequence[str]) -> str:
    shown = list(dict.fromkeys(texts))[:_NAMED]
    more = f"等{len(texts)}处" if len(texts) > len(shown) else ""
    return "、".join(shown).replace("\ufffc", "（图）") + more


def _is_lost(table: Table) -> bool:
    """Whether a table has figures, and no rows that they stand in."""
    fields = {(c.page, c.box): c.text for line in table.grid for c in line}.values()
    return not table.rows and sum(any(map(str.isdecimal, text)) for text in fields) > 1


def _is_nameless(table: Table) -> bool:
    """Whether a table has rows of amounts and no name for any: they stand on the facing page, or
    were cut off."""
    rows = [row for row in table.rows if any(c.quantity is not None for c in row.cells)]
    named = (r for r in rows if r.label or r.code or any(_WORDS.search(c.text) for c in r.cells))
    return len(rows) >= _ROWS and not any(named)


def _paragraphs(table: Table) -> list[Cell]:
    """The paragraphs in a table that holds little else: narrative set in fields."""
    fields = {(c.page, c.box): c for line in table.grid for c in line}.values()
    long = [
        c for c in fields if len(c.text) > _LONG and set(c.text) & set("，。；") and
        _STATES.search(c.text)
    ]  # fmt: skip
    figures = sum(1 for c in fields if c.quantity is not None)
    return long if figures <= len(long) else []
