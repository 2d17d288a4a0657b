"""A file that holds several reports: each is checked by itself, with its own tables.

Where they are of different years or kinds, the claims were read for the first one's: then what is
found is shown for a person to look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from extract.disclosure import Disclosure, Part, ranges
from reconcile.audit import Audit, Finding, Severity
from reconcile.duties.values import Standing
from reconcile.phrases import Phrase, phrase
from reconcile.plain import plain

#: So many headings that are printed on two pages are those of two texts.
_SEVERAL = 2


def in_parts(disclosure: Disclosure, decide: Callable[[Disclosure], Audit]) -> Audit:
    """What `decide` finds out about each report of a file, put together."""
    held = [_part(disclosure, part) for part in disclosure.parts]
    audits = [decide(part) for part in held]
    judged = {j.claim: j for audit in audits for j in audit.judgements}
    found = [f for audit in audits for f in audit.findings]
    if len({(part.year, part.kind) for part in disclosure.parts}) > 1:
        found = [_doubted(f) for f in found]
    elif _interleaved(held):
        found = [_doubted(f, "doubt.interleaved") if f.claims else f for f in found]
    unchecked = dict.fromkeys(line for audit in audits for line in audit.unchecked)
    return replace(
        audits[0],
        disclosure=disclosure,
        judgements=tuple(judged[c.id] for c in disclosure.claims if c.id in judged),
        checks=tuple(c for audit in audits for c in audit.checks),
        findings=_numbered(found),
        duties=tuple(_duties(audits, disclosure.parts)),
        unchecked=(_said(disclosure.parts), *unchecked),
    )


def _part(disclosure: Disclosure, part: Part) -> Disclosure:
    """One report of a file; its sentences are counted from 0."""
    own = [
        s for s in disclosure.sentences if s.places and part.first <= s.places[0].page <= part.last
    ]
    number = {s.id: n for n, s in enumerate(own)}
    return replace(
        disclosure,
        unit=part.unit,
        year=part.year,
        kind=part.kind,
        tables=tuple(
            t for t in disclosure.tables if part.first <= min(t.pages, default=0) <= part.last
        ),
        sentences=tuple(replace(s, id=number[s.id]) for s in own),
        claims=tuple(
            replace(c, sentence=number[c.sentence])
            for c in disclosure.claims
            if c.sentence in number
        ),
        comparisons=tuple(
            replace(c, sentence=number[c.sentence])
            for c in disclosure.comparisons
            if c.sentence in number
        ),
        parts=(),
    )


def _interleaved(parts: Sequence[Disclosure]) -> bool:
    """Whether reports do not stand one behind the other: behind the tables of each stand the
    narratives of all (cover A, tables A, cover B, tables B, text A, text B), so that one has tables
    and no text, and another the headings of two. Which text is whose nobody knows."""
    bare = any(part.tables and not part.claims for part in parts)
    return bare and any(_is_twofold(part) for part in parts)


def _is_twofold(part: Disclosure) -> bool:
    """Whether a report prints several headings of its sections on two pages, with figures."""
    pages: dict[str, set[int]] = defaultdict(set)
    for sentence in part.sentences:
        if sentence.kind == "heading":
            pages[plain(sentence.text)].add(sentence.places[0].page)
    again = [text for text, on in pages.items() if len(on) > 1]
    return bool(part.claims) and len(again) >= _SEVERAL


def _doubted(finding: Finding, why: str = "doubt.parts") -> Finding:
    if finding.severity is not Severity.MISMATCH:
        return finding
    return replace(finding, severity=Severity.DOUBT, detail=phrase(why))


def _numbered(found: Iterable[Finding]) -> tuple[Finding, ...]:
    weight = (
        Severity.MISMATCH, Severity.DOUBT, Severity.ROUNDING, Severity.WORDING, Severity.MISSING
    )  # fmt: skip
    ranked = sorted(found, key=lambda f: (weight.index(f.severity), f.page))
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(ranked, 1))


def _duties(audits: Sequence[Audit], parts: Sequence[Part]) -> Iterator[Standing]:
    """How the duties of each report stand, under its name. Findings are numbered anew, so that
    none is pointed at."""
    for audit, part in zip(audits, parts, strict=True):
        for one in audit.duties:
            yield replace(one, report=part.unit or str(part.first), finding="")


def _said(parts: Sequence[Part]) -> Phrase:
    names = "；".join(
        f"{part.unit or '？'}（{ranges(range(part.first, part.last + 1))}）" for part in parts
    )
    return phrase("unchecked.parts", reports=names, count=str(len(parts)))
