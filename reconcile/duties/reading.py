"""A report as lines that patterns are matched against: paragraphs under their headings, the rows of
tables; each with its page, its words as printed, and what it is about.

Blanks and quotation marks are left out, signs and digits are half-width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise

from extract.disclosure import Disclosure, Sentence
from extract.lazy import lazy
from extract.ordinals import marker_level
from extract.table import Row, Table
from reconcile.duties.bare import bare_headings, unsaid
from reconcile.duties.catalogue import plain, sections, sign, topics

#: What joins the names of several things.
_SEVERAL = re.compile("[及和与暨]")
#: After a line of a topic, so many paragraphs that name no topic may go on with it.
_ONWARDS = 2
#: A heading longer than this is no title of what follows.
_TITLE = 40
_QUOTED = 80
#: So much stands before what is quoted, and after it where all of it cannot be.
_BEFORE = 12
#: A page with so many headings and no running text holds contents.
_HEADS = 4
#: A field of a table with so many characters is narrative.
_SET = 30
#: A sentence of the running text is longer than this.
_SENTENCE = 15


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a heading, a row or the title of a table. `text` is what patterns see: of a
    paragraph with its heading before it; `kind` is prose, heading, contents or table. `headed` are
    those of its topics that the headings above it tell; `turns` are the places of `text` at which
    it goes on on another page. A `bare` one is a heading with nothing below it, or has nothing but
    what was to be filled in; `titled` is how much of `text` is the heading before it."""

    text: str
    shown: str
    page: int
    kind: str
    topics: frozenset[str]
    definition: bool = False
    headed: frozenset[str] = frozenset()
    turns: tuple[tuple[int, int], ...] = ()
    bare: bool = False
    titled: int = 0

    def without_title(self) -> Line:
        """The same without the heading before it."""
        turns = tuple((at - self.titled, page) for at, page in self.turns)
        return replace(self, text=self.text[self.titled :], turns=turns, titled=0)

    @property
    def quote(self) -> str:
        """As much of it as fits in a line of a list."""
        shown = " ".join(self.shown.split())
        return shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + "…"

    def around(self, found: re.Match[str]) -> str:
        """The words about what a pattern found, as printed as can be had."""
        if len(self.shown) <= _QUOTED:
            return self.quote
        before = len(self.text) - len(plain(self.shown))
        start = max(0, found.start() - before - _BEFORE, found.end() - before - _QUOTED + _BEFORE)
        cut = self.shown[start : start + _QUOTED - 2]
        return ("…" if start else "") + " ".join(cut.split()) + "…"


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern was found."""

    line: Line
    match: re.Match[str]

    @property
    def quote(self) -> str:
        return self.line.around(self.match)

    @property
    def page(self) -> int:
        """The page that what was found ends on."""
        end = self.match.end() - 1
        return next((p for at, p in reversed(self.line.turns) if at <= end), self.line.page)


@dataclass(frozen=True)
class Reading:
    """The lines of a report in their order."""

    lines: tuple[Line, ...]

    @lazy
    def _known(self) -> dict[tuple[str, frozenset[str]], list[Line]]:
        """The lines that were asked for before: every duty asks for its own, most of them again."""
        return {}

    @classmethod
    def of(cls, disclosure: Disclosure) -> Reading:
        return cls((*_prose(disclosure), *_rows(disclosure.tables)))

    def about(self, topic: str = "", apart: Iterable[str] = ()) -> Iterator[Line]:
        """The lines of a topic, all where none is given, but for those of topics `apart`, the
        contents, explanations of terms, and what nothing is said under or in."""
        key = topic, frozenset(apart)
        if key not in self._known:
            self._known[key] = [line for line in self._about(*key) if not line.bare]
        return iter(self._known[key])

    def _about(self, topic: str, apart: frozenset[str]) -> Iterator[Line]:
        for line in self.lines:
            if line.kind == "contents" or line.definition or (apart & line.topics):
                continue
            if not topic or topic in line.topics:
                yield line

    def first(self, topic: str) -> Line | None:
        """The first line that is about something, a heading before others."""
        every = self._about(topic, frozenset(sections()))
        found = sorted(every, key=lambda line: line.kind != "heading")
        return found[0] if found else None

    @property
    def prose(self) -> Iterator[Line]:
        return (line for line in self.lines if line.kind in ("prose", "heading"))

    @property
    def headings(self) -> Iterator[Line]:
        return (line for line in self.lines if line.kind == "heading")

    @property
    def contents(self) -> Iterator[Line]:
        return (line for line in self.lines if line.kind == "contents")


def find(lines: Iterable[Line], patterns: Sequence[re.Pattern[str]]) -> Hit | None:
    """The first line in which one of the patterns is found."""
    for line in lines:
        for pattern in patterns:
            if match := pattern.search(line.text):
                return Hit(line, match)
    return None


def first_page(table: Table) -> int:
    """The page that a table begins on; 0 where it has none."""
    return min(table.pages, default=0)


def _page(sentence: Sentence) -> int:
    return sentence.places[0].page if sentence.places else 0


def _prose(disclosure: Disclosure) -> Iterator[Line]:
    """Paragraph by paragraph; what a paragraph is about is said by the headings above it, by its
    own words, or by a paragraph just before."""
    before: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    onwards = 0
    sentences = disclosure.sentences
    headings = frozenset(_headings_in_contents(sentences))
    listing = listing_pages(sentences)
    alone = bare_headings(disclosure, listing)
    for _, group in groupby(sentences, key=lambda s: (s.paragraph, s.kind)):
        paragraph = list(group)
        first = paragraph[0]
        shown = "".join(s.shown for s in paragraph)
        own = plain("".join(s.text for s in paragraph))
        kind = _kind(first, own, headings)
        if kind == "heading" and first.places and _page(first) in listing:
            kind = "contents"
        headed = (*first.section, own) if kind == "heading" else first.section
        section = _telling(first.section)
        above = _topics(headed)
        named = _topics((*section, own)).union(*(_sections_of(plain(text)) for text in headed))
        if marker_level(first.text) is not None:
            under = named if kind == "prose" and _is_title(own) else frozenset()
        elif kind == "prose":
            named |= under
        if kind == "heading" or named:
            before, onwards = named, 0
        elif onwards < _ONWARDS:
            onwards += 1
            named = before
        bare = all(s.id in alone or unsaid(s) for s in paragraph)
        told = first.section and kind == "prose" and not bare
        title = plain(first.section[-1]) if told else ""
        text = f"{title}\n{own}" if title and len(title) <= _TITLE else own
        before_own = len(text) - len(own)
        explains = not _of_the_body(first.section) and _is_definition(own)
        turns = tuple(_turns(paragraph, before_own))
        yield Line(
            text, shown, _page(first), kind, named, explains, above, turns,
            bare, before_own,
        )  # fmt: skip


def _telling(section: Sequence[str]) -> Sequence[str]:
    """The headings above a paragraph without one that names several things over others that name
    one each: 预算安排及“三公”经费情况说明 over 一、预算收支总体情况."""
    several = len(section) > 1 and _SEVERAL.search(plain(section[0]))
    return section[1:] if several else section


def _is_title(text: str) -> bool:
    """Whether a numbered paragraph is the title of those behind it, even with an amount in it."""
    return len(text) <= _TITLE and not set(text) & set("。;,")


def _turns(paragraph: Sequence[Sentence], before: int) -> Iterator[tuple[int, int]]:
    """Where a paragraph goes on on another page: how far into its plain text, and the page."""
    page, at = _page(paragraph[0]), before
    if all(place.page == page for s in paragraph for place in (s.places[:1] + s.places[-1:])):
        return
    for sentence in paragraph:
        for char, place in zip(sentence.text, sentence.places, strict=False):
            if place.page != page:
                page = place.page
                yield at, page
            at += len(plain(char))


def listing_pages(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The pages with nothing but headings, and many of them: contents that were not taken for
    such."""
    heads: Counter[int] = Counter()
    told: set[int] = set()
    for sentence in sentences:
        page = _page(sentence)
        if sentence.kind in ("heading", "contents"):
            heads[page] += 1
        elif len(sentence.text) > _SENTENCE and sentence.text.endswith("。"):
            told.add(page)
    return frozenset(page for page, count in heads.items() if count >= _HEADS and page not in told)


def _headings_in_contents(sentences: Sequence[Sentence]) -> Iterator[int]:
    """What is taken for contents and has running text right behind it: the heading above that."""
    for one, other in pairwise(sentences):
        told = other.kind in ("body", "glossary") and len(other.text) > _SENTENCE
        if one.kind == "contents" and told and other.text.endswith("。"):
            yield one.id


def _kind(sentence: Sentence, text: str, headings: frozenset[int]) -> str:
    """Contents hold no amounts."""
    if sentence.kind == "contents":
        heading = sentence.id in headings or sign("stated").search(text) is not None
        return "heading" if heading else "contents"
    return "heading" if sentence.kind == "heading" else "prose"


def _topics(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(_topics_of(plain(text)) for text in texts))


@lru_cache(maxsize=1 << 10)
def _topics_of(text: str) -> frozenset[str]:
    """The topics that a text names; headings and labels are asked for line after line."""
    return frozenset(name for name, pattern in topics().items() if pattern.search(text))


@lru_cache(maxsize=1 << 10)
def _sections_of(text: str) -> frozenset[str]:
    """The topics that a heading names by its words alone."""
    return frozenset(name for name, pattern in sections().items() if pattern.search(text))


def _of_the_body(section: Sequence[str]) -> bool:
    """Whether the headings above a paragraph tell that it is about the body itself."""
    return any(sign("of_the_body").search(plain(title)) for title in section)


def _is_definition(text: str) -> bool:
    """Whether a paragraph only says what a term means."""
    return not sign("stated").search(text) and sign("definition").search(text) is not None


def _rows(tables: Sequence[Table]) -> Iterator[Line]:
    for table in tables:
        page = first_page(table)
        titled = _topics((table.title or _head(table),))
        yield Line(plain(table.title), table.title, page, "table", titled)
        for note in table.notes:
            yield Line(plain(note), note, page, "table", titled | _topics((note,)))
        for row in table.rows:
            yield _row(table, row, titled)
        yield from _words(table, titled)


def _head(table: Table) -> str:
    """The first row of a table's fields, which tells what it is about where it has no title."""
    return "".join(cell.text for cell in table.grid[0]) if table.grid else ""


def _row(table: Table, row: Row, titled: frozenset[str]) -> Line:
    """A row: its labels with its figures, then each figure under its header."""
    headers = {column.index: "".join(column.header) for column in table.columns}
    printed = [c for c in row.cells if c.text.strip()]
    label = "/".join(row.labels)
    shown = " ".join([*row.labels, *(c.text for c in printed)])
    pairs = ";".join(f"{headers.get(c.column, '')}{c.text}" for c in printed)
    text = plain(f"{label}{'|'.join(c.text for c in printed)};{pairs}")
    page = row.cells[0].page if row.cells else first_page(table)
    return Line(text, shown, page, "table", titled | _topics((*row.labels,)))


def _words(table: Table, titled: frozenset[str]) -> Iterator[Line]:
    """The fields of a table that hold words: narrative set in fields, forms."""
    told = {plain(row.label) for row in table.rows}
    seen: set[str] = set()
    for fields in table.grid:
        for cell in fields:
            text = plain(cell.text)
            if cell.quantity is None and len(text) > 1 and text not in told and text not in seen:
                seen.add(text)
                kind = "prose" if len(text) > _SET and set(text) & set("。,;") else "table"
                yield Line(text, cell.text, cell.page, kind, titled | _topics((text,)))
