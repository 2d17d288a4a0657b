"""Work that scans share, files of reports on the network, how much of a report is kept, ids that
writers take without waiting for each other, and views and indices that serve many reports.

The views say what they said before, in words that databases plan better; going down leaves them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from corpus.store.views import VIEWS

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", sa.Column("kept", sa.Text(), nullable=False, server_default="all"))
    op.create_table(
        "work",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deaths", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_work")),
    )
    op.create_table(
        "written_files",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("output", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("target", "sha256", "output", name=op.f("pk_written_files")),
    )
    for name, query in VIEWS.items():
        op.execute(f"DROP VIEW IF EXISTS {name}")
        op.execute(f"CREATE VIEW {name} AS {query}")
    op.create_index(
        op.f("ix_findings_severity_report_id_rule_mark_page_id"),
        "findings",
        ["severity", "report_id", "rule", "mark", "page", "id"],
    )
    op.create_index(
        op.f("ix_duties_state_report_id_duty"), "duties", ["state", "report_id", "duty"]
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE report_ids")
        op.execute(
            "SELECT setval('report_ids', (SELECT last + 1 FROM last_ids WHERE name = 'reports'),"
            " false)"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "UPDATE last_ids SET last = (SELECT coalesce(max(id), 0) FROM reports)"
            " WHERE name = 'reports'"
        )
        op.execute("DROP SEQUENCE report_ids")
    op.drop_index(op.f("ix_duties_state_report_id_duty"), "duties")
    op.drop_index(op.f("ix_findings_severity_report_id_rule_mark_page_id"), "findings")
    op.drop_table("written_files")
    op.drop_table("work")
    op.drop_column("reports", "kept")
