"""Full-text search over sentences: the index, and the condition that uses it.

SQLite has an FTS5 index of trigrams, PostgreSQL a trigram index (pg_trgm) where that extension can
be had. Chinese is written without blanks, so both look for the words as a part of the text. For
fewer than three characters, and on PostgreSQL without pg_trgm, all sentences are read: the same
answer, later.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, Dialect, column, select, table, text
from sqlalchemy.sql.elements import ColumnElement

from corpus.store.models import SentenceRow

#: The shortest text a trigram index can find.
_TRIGRAM = 3

#: An index beside the table, kept by triggers: the text itself is stored once.
SQLITE_INDEX = (
    """
    CREATE VIRTUAL TABLE sentence_search USING fts5(
        text, content='sentences', content_rowid='id', tokenize='trigram'
    )
    """,
    """
    CREATE TRIGGER sentence_search_insert AFTER INSERT ON sentences BEGIN
        INSERT INTO sentence_search(rowid, text) VALUES (new.id, new.text);
    END
    """,
    """
    CREATE TRIGGER sentence_search_delete AFTER DELETE ON sentences BEGIN
        INSERT INTO sentence_search(sentence_search, rowid, text)
        VALUES ('delete', old.id, old.text);
    END
    """,
    """
    CREATE TRIGGER sentence_search_update AFTER UPDATE OF text ON sentences BEGIN
        INSERT INTO sentence_search(sentence_search, rowid, text)
        VALUES ('delete', old.id, old.text);
        INSERT INTO sentence_search(rowid, text) VALUES (new.id, new.text);
    END
    """,
)


#: pg_trgm is installed, or is a trusted extension that whoever may create schemas may install.
_MAY_HAVE_TRIGRAMS = """
    SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')
        OR (EXISTS (SELECT 1 FROM pg_available_extension_versions
                    WHERE name = 'pg_trgm' AND trusted)
            AND has_database_privilege(current_database(), 'CREATE'))
"""


def create_index(connection: Connection) -> None:
    """Build the index, as far as the database can."""
    if connection.dialect.name == "sqlite":
        for statement in SQLITE_INDEX:
            connection.execute(text(statement.replace(":", r"\:")))
        return
    if connection.dialect.name == "postgresql" and connection.scalar(text(_MAY_HAVE_TRIGRAMS)):
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
        connection.execute(
            text("CREATE INDEX ix_sentences_text ON sentences USING gin (text gin_trgm_ops)")
        )


def contains(words: str, dialect: Dialect) -> ColumnElement[bool]:
    """The condition that a sentence holds all of `words`, which blanks separate, as they stand.

    Nothing in them is an operator or a wildcard.
    """
    condition: ColumnElement[bool] | None = None
    for word in words.split():
        part = _holds(word, dialect)
        condition = part if condition is None else condition & part
    if condition is None:
        raise ValueError("nothing to search for")
    return condition


def _holds(word: str, dialect: Dialect) -> ColumnElement[bool]:
    if dialect.name != "sqlite" or len(word) < _TRIGRAM:
        return SentenceRow.text.contains(word, autoescape=True)
    quoted = '"' + re.sub('"', '""', word) + '"'
    index = table("sentence_search", column("rowid"), column("sentence_search"))
    return SentenceRow.id.in_(
        select(index.c.rowid).where(index.c.sentence_search.op("MATCH")(quoted))
    )
