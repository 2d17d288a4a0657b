"""Signs and units that a figure has lost: 增长13.95, 0.39万, 650.00 beside 万元."""

from __future__ import annotations

from collections.abc import Iterator

from extract.disclosure import Claim, Disclosure
from reconcile.phrases import phrase
from reconcile.words.found import Wording, clause_of, page_of


def torn_findings(disclosure: Disclosure) -> Iterator[Wording]:
    """Per cent signs that are missing, one by one; units of money cut short, a page at a time."""
    for claim in disclosure.claims:
        if claim.torn == "%":
            text = f"{claim.quantity.value:f}"
            yield Wording(
                "W01", page_of(disclosure, claim), phrase("wording.no_percent", figure=text),
                text, f"{text}%", clause_of(disclosure, claim), (claim.id,),
            )  # fmt: skip
    yield from _short(disclosure)


def _short(disclosure: Disclosure) -> Iterator[Wording]:
    pages: dict[int, list[Claim]] = {}
    for claim in disclosure.claims:
        if claim.torn in ("万", "亿"):
            pages.setdefault(page_of(disclosure, claim), []).append(claim)
    for page, claims in pages.items():
        figures = "、".join(c.quantity.text for c in claims)
        yield Wording(
            "W02", page, phrase("wording.no_yuan", figures=figures),
            f"{claims[0].quantity.value:f}", f"{claims[0].quantity}",
            clause_of(disclosure, claims[0]), tuple(c.id for c in claims),
        )  # fmt: skip
