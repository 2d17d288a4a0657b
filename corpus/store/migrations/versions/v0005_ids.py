"""The last id that a report got, so that none is given twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "last_ids",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_last_ids")),
    )
    op.execute("INSERT INTO last_ids SELECT 'reports', coalesce(max(id), 0) FROM reports")


def downgrade() -> None:
    op.drop_table("last_ids")
