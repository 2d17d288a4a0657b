"""What was read of scans: how many figures, how surely, and which were misread at first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from extract.disclosure import Disclosure, ranges
from extract.geometry import Place
from reconcile.audit import Audit, Finding
from report.texts import Texts

_STEP = Decimal("0.001")


def scan_lines(disclosure: Disclosure, texts: Texts) -> Iterator[str]:
    """Which pages were read from pictures, how many of their figures two readings do not agree on,
    the figures that were taken from the second reading, and the codes that were mended."""
    if not disclosure.scanned:
        return
    words = [w for scan in disclosure.scanned.values() for w in scan.figures]
    entries = [e for e in disclosure.ledger if e.place.page in disclosure.scanned]
    yield texts(
        "head.scanned",
        pages=ranges(disclosure.scanned),
        figures=len(entries),
        open=sum(bool(w.other) for w in words),
    )
    for page, first, second in disclosure.misread:
        yield texts("head.misread", page=page, first=first or "—", second=second)
    for page, first, second in disclosure.recoded:
        yield texts("head.recoded", page=page, first=first, second=second)


def confidence(disclosure: Disclosure, place: Place) -> str | None:
    """How sure the recogniser was of what stands at a place of a scan, from 0 to 1, rounded down
    to three decimals; None where it was not recognised."""
    word = disclosure.recognised_as(place)
    if word is None:
        return None
    return str(Decimal(str(word.confidence)).quantize(_STEP, rounding=ROUND_DOWN))


def least_confidence(audit: Audit, finding: Finding) -> str | None:
    """The least of those of a finding's figures; None where none of them was recognised."""
    disclosure = audit.disclosure
    places = [Place(e.cell.page, e.cell.box) for e in finding.cells if e.cell.text.strip()]
    claims = {c.id: c for c in disclosure.claims}
    places += [disclosure.claim_place(claims[c]) for c in finding.claims if c in claims]
    found = [sure for p in places if (sure := confidence(disclosure, p)) is not None]
    return min(found, key=Decimal, default=None)
