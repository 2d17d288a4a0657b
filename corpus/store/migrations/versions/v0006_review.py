"""What reviewers see, tick and compute: more about decisions, equations of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from corpus.store.migrations.versions.v0003_members import AT_THIRD
from corpus.store.views import VIEWS

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ADDED = (
    ("decisions", "tick"),
    ("decisions", "seen"),
    ("decisions", "how"),
    ("claims", "boxes"),
)


def upgrade() -> None:
    for name in AT_THIRD:
        op.execute(f"DROP VIEW IF EXISTS {name}")
    for table, name in _ADDED:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "own_equations",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("operands", sa.Text(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_equations")),
    )
    op.create_index(op.f("ix_own_equations_sha256"), "own_equations", ["sha256"])
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    for name in VIEWS:
        op.execute(f"DROP VIEW {name}")
    op.drop_table("own_equations")
    for table, name in _ADDED:
        op.drop_column(table, name)
    for name, query in AT_THIRD.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
