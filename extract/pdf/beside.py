"""What a file holds beside the pages that are read: attachments, a form that draws itself, pages
that its records and its pages do not agree about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pymupdf

from extract.figures.numerals import is_number
from extract.geometry import Box
from extract.layout import COUNTED, DISORDERED, MISSING, SKIPPED, Glyph

_REFERENCE = re.compile(r"(\d+) 0 R", re.ASCII)
_TOTAL = re.compile(r"第?\d{1,4}页?[,，/、共]{1,3}(?:共)?(\d{1,4})页?", re.ASCII)
_NUMBER = re.compile(r"第?(\d{1,4})页?(?:[,，/、共]{1,3}\d{1,4}页?)?", re.ASCII)
#: More pages than any report has: the tree is not walked further.
_MOST = 5000
#: Fields that hold words; the flags of notes that nobody sees: hidden, and not to be viewed.
_FILLED_IN = frozenset(("Text", "ComboBox", "ListBox"))
UNSEEN = 0x02 | 0x20
#: A total that fewer pages print is no count of the file's pages.
_OFTEN = 3
#: Numbers that leave out more than so many go on in another part of the report.
_FAR = 20


def beside_pages(document: pymupdf.Document, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """What is not read of a file, in Chinese, each with the page it is said at; `numbers` are the
    pages that are there."""
    names = [*map(_decoded, document.embfile_names()), *_attached(document, numbers)]
    if names:
        shown = "、".join(dict.fromkeys(names))
        yield 1, f"文件附有其他文件，未读：{shown}"
    catalog = document.pdf_catalog()
    if catalog and document.xref_get_key(catalog, "AcroForm/XFA")[0] not in ("null", "undefined"):
        yield 1, "文件是动态表单（XFA），其内容未读"
    leaves = _leaves(document)
    if leaves and leaves != document.page_count:
        yield (
            document.page_count,
            f"{COUNTED}：{document.page_count}页、{leaves}页",
        )


def pages_missing(feet: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """What the pages say of how many they are, where that is more than there are, and where their
    own numbers leave some out; `feet` are the first and last lines of each page without blanks."""
    total = _total(feet)
    if total:
        yield len(feet), f"{MISSING}：{total}页、{len(feet)}页"
    ahead = dict(_ahead(feet))
    for page in sorted(ahead):
        if _skips(ahead, page, len(feet)):
            before, after = page + ahead[page], page + 1 + ahead[page + 1]
            yield page, f"{SKIPPED}：{before}、{after}"
    for page in _disordered(ahead):
        yield page, f"{DISORDERED}：{page + ahead[page]}、{page + 1 + ahead[page + 1]}"


def unnumbered(feet: Sequence[Sequence[str]]) -> set[int]:
    """The pages that print no number between pages that do, numbered as if each of them did: what
    a page lost may have taken its number along. `feet` are as for `pages_missing`."""
    ahead = dict(_ahead(feet))
    return {
        page
        for page in range(2, len(feet))
        if page not in ahead
        and ahead.get(page - 1) == ahead.get(page + 1) is not None
        and ahead[page - 1] in (ahead.get(page - 2), ahead.get(page + 2))
    }


def _total(feet: Sequence[Sequence[str]]) -> int:
    """How many pages there should be by what is printed on them; 0 where they are all there."""
    totals: Counter[int] = Counter()
    for lines in feet:
        found = {int(m[1]) for line in lines if (m := _TOTAL.fullmatch(line.strip("-—–－ ")))}
        totals.update(found)
    if not totals:
        return 0
    total, often = totals.most_common(1)[0]
    if often < max(_OFTEN, len(feet) // 2) or total <= len(feet):
        return 0
    return total


def _ahead(feet: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """By how much the number that is printed on a page is more than which page it is, for pages
    that print one."""
    for page, lines in enumerate(feet, 1):
        found = {int(m[1]) for line in lines if (m := _NUMBER.fullmatch(line.strip("-—–－· ")))}
        if len(found) == 1:
            yield page, found.pop() - page


def _skips(ahead: Mapping[int, int], page: int, last: int) -> bool:
    """Whether numbers are left out between a page and the next one: two pages or more are numbered
    in order before that and, unless the file ends there, behind it."""
    before, here, after = (ahead.get(n) for n in (page - 1, page, page + 1))
    if here is None or after is None or before != here or not 0 < after - here < _FAR:
        return False
    return page + 1 == last or ahead.get(page + 2) == after


def _disordered(ahead: Mapping[int, int]) -> Iterator[int]:
    """The pages behind which the printed numbers do not go on, where some go back and all are those
    of the pages in another order: parts that are numbered for themselves print many twice."""
    pages = sorted(ahead)
    numbers = [page + ahead[page] for page in pages]
    apart = {number - page for page, number in zip(pages, sorted(numbers), strict=True)}
    if len(apart) == 1 and numbers != sorted(numbers):
        yield from (p for p in pages if p + 1 in ahead and ahead[p] != ahead[p + 1])


def _attached(document: pymupdf.Document, numbers: Sequence[int]) -> Iterator[str]:
    """The names of files pinned to pages."""
    for number in numbers:
        page = document[number - 1]
        for annot in page.annots() if page.first_annot is not None else ():
            if annot.type[1] == "FileAttachment":
                yield _decoded(str(annot.file_info.get("filename") or "附件"))


def is_noted(page: pymupdf.Page, hidden: Sequence[Glyph] = ()) -> bool:
    """Whether figures stand on a page that are none of its own, but of notes written on it or of
    fields filled in there. A note that lies over a figure, one of the `hidden` characters, and
    holds nothing but a figure stands in its place: that is what the page prints now."""
    if page.first_annot is None and page.first_widget is None:
        return False
    notes = (
        str(note.info.get("content") or "")
        for note in page.annots()
        if note.type[1] == "FreeText" and not note.flags & UNSEEN and not _replaces(note, hidden)
    )
    fields = (
        str(field.field_value or "")
        for field in page.widgets()
        if field.field_type_string in _FILLED_IN
    )
    return any(char.isdecimal() for text in (*notes, *fields) for char in text)


def _replaces(note: pymupdf.Annot, hidden: Sequence[Glyph]) -> bool:
    """Whether a note is a figure over another one."""
    inside = Box(*note.rect)
    return is_number(str(note.info.get("content") or "")) and any(
        g.char.isdecimal() and inside.contains(*g.box.center) for g in hidden
    )


def _decoded(name: str) -> str:
    """A name whose bytes of UTF-8 were taken for characters, as it was meant."""
    try:
        return name.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return name


def _leaves(document: pymupdf.Document) -> int:
    """How many pages hang in the tree of pages; 0 where that cannot be told."""
    kind, root = document.xref_get_key(document.pdf_catalog(), "Pages")
    match = _REFERENCE.fullmatch(root) if kind == "xref" else None
    if not match:
        return 0
    waiting, seen, leaves = [int(match[1])], set[int](), 0
    while waiting and len(seen) < _MOST:
        xref = waiting.pop()
        if xref in seen or not 0 < xref < document.xref_length():
            continue
        seen.add(xref)
        kind, kids = document.xref_get_key(xref, "Kids")
        if kind == "array":
            waiting += [int(n) for n in _REFERENCE.findall(kids)]
        elif document.xref_get_key(xref, "Type")[1] == "/Page":
            leaves += 1
    return leaves if not waiting else 0
