"""How surely figures were read that stand on scanned pages, so that no comparison takes what was
misread for a change. What was stored before counts as printed text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = ("cells", "claims", "facts")


def upgrade() -> None:
    for name in _TABLES:
        op.add_column(name, sa.Column("scan", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in _TABLES:
        op.drop_column(name, "scan")
