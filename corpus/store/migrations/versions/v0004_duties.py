"""The duties of disclosure: how each stands in a report, and how many a report does not meet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from corpus.store.views import DUTY_VIEWS

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXTS = ("duty", "rule", "name", "name_en", "state", "quote", "why", "why_en", "of")


def upgrade() -> None:
    """Reports that an earlier gouji read have no duties until they are read again."""
    op.add_column("reports", sa.Column("missing", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "duties",
        sa.Column("id", _KEY, autoincrement=False, nullable=False),
        sa.Column("report_id", _KEY, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["reports.id"],
            name=op.f("fk_duties_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    op.create_index(op.f("ix_duties_report_id"), "duties", ["report_id"])
    op.create_index(op.f("ix_duties_duty_state"), "duties", ["duty", "state"])
    for name, query in DUTY_VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    for name in DUTY_VIEWS:
        op.execute(f"DROP VIEW {name}")
    op.drop_table("duties")
    op.drop_column("reports", "missing")
