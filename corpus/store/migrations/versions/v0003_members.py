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
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    for name in VIEWS:
        op.execute(f"DROP VIEW {name}")
    op.drop_table("members")
    op.drop_index(op.f("ix_differences_mark"), "differences")
    for table, name in _ADDED:
        op.drop_column(table, name)
    for name, query in AT_FIRST.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
