"""What a template left standing: choices of direction, blanks that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extract.disclosure import Claim, Disclosure
from extract.figures.in_text import compact
from reconcile.phrases import phrase
from reconcile.words.found import Line, Wording, clause_of, data, lines, page_of, words

#: So far behind a choice its figure may stand: 增加（减少）额为54.40万元.
_REACH = 8


def template_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """Choices left standing, and what was to be filled in."""
    yield from _figures(disclosure)
    for line in lines(disclosure, "body"):
        yield from _choices(disclosure, line)
    for line in lines(disclosure, "body", "heading", "note"):
        yield from _placeholders(line)


def placeholder(text: str) -> re.Match[str] | None:
    """The first place of a text that was to be filled in."""
    if not _may_be_open(text):
        return None
    return words("template", "placeholder").search(compact(text)[0])


@lru_cache(maxsize=1 << 10)
def unfilled(text: str) -> bool:
    """Whether a text holds nothing but what was to be filled in."""
    if not _may_be_open(text):
        return False
    told, pattern = compact(text)[0], words("template", "placeholder")
    return pattern.search(told) is not None and not re.search(r"\w", pattern.sub("", told))


def _may_be_open(text: str) -> bool:
    """Whether a text has one of the signs without which nothing in it is to be filled in: few have
    any, and to look for what they are part of takes long."""
    return not _signs().isdisjoint(text)


@cache
def _signs() -> frozenset[str]:
    return frozenset(data()["template"]["placeholder_signs"])


def _figures(disclosure: Disclosure) -> Iterator[Wording]:
    """Figures whose direction was never chosen."""
    for claim in disclosure.claims:
        if claim.template:
            chosen = _chosen(Line.of(disclosure.sentences[claim.sentence]), claim)
            message = phrase("wording.template", words=chosen or clause_of(disclosure, claim))
            yield Wording(
                "W03", page_of(disclosure, claim), message,
                f"{claim.quantity.value:f}", "", clause_of(disclosure, claim), (claim.id,),
            )  # fmt: skip


def _chosen(line: Line, claim: Claim) -> str:
    """The choice that stands before a figure, as it is printed; "" where none is found."""
    before = [
        line.printed(*match.span())
        for match in words("template", "choice").finditer(line.text)
        if line.offsets[match.end() - 1] < claim.start
    ]
    return before[-1] if before else ""


def _choices(disclosure: Disclosure, line: Line) -> Iterator[Wording]:
    """Choices that no figure of `_figures` follows: 增加（减少）的主要原因, （减少）16.23万元."""
    found = list(words("template", "choice").finditer(line.text))
    templates = (c for c in disclosure.claims if c.template) if found else ()
    told = [c for c in templates if c.sentence == line.sentence.id]
    for match in found:
        begin, end = line.offsets[match.start()], line.offsets[match.end() - 1]
        if any(begin <= c.start <= end + _REACH for c in told):
            continue
        chosen = line.printed(*match.span())
        yield Wording(
            "W03", line.page(match.start()), phrase("wording.template_words", words=chosen),
            chosen, "", line.quote(*match.span()),
        )  # fmt: skip


def _placeholders(line: Line) -> Iterator[Wording]:
    """All that was to be filled in in one sentence."""
    opened = _may_be_open(line.text)
    blanks = list(words("template", "placeholder").finditer(line.text)) if opened else []
    if line.sentence.kind == "body" and re.search("[，。；]", line.text):
        blanks += words("template", "no_figure").finditer(line.text)
    if not blanks:
        return
    first = min(blanks, key=lambda m: m.start())
    found = [line.printed(*m.span()) for m in sorted(blanks, key=lambda m: m.start())]
    message = phrase("wording.placeholder", words="”“".join(dict.fromkeys(found)))
    blank = line.printed(*first.span())
    yield Wording("W04", line.page(first.start()), message, blank, "", line.quote(*first.span()))
