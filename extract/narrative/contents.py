"""The table of contents against what stands in the report: where a part that it lists is not there,
or the pages that it names for the later ones are all too high, pages may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extract.disclosure import Sentence
from extract.layout import Page
from extract.ordinals import marker_level, without_marker

#: An entry with its leader and its page.
_ENTRY = re.compile(r"(.+?)[.．·•…⋯\-—_\s]*(?:[（(]?(\d{1,3})[)）]?)?$")
#: What entries and headings have in common or not: years and the words that are left out of one.
_YEAR = re.compile(r"20\d{2}年?度?")
#: What is no section of the text: annexes and tables.
_APART = re.compile("附件|附表|表$")
#: A shorter entry names nothing; a longer line is no heading.
_SHORT, _LONG = 4, 70
#: So much of an entry (pairs of characters) stands in its heading, where both have one number, or
#: they have not.
_ALIKE, _SAME = 0.6, 0.85
#: So many entries are found at least, and so many times as many as are not; so many in one place
#: are not.
_FOUND, _TIMES, _MOST = 4, 3, 3
#: So many pages are named before and behind the place, as no contents kept by hand would have them
#: by chance; so many are missing at most.
_NAMED, _FAR = 3, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the contents list: its words, the page it names (0 for none) and that it stands on (0
    where it was not found)."""

    text: str
    named: int
    page: int


def parts_missing(
    sentences: Sequence[Sentence], pages: Sequence[Page]
) -> Iterator[tuple[int, str]]:
    """The page behind which parts that the contents list are missing, with their names: a few in
    one place where all others are found."""
    entries = [e for e in _entries(sentences, pages) if e.page or _is_section(e)]
    missing = [n for n, entry in enumerate(entries) if not entry.page]
    found = len(entries) - len(missing)
    in_one_place = missing and missing[-1] - missing[0] < len(missing)
    if not in_one_place or not missing[0] > 0 or len(missing) > _MOST:
        return
    if found >= max(_FOUND, _TIMES * len(missing)):
        yield entries[missing[0] - 1].page, "、".join(entries[n].text for n in missing)


def _is_section(entry: _Entry) -> bool:
    """Whether an entry is of a section of the text: the titles of whole parts, tables and annexes
    are listed and often not printed."""
    return bool(marker_level(entry.text)) and not _APART.search(entry.text)


def pages_skipped(
    sentences: Sequence[Sentence], pages: Sequence[Page]
) -> Iterator[tuple[int, str]]:
    """The page behind which pages are missing by the contents, with the entry behind it: all pages
    that they name up to there are so many ahead of the true ones, and all behind it more."""
    entries = [e for e in _entries(sentences, pages) if e.page and e.named]
    runs = [list(run) for _, run in groupby(entries, key=lambda e: e.named - e.page)]
    if len(runs) != 2 or min(len({e.page for e in run}) for run in runs) < _NAMED:
        return
    last, after = runs[0][-1], runs[1][0]
    if 0 < (after.named - after.page) - (last.named - last.page) <= _FAR:
        yield last.page, f"{after.text}（目录为第{after.named}页）"


def _entries(sentences: Sequence[Sentence], pages: Sequence[Page]) -> list[_Entry]:
    """What the contents list, in order, each looked for behind the one before it, where all stand
    in that order."""
    listed = list(_listed(sentences))
    if not listed:
        return []
    last = max(s.places[-1].page for s in listed)
    lines = [(p.number, line.text) for p in pages if p.number > last for line in p.lines]
    known = {s.id for s in listed}
    beside = ((s.places[0].page, s.text) for s in sentences if s.places and s.id not in known)
    lines = [*((page, text) for page, text in beside if page <= last), *lines]
    pairs = [(page, _mark(text), _pairs(text)) for page, text in lines if len(text) < _LONG]
    found = []
    for sentence in listed:
        match = _ENTRY.fullmatch(sentence.text)
        text, named = (match[1], int(match[2] or 0)) if match else (sentence.text, 0)
        if len(_plain(text)) >= _SHORT:
            found.append(_Entry(text, named, _page_of(text, pairs)))
    return found


def _listed(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The numbered entries of the contents, up to where one of them stands again: there the report
    begins."""
    seen: set[str] = set()
    for sentence in sentences:
        if sentence.kind != "contents" or not sentence.places:
            continue
        match = _ENTRY.fullmatch(sentence.text)
        words = _plain(match[1] if match else sentence.text)
        if words in seen:
            return
        seen.add(words)
        if marker_level(sentence.text) is not None:
            yield sentence


def _page_of(text: str, lines: Sequence[tuple[int, str, frozenset[str]]]) -> int:
    """The page of the line that is most like an entry, the first of several; 0 where none is."""
    wanted, mark = _pairs(text), _mark(text)
    shares = (
        (len(wanted & pairs) / len(wanted) + (_SAME - _ALIKE) * (own == mark), -n, page)
        for n, (page, own, pairs) in enumerate(lines)
    )
    share, _, page = max(shares, default=(0.0, 0, 0))
    return page if share >= _SAME else 0


def _mark(text: str) -> str:
    """The number before the words of an entry or a heading."""
    return text[: len(text) - len(without_marker(text))]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise(_plain(text)))


def _plain(text: str) -> str:
    """The words of an entry or a heading, without its number and years."""
    return _YEAR.sub("", without_marker(text))
