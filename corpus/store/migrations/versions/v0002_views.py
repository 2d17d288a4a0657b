"""The views as they were first, and the full-text index."""

from __future__ import annotations

from alembic import op

from corpus.store.search import create_index
from corpus.store.views import VIEWS

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_DECIDED = """
    SELECT d.sha256, d.mark, d.decision, d.note, d.reviewer FROM decisions d
    WHERE d.id = (
        SELECT max(l.id) FROM decisions l WHERE l.sha256 = d.sha256 AND l.mark = d.mark
    )
"""

#: Views that have changed since, as they were; the others are as in views.py.
_SINCE_CHANGED = {
    "report_findings": f"""
        SELECT f.id, r.unit, r.year, r.kind, f.severity, f.rule, f.page, f.message, f.stated,
               f.expected, f.formula, f.clause, f.detail, r.file, f.report_id, f.mark,
               d.decision, d.note, d.reviewer
        FROM findings f
        JOIN reports r ON r.id = f.report_id
        LEFT JOIN ({_DECIDED}) d ON d.sha256 = r.sha256 AND d.mark = f.mark
    """,
    "differences_in_context": """
        SELECT d.id, r.unit, r.year, r.kind, d.severity, d.rule, d.quantity, d.page, d.stated,
               d.expected, d.unit AS figure_unit, d.message, d.formula, d.clause, d.detail, r.file,
               o.unit AS other_unit, o.year AS other_year, o.kind AS other_kind, d.other_page,
               o.file AS other_file, d.stated_in, d.held_against
        FROM differences d
        JOIN reports r ON r.id = d.stated_in
        JOIN reports o ON o.id = d.held_against
    """,
    "unit_summary": """
        SELECT r.unit_key AS unit, count(*) AS reports, min(r.year) AS first_year,
               max(r.year) AS last_year, sum(r.mismatches) AS mismatches, sum(r.doubts) AS doubts,
               sum(r.roundings) AS roundings, sum(r.wordings) AS wordings,
               sum(r.claims) AS claims, sum(r.confirmed) AS confirmed,
               sum(r.contradicted) AS contradicted, sum(r.unverifiable) AS unverifiable
        FROM reports r
        WHERE r.id IN (SELECT min(id) FROM reports GROUP BY content)
        GROUP BY r.unit_key
    """,
    "rule_summary": """
        SELECT f.rule, f.severity, count(*) AS findings, count(DISTINCT f.report_id) AS reports
        FROM findings f
        GROUP BY f.rule, f.severity
    """,
}
_UNCHANGED = (
    "claims_in_context",
    "cells_in_context",
    "status_summary",
    "duplicates",
)
AT_FIRST = _SINCE_CHANGED | {name: VIEWS[name] for name in _UNCHANGED}


def upgrade() -> None:
    for name, query in AT_FIRST.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
    create_index(op.get_bind())


def downgrade() -> None:
    for name in AT_FIRST:
        op.execute(f"DROP VIEW {name}")
    if op.get_bind().dialect.name == "sqlite":
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER sentence_search_{name}")
        op.execute("DROP TABLE sentence_search")
    else:
        op.execute("DROP INDEX IF EXISTS ix_sentences_text")
