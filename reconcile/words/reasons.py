"""Reasons that run the other way than the change they explain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.disclosure import Direction, Role
from reconcile.book import Book
from reconcile.phrases import phrase
from reconcile.sheets import label, plain
from reconcile.words.found import Wording, data, page_of

#: How a rate's reason moves against it, as words.toml names it.
_OPPOSITE = {Direction.UP: "fell", Direction.DOWN: "rose"}


def reason_findings(book: Book) -> Iterator[Wording]:
    """减少2.98%, 主要原因：…经费增加: the reason given runs the other way."""
    sentences = book.disclosure.sentences
    for claim in book.disclosure.claims:
        if claim.role is not Role.CHANGE_RATE or claim.direction not in _OPPOSITE:
            continue
        rest = sentences[claim.sentence].text[claim.end :]
        following = sentences[claim.sentence + 1 : claim.sentence + 2]
        text = rest + "".join(s.text for s in following if s.paragraph == book.paragraph(claim))
        match = _reason(_OPPOSITE[claim.direction]).search(text)
        subject = book.disclosure.statements[claim.statement].subject
        if match and _names(subject, match[1]):
            yield Wording(
                "W08", page_of(book.disclosure, claim),
                phrase("wording.reason"), f"{claim.quantity.value:f}", "",
                text[: match.end()].strip("，。；"), (claim.id,),
            )  # fmt: skip


@cache
def _reason(moved: str) -> re.Pattern[str]:
    """A reason after a change, that `rose` or `fell`."""
    texts = data()["reason"]
    return re.compile(texts["after"].replace("{moved}", texts[moved]))


def _names(subject: str, cause: str) -> bool:
    """Whether the cause speaks of the very subject whose change it explains."""
    tail = label(re.sub(r"[（(][类款项][)）]", "", plain(subject)))
    cause = plain(cause)
    return len(cause) >= 4 and (tail.endswith(cause) or cause in tail)
