"""What is lost of a report, or may be: pages that are missing, torn, cut or covered, and what their
sentences and cells say for all that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.disclosure import Claim, Disclosure, Sentence
from extract.layout import HOLED, LEFT_OUT, STRANGE
from extract.lazy import lazy
from extract.misspelt import MISSPELT
from extract.ordinals import names_part, without_marker
from extract.unread import (
    COVERED,
    CUT,
    TORN,
    is_lost,
    pages_before_breaks,
    pages_before_gaps,
)
from reconcile.audit import Check
from reconcile.phrases import Words, phrase

#: The rules that hold a figure against a list, which may go on overleaf.
_LISTS = frozenset({"N06", "N11", "N12"})


@dataclass(frozen=True)
class Gaps:
    """The gaps of one report, by the numbers of its pages."""

    disclosure: Disclosure

    @lazy
    def torn(self) -> frozenset[int]:
        """The pages of which something may be lost."""
        return self._said(TORN)

    @lazy
    def covered(self) -> frozenset[int]:
        """The pages with figures that were covered."""
        return self._said(COVERED)

    @lazy
    def strange(self) -> frozenset[int]:
        """The pages that may be of another report."""
        return self._said(STRANGE)

    @lazy
    def misspelt(self) -> frozenset[int]:
        """The pages with characters that were read as others."""
        return self._begins(MISSPELT)

    @lazy
    def cut(self) -> frozenset[int]:
        """The pages whose lines run off their edge."""
        return self._said(CUT)

    @lazy
    def holed(self) -> frozenset[int]:
        """The pages in the middle of which items or words are not there."""
        return self._begins(LEFT_OUT, HOLED)

    def _said(self, told: str) -> frozenset[int]:
        return frozenset(page for page, reason in self.disclosure.unread if reason == told)

    def _begins(self, *told: str) -> frozenset[int]:
        unread = self.disclosure.unread
        return frozenset(page for page, reason in unread if reason.startswith(told))

    @lazy
    def lost(self) -> frozenset[int]:
        """The pages that were not read, or of which nobody knows how much was."""
        leaves = self.disclosure.leaves
        unread = (p for p, reason in self.disclosure.unread if is_lost(reason))
        return frozenset(page for page in unread if page not in leaves)

    @lazy
    def broken(self) -> frozenset[int]:
        """The pages behind which others may be missing."""
        unread = self.disclosure.unread
        return pages_before_gaps(unread, max((page for page, _ in unread), default=0))

    @lazy
    def adrift(self) -> frozenset[int]:
        """The pages that go on with neither the page before them nor the one behind: they may
        belong elsewhere, or to another report."""
        breaks = pages_before_breaks(self.disclosure.unread)
        return frozenset(page for page in breaks if page - 1 in breaks)

    @lazy
    def unplaced(self) -> frozenset[int]:
        """The sentences whose heading may be on a page that is missing or was not read."""
        return _unplaced(self.disclosure.sentences, self.broken | self.lost)

    def of_pages(self, pages: Collection[int]) -> Words:
        """Why what some pages say is doubtful: one may be of another report, or belong elsewhere,
        its characters were read as others, figures on it were covered, or some of it is lost; ""
        where it is not."""
        told = (
            ("doubt.strange", self.strange),
            ("doubt.adrift", self.adrift),
            ("doubt.misspelt", self.misspelt),
            ("doubt.covered", self.covered),
            ("doubt.torn", self.torn),
        )
        name = next((name for name, own in told if not own.isdisjoint(pages)), "")
        return phrase(name) if name else ""

    @lazy
    def unfinished(self) -> frozenset[int]:
        """The sentences before a gap under the last heading there: their list may go on behind."""
        return _unfinished(self.disclosure.sentences, self.broken | {p - 1 for p in self.lost})

    def of_claims(self, claims: Sequence[Claim], checks: Sequence[Check] = ()) -> Words:
        """Why what some sentences say is doubtful: they begin before a gap and end behind it, the
        heading that they stand under may be lost in one, or more of a list, of which some `checks`
        are; "" where it is not."""
        said = [self.disclosure.sentences[c.sentence] for c in claims]
        pages = {place.page for sentence in said for place in sentence.places}
        first, last = min(pages, default=0), max(pages, default=0)
        if any(first < p < last for p in self.lost) or any(first <= p < last for p in self.broken):
            return phrase("doubt.over_a_gap")
        listed = any(c.rule in _LISTS for c in checks)
        unfinished = any(s.id in self.unfinished for s in said)
        within = len({s.id for s in said}) == 1  # what a sentence lacks is said of itself
        over = not within and not self.holed.isdisjoint(range(first, last + 1))
        if listed and (unfinished or over):
            return phrase("doubt.over_a_gap")
        lost = any(sentence.id in self.unplaced for sentence in said)
        return phrase("doubt.unplaced") if lost else ""


def _unplaced(sentences: Sequence[Sentence], gaps: Collection[int]) -> frozenset[int]:
    """The sentences (by their ids) behind a page after which others may be missing, up to the next
    heading of a section."""
    found: set[int] = set()
    pages: dict[str, int] = {}
    paragraph = -1
    for sentence in sentences if gaps else ():
        page = sentence.places[0].page if sentence.places else 0
        if sentence.kind == "heading" and sentence.paragraph != paragraph:
            pages[without_marker(sentence.text[sentence.counted :])] = page
        paragraph = sentence.paragraph
        over = next(_over(sentence, pages), 0)
        if any(over <= gap < page for gap in gaps):
            found.add(sentence.id)
    return frozenset(found)


def _unfinished(sentences: Sequence[Sentence], gaps: Collection[int]) -> frozenset[int]:
    """The sentences (by their ids) of the section that is open where a page ends after which others
    may be missing, as far as they stand on that page."""
    found: set[int] = set()
    for gap in gaps:
        section: list[int] = []
        for sentence in sentences:
            if not sentence.places or sentence.kind in ("contents", "note"):
                continue
            if sentence.places[0].page > gap:
                break
            if sentence.kind == "heading":
                section = []
            elif sentence.places[0].page == gap:
                section.append(sentence.id)
        found.update(section)
    return frozenset(found)


def _over(sentence: Sentence, pages: dict[str, int]) -> Iterator[int]:
    """The page of the heading of the section that a sentence stands in: the outermost but for that
    of the part of the report."""
    part = sentence.section[:1] and names_part(sentence.section[0])
    inner = sentence.section[1:2] if part and sentence.section[1:] else sentence.section[:1]
    yield from (pages[name] for name in inner if name in pages)
