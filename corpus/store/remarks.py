"""What reviewers decided about the findings of a report, for the files that are written of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256 as digest

from sqlalchemy import Engine, select

from corpus.store.decisions import every_kind, kinds
from corpus.store.equations import equations
from corpus.store.models import ReportRow
from corpus.store.reading import figure_mark_of
from corpus.store.records import mark
from corpus.store.review import in_utc, last_decisions
from reconcile.audit import Audit
from report.reviewed import OwnEquation, Remark, Reviewed


@dataclass(frozen=True, slots=True)
class Remarks:
    """The last decisions about a report by mark, and the equations that reviewers made of it."""

    by_mark: Mapping[str, Remark]
    equations: tuple[OwnEquation, ...] = ()

    @property
    def stamp(self) -> str:
        """The same as long as nothing is decided; "" where nothing was."""
        if not self.by_mark and not self.equations:
            return ""
        text = repr((sorted(self.by_mark.items()), self.equations))
        return digest(text.encode()).hexdigest()[:12]


#: Of a report that nobody has looked at.
NONE = Remarks({})


def remarks_of(engine: Engine, hashes: Sequence[str]) -> Remarks:
    """What was decided about files that print the same."""
    names = every_kind()
    found = {}
    with engine.connect() as connection:
        past = last_decisions(connection, hashes)
    for key, row in past.items():
        if kind := names.get(row.decision):
            about = (row.note, row.reviewer, row.tick, in_utc(row.made), row.id)
            found[key] = Remark(row.decision, kind.zh, kind.en, kind.settled, *about)
    return Remarks(found, tuple(kept.equation for kept in equations(engine, hashes)))


def remarks_of_file(engine: Engine, sha256: str) -> Remarks:
    """What was decided about a file and those that print the same."""
    content = select(ReportRow.content).where(ReportRow.sha256 == sha256).scalar_subquery()
    alike = select(ReportRow.sha256).where(ReportRow.content == content).order_by(ReportRow.id)
    with engine.connect() as connection:
        hashes = list(connection.scalars(alike))
    return remarks_of(engine, hashes or [sha256])


def remarked(audit: Audit, remarks: Remarks) -> Reviewed:
    """The decisions beside the findings and the figures they are about."""
    disclosure, by_mark = audit.disclosure, remarks.by_mark
    marks = {f.id: mark(f) for f in audit.findings}
    figures = {}
    for claim in disclosure.claims:
        page = disclosure.claim_place(claim).page
        key = figure_mark_of(claim, page, disclosure.sentences[claim.sentence].text)
        if key in by_mark:
            figures[claim.id] = by_mark[key]
    return Reviewed(
        findings={id: by_mark[key] for id, key in marks.items() if key in by_mark},
        figures=figures,
        equations=remarks.equations,
        references={id: f"{key}-{disclosure.sha256[:8]}" for id, key in marks.items()},
        decisions=tuple((kind.zh, kind.en) for kind in kinds().values()),
    )
