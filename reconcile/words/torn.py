"""Signs and units that a figure has lost: 增长13.95, 0.39万, 650.00 beside 万元."""

from __future__ import annotations

from collections.abc import Iterator

from extract.disclosure import Claim, Disclosure
from extract.figures.quantity import MONEY
from reconcile.phrases import Phrase, phrase
from reconcile.words.found import Wording, clause_of, page_of, words


def torn_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """Per cent signs and units that are missing, one by one; units of money cut short, a page at
    a time."""
    for claim in disclosure.claims:
        text = f"{claim.quantity.value:f}"
        if claim.torn == "%":
            message = phrase("wording.no_percent", figure=text)
            yield _finding(disclosure, "W01", message, [claim], f"{text}%")
        elif claim.torn in MONEY:
            message = phrase("wording.no_unit", figure=text, unit=claim.torn)
            yield _finding(disclosure, "W02", message, [claim], f"{claim.quantity}")
    yield from _short(disclosure)


def _short(disclosure: Disclosure) -> Iterator[Wording]:
    """0.39万: money whose 元 is missing; not of figures that are only about so much (超200亿), and
    not of the first half of 3万4993.1亿元."""
    pages: dict[int, list[Claim]] = {}
    for claim in disclosure.claims:
        if claim.torn in ("万", "亿") and not _rough(disclosure, claim):
            pages.setdefault(page_of(disclosure, claim), []).append(claim)
    for claims in pages.values():
        message = phrase("wording.no_yuan", figures="、".join(c.quantity.text for c in claims))
        yield _finding(disclosure, "W02", message, claims, f"{claims[0].quantity}")


def _rough(disclosure: Disclosure, claim: Claim) -> bool:
    text = disclosure.sentences[claim.sentence].text
    before, after = text[: claim.start], text[claim.end :]
    return bool(words("torn", "about").search(before) or words("torn", "goes_on").match(after))


def _finding(
    disclosure: Disclosure, rule: str, message: Phrase, claims: list[Claim], expected: str
) -> Wording:
    first = claims[0]
    return Wording(
        rule, page_of(disclosure, first), message, f"{first.quantity.value:f}", expected,
        clause_of(disclosure, first), tuple(c.id for c in claims),
    )  # fmt: skip
