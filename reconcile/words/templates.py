"""What a template left standing: choices of direction, blanks that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.disclosure import Disclosure
from reconcile.phrases import phrase
from reconcile.words.found import Wording, clause_of, page_of, words


def template_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """Choices left standing, and what was to be filled in."""
    yield from _choices(disclosure)
    yield from _placeholders(disclosure)


def placeholder(text: str) -> re.Match[str] | None:
    """The first place of a text that was to be filled in."""
    return words("template", "placeholder").search(text)


def _choices(disclosure: Disclosure) -> Iterator[Wording]:
    for claim in disclosure.claims:
        if claim.template:
            yield Wording(
                "W03", page_of(disclosure, claim), phrase("wording.template"),
                f"{claim.quantity.value:f}", "", clause_of(disclosure, claim), (claim.id,),
            )  # fmt: skip


def _placeholders(disclosure: Disclosure) -> Iterator[Wording]:
    for sentence in disclosure.sentences:
        if sentence.kind in ("contents", "glossary"):
            continue
        match = placeholder(sentence.text) or (
            words("template", "no_figure").search(sentence.text)
            if sentence.kind == "body"
            else None
        )
        if match:
            page = sentence.places[match.start()].page
            context = sentence.text[max(0, match.start() - 12) : match.end() + 8]
            message = phrase("wording.placeholder", words=match[0])
            yield Wording("W04", page, message, match[0], "", context)
