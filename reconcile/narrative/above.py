"""What sums up the numbered items above it: 1.甲A万元；2.乙B万元。以上2个项目合计C万元.

Where there are as many items as the total says, none is left out, and their amounts come to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.disclosure import Claim, Role
from extract.figures.quantity import number_of
from reconcile.audit import Check, Verdict
from reconcile.book import Book
from reconcile.equation import check_sum
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern

#: The number of an item, where it begins.
_ITEM = re.compile(r"(?:^|[；;。：:])\s*[（(]?(?P<number>[0-9]{1,2})[)）.．、](?![0-9])")
#: The words that sum up what stands above are no longer than this, blanks among them.
_LEAD = 80
#: Two items are not called so many.
_FEWEST = 2


def above_checks(book: Book) -> Iterator[Check]:
    """The sum of the items for each such total; of another number of items only where it holds."""
    for claim in book.disclosure.claims:
        if claim.role is not Role.LEVEL or claim.quantity.kind != "amount":
            continue
        near = claim.start <= _LEAD  # as in few sentences, no long ones
        said = near and pattern("wording", "so_many_above").search(plain(book.before(claim)))
        if not said:
            continue
        items = list(_items(book, claim))
        if len(items) < _FEWEST or any(c.quantity.unit != claim.quantity.unit for c in items):
            continue
        found = check_sum("N06", book.term(claim), [book.term(c) for c in items])
        if number_of(said["number"]) == len(items) or found.verdict is Verdict.CONSISTENT:
            yield found


def _items(book: Book, total: Claim) -> Iterator[Claim]:
    """The first amount of each item that is numbered on from 1 above a total, in its paragraph or
    in paragraphs of their own; none where a number or an amount is missing."""
    found: list[Claim] = []
    for number, amount in _numbered(book, total):
        if number == 1:
            found = []
        if amount is None or number != len(found) + 1:
            return
        found.append(amount)
    yield from found


def _numbered(book: Book, total: Claim) -> Iterator[tuple[int, Claim | None]]:
    """The numbers of the items under the headings of a total, before it, each with the first amount
    behind it."""
    disclosure = book.disclosure
    section = disclosure.sentences[total.sentence].section
    amounts: dict[int, list[Claim]] = {}
    for claim in book.in_section(total):
        if claim.role is Role.LEVEL and claim.quantity.kind == "amount":
            amounts.setdefault(claim.sentence, []).append(claim)
    open_item: int | None = None
    first = total.sentence
    while first and disclosure.sentences[first - 1].section == section:
        first -= 1
    for sentence in disclosure.sentences[first : total.sentence + 1]:
        told = amounts.get(sentence.id, [])
        turns = [(m.end(), int(m["number"])) for m in _ITEM.finditer(sentence.text)]
        if open_item is not None:
            until = turns[0][0] if turns else len(sentence.text)
            amount = next((c for c in told if c.start < until and c is not total), None)
            if amount is not None or turns:
                yield open_item, amount
                open_item = None
        for place, (start, number) in enumerate(turns):
            end = turns[place + 1][0] if place + 1 < len(turns) else len(sentence.text)
            amount = next((c for c in told if start <= c.start < end), None)
            if amount is None and place + 1 == len(turns):
                open_item = number
            else:
                yield number, amount
