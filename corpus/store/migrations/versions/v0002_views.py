"""The views and the full-text index."""

from __future__ import annotations

from alembic import op

from corpus.store.search import create_index
from corpus.store.views import VIEWS

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
    create_index(op.get_bind())


def downgrade() -> None:
    for name in VIEWS:
        op.execute(f"DROP VIEW {name}")
    if op.get_bind().dialect.name == "sqlite":
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER sentence_search_{name}")
        op.execute("DROP TABLE sentence_search")
    else:
        op.execute("DROP INDEX IF EXISTS ix_sentences_text")
