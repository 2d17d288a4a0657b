"""What keeps one from saying that a report does not disclose something: pages that were not read,
a text that is not whole, what is said to stand elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from extract.disclosure import Disclosure, ranges
from extract.unread import is_gap
from reconcile.duties.catalogue import sign, topics
from reconcile.duties.reading import Line, Reading, find
from reconcile.phrases import Words, joined, phrase
from reconcile.places import on_page

#: A narrative that speaks of so many of the topics is the whole one.
_TOPICS = 4


def unread(disclosure: Disclosure) -> Words:
    """Why absence proves nothing in any part of a report; "" where all of it was read."""
    pages = [page for page, reason in disclosure.unread if is_gap(reason)]
    if pages:
        return _of_pages(disclosure, ("duty.unread", "duty.unread_at"), pages)
    by_machine = {*disclosure.recognised, *disclosure.scanned}
    if by_machine:
        return _of_pages(disclosure, ("duty.recognised", "duty.recognised_at"), by_machine)
    return ""


def _of_pages(disclosure: Disclosure, names: tuple[str, str], pages: Iterable[int]) -> Words:
    """The phrase of two that says some pages, or what stands for them."""
    if not disclosure.leaves:
        return phrase(names[0], pages=ranges(pages))
    named = (on_page(disclosure, page) for page in sorted(set(pages)))
    return phrase(names[1], at=joined("join.list", named))


def narrative(disclosure: Disclosure, reading: Reading) -> Words:
    """Why absence from the narrative proves nothing; "" where it was read and is whole."""
    told = {topic for line in reading.prose for topic in line.topics}
    if len(told) < _TOPICS or not disclosure.claims:
        return phrase("duty.part", count=str(len(told)), all=str(len(topics())))
    return unread(disclosure)


def elsewhere(lines: Iterable[Line]) -> Words:
    """Where a report says that it has something in another place; "" where it does not."""
    found = find(lines, (sign("separate"),))
    return phrase("duty.elsewhere", quote=found.quote) if found else ""
