"""Headings with nothing below them: what they name is asked for, and not said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extract.disclosure import Disclosure, Sentence
from extract.table import Table
from reconcile.duties.catalogue import plain, sign
from reconcile.words.templates import unfilled

#: What is longer, or ends as a sentence does, says something itself.
_LONG = 40
_SENTENCE = re.compile(r"[。;:]\S|。$")


def bare_headings(disclosure: Disclosure, listing: frozenset[int]) -> frozenset[int]:
    """The ids of headings with no word and no table between them and the next heading that is none
    of theirs, or the end. `listing` are pages that list headings; what an empty line of a template
    holds is no word."""
    told = [s for s in disclosure.sentences if s.kind != "contents" and not unsaid(s)]
    return frozenset(
        one.id for one, other in _pairs(told)
        if _names(one) and not (one.places and one.places[0].page in listing)
        and (other is None or _beside(one, other)) and not _tabled(one, other, disclosure.tables)
    )  # fmt: skip


def unsaid(sentence: Sentence) -> bool:
    """Whether all that a sentence has is what was to be filled in."""
    return sentence.kind != "heading" and unfilled(sentence.text)


def _pairs(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence | None]]:
    """Each sentence with the one behind it."""
    return zip_longest(sentences, sentences[1:])


def _names(sentence: Sentence) -> bool:
    """Whether a heading only names what is to follow."""
    text = plain(sentence.text)
    if sentence.kind != "heading" or len(text) > _LONG or _SENTENCE.search(text):
        return False
    return not any(
        sign(name).search(text) for name in ("stated", "says_none", "separate", "tabled")
    )


def _beside(one: Sentence, other: Sentence) -> bool:
    """Whether the other is a heading that is not below the one."""
    return other.kind == "heading" and len(other.section) <= len(one.section)


def _tabled(one: Sentence, other: Sentence | None, tables: Sequence[Table]) -> bool:
    """Whether a table may stand between the two; behind the last heading, one on its page, or one
    of no title on the next. Without places it cannot be told."""
    if not one.places or (other is not None and not other.places):
        return True
    first = one.places[0].page
    if other is not None:
        last = other.places[0].page
        return any(first <= page <= last for table in tables for page in table.pages)
    return any(
        first in table.pages or (not table.title and first + 1 in table.pages) for table in tables
    )
