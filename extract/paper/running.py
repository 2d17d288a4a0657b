"""The running text of pages: paragraphs without heads and feet, the contents told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from extract.geometry import Box
from extract.layout import Grid, Page, Paragraph
from extract.ordinals import is_prose, marker_level, names_part
from extract.paper.footnotes import footnoted
from extract.paper.paragraphs import TextLine, page_lines, paragraphs
from extract.paper.remarks import remarked

_CONTENTS_LINE = re.compile(r"(…|\.{3,}|·{3,}|⋯)[…·.⋯]*\d*$")
#: A page number that nothing else looks like, at the edge of a page's text.
_NUMBERED = re.compile(r"[-—–－~·]\s*\d{1,4}\s*[-—–－~·]")
#: How the title of a report ends; it heads pages, two of them as well as many.
_TITLE = re.compile(r"年度?\S{0,12}[决预]算(公开)?(情况)?(报告|说明)?$")
#: So many lines, with so many characters each, are the text of a page; so much lower is its head.
_LINES, _LINE, _SMALLER = 3, 10, 0.85
_PAGE_NUMBER = re.compile(r"[-—–－~·\s]*(第?\d{1,4}页?)([,，/共]*\d{1,4}页?)?[-—–－~·\s]*")


def running_text(
    pages: Sequence[Page], tables: Mapping[int, Sequence[Box]], texts: Sequence[Grid] = ()
) -> tuple[Paragraph, ...]:
    """The paragraphs of a report in reading order, each character tied to its page and box.

    `tables` names the boxes of each page (by number) that hold tables: text inside is left out;
    `texts` are the ruled areas that hold text.
    """
    lines = [
        page_lines(page, tables.get(page.number, ()), [t for t in texts if t.page == page.number])
        for page in pages
    ]
    running = _margins(pages, lines)
    body = [
        footnoted([i for i in of_page if (i.page, i.box) not in running], page.rules)
        for page, of_page in zip(pages, lines, strict=True)
    ]
    body = remarked(body, tables)
    return tuple(paragraphs(pages, body, contents_lines(body)))


def _margins(pages: Sequence[Page], lines: Sequence[Sequence[TextLine]]) -> set[tuple[int, Box]]:
    """Headers, footers and page numbers: what repeats in a page's margin, its figures aside."""
    margin: list[tuple[TextLine, str]] = []
    running: set[tuple[int, Box]] = set()
    for page, of_page in zip(pages, lines, strict=True):
        for item in of_page:
            top, bottom = item.box.y1 < 0.09 * page.height, item.box.y0 > 0.9 * page.height
            numbered = _NUMBERED.fullmatch(item.text) and item in (of_page[0], of_page[-1])
            if numbered or (top and _is_small_head(of_page, item)):
                running.add((item.page, item.box))
            if top or bottom:
                margin.append((item, ("^" if top else "$") + re.sub(r"\d+", "#", item.text)))
    often = Counter(key for _, key in margin)
    on = {(item.page, key) for item, key in margin}
    for item, key in margin:
        repeated = often[key] >= max(3, len(pages) // 4) or _heads(item, key, on)
        repeated = repeated and len(item.text) < 50
        if repeated or _PAGE_NUMBER.fullmatch(item.text):
            running.add((item.page, item.box))
    return running


def _heads(item: TextLine, key: str, on: Collection[tuple[int, str]]) -> bool:
    """Whether a line is the title of a report, and stands at the head of the page beside its own
    as well; `on` are the pages with what stands in their margins."""
    beside = (item.page - 1, key) in on or (item.page + 1, key) in on
    titled = _TITLE.search(item.text) is not None and marker_level(item.text) is None
    return beside and titled and not names_part(item.text)


def _is_small_head(lines: Sequence[TextLine], item: TextLine) -> bool:
    """Whether the first line of a page is the title of a report in smaller type than all the text
    under it: a head, though no other page prints it."""
    under = [line.box.height for line in lines[1:] if len(line.text) >= _LINE]
    if item is not lines[0] or len(under) < _LINES or item.box.height > _SMALLER * min(under):
        return False
    return _TITLE.search(item.text) is not None and marker_level(item.text) is None


def contents_lines(lines: Sequence[Sequence[TextLine]]) -> set[tuple[int, Box]]:
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
