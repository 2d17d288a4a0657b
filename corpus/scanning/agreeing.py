"""Whether the text and the tables of a report in several files are of one report, by their figures.

Unit, year and kind are only what the files say of themselves; the figures that the text takes from
the tables say it better.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from extract.leaves import Piece
from reconcile.audit import Audit

#: Of text and tables of one report no more figures are at odds for each that agrees.
_ODDS = 0.5
#: Tables that do not say their year have so many figures that agree.
_FEW = 3
#: The rule that holds a figure of the text against a cell.
_COPIED = "N01"


@dataclass(slots=True)
class _Tally:
    """The claims elsewhere that a file's tables agree with, and that they are at odds with."""

    agreeing: set[str] = field(default_factory=set)
    at_odds: set[str] = field(default_factory=set)

    def is_of_one(self, *, unsaid: bool) -> bool:
        agreeing, at_odds = len(self.agreeing), len(self.at_odds - self.agreeing)
        return at_odds <= _ODDS * agreeing and (agreeing >= _FEW or not unsaid)


def is_of_one(audit: Audit, unsaid: Collection[str] = (), *, whole: bool = False) -> bool:
    """Whether the files of a report agree in their figures; `unsaid` are the hashes of those that
    do not say their year. Where they are pages of it, which have few figures each, they count as
    a `whole`."""
    tallies = _tallies(audit)
    if whole:
        return _together(tallies.values()).is_of_one(unsaid=False)
    return all(
        tallies[piece].is_of_one(unsaid=piece.sha256 in unsaid) for piece in audit.disclosure.pieces
    )


def _together(tallies: Iterable[_Tally]) -> _Tally:
    every = _Tally()
    for tally in tallies:
        every.agreeing |= tally.agreeing
        every.at_odds |= tally.at_odds
    return every


def _tallies(audit: Audit) -> Mapping[Piece, _Tally]:
    """What the tables of each file say to the text of the others; noughts say nothing."""
    report = audit.disclosure
    claims = {claim.id: claim for claim in report.claims}
    found = {piece: _Tally() for piece in report.pieces}
    for check in audit.checks:
        if check.rule != _COPIED or not check.stated:
            continue
        pages = {report.claim_place(claims[c]).page for c in check.claims if c in claims}
        for piece, tally in found.items():
            inside = range(piece.first, piece.last + 1)
            if any(c.page in inside for c in check.cells) and not pages & set(inside):
                (tally.agreeing if check.verdict.holds else tally.at_odds).update(check.claims)
    return found
