"""The units of a department, marks of differences, and what is found in English as well."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from corpus.store.migrations.versions.v0002_views import AT_FIRST
from corpus.store.views import VIEWS

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
#: Columns of tables that may have rows already: these have nothing to say there.
_ADDED = (
    ("reports", "members"),
    ("findings", "message_en"),
    ("findings", "detail_en"),
    ("differences", "mark"),
    ("differences", "message_en"),
    ("differences", "detail_en"),
)
_DECIDED = """
    SELECT d.sha256, d.mark, d.decision, d.note, d.reviewer FROM decisions d
    WHERE d.id = (
        SELECT max(l.id) FROM decisions l WHERE l.sha256 = d.sha256 AND l.mark = d.mark
    )
"""
#: Views that have changed since, as they were here; the others are as in views.py.
_SINCE_CHANGED = {
    "report_findings": f"""
        SELECT f.id, r.unit, r.year, r.kind, f.severity, f.rule, f.page, f.message, f.message_en,
               f.stated, f.expected, f.formula, f.clause, f.detail, f.detail_en, r.file,
               f.report_id, f.mark, r.sha256, r.content, d.decision, d.note, d.reviewer
        FROM findings f
        JOIN reports r ON r.id = f.report_id
        LEFT JOIN ({_DECIDED}) d ON d.sha256 = r.sha256 AND d.mark = f.mark
    """,
    "differences_in_context": f"""
        SELECT d.id, r.unit, r.year, r.kind, d.severity, d.rule, d.quantity, d.page, d.stated,
               d.expected, d.unit AS figure_unit, d.message, d.message_en, d.formula, d.clause,
               d.detail, d.detail_en, r.file, o.unit AS other_unit, o.year AS other_year,
               o.kind AS other_kind, d.other_page, o.file AS other_file, d.stated_in,
               d.held_against, d.mark, r.sha256, r.content, c.decision, c.note, c.reviewer
        FROM differences d
        JOIN reports r ON r.id = d.stated_in
        JOIN reports o ON o.id = d.held_against
        LEFT JOIN ({_DECIDED}) c ON c.sha256 = r.sha256 AND c.mark = d.mark
    """,
}
_UNCHANGED = (
    "claims_in_context",
    "cells_in_context",
    "status_summary",
    "duplicates",
    "department_units",
)
AT_THIRD = (
    _SINCE_CHANGED
    | {name: AT_FIRST[name] for name in ("unit_summary", "rule_summary")}
    | {name: VIEWS[name] for name in _UNCHANGED}
)


def upgrade() -> None:
    for name in AT_FIRST:
        op.execute(f"DROP VIEW IF EXISTS {name}")
    for table, name in _ADDED:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_index(op.f("ix_differences_mark"), "differences", ["mark"])
    op.create_table(
        "members",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("report_id", _KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_key", sa.Text(), nullable=False),
        sa.Column("itself", sa.Boolean(), nullable=False),
        sa.Column("merged", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name=op.f("fk_members_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_index(op.f("ix_members_report_id"), "members", ["report_id"])
    op.create_index(op.f("ix_members_unit_key"), "members", ["unit_key"])
    for name, query in AT_THIRD.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    for name in AT_THIRD:
        op.execute(f"DROP VIEW {name}")
    op.drop_table("members")
    op.drop_index(op.f("ix_differences_mark"), "differences")
    for table, name in _ADDED:
        op.drop_column(table, name)
    for name, query in AT_FIRST.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
