"""Many rows into one table at once, in the fastest way that its database has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError

from corpus.store.models import Base


def insert_rows(connection: Connection, name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, which all have the same columns: by COPY into PostgreSQL."""
    if not rows:
        return
    table = Base.metadata.tables[name]
    if connection.dialect.driver != "psycopg":
        connection.execute(insert(table), list(rows))
        return
    quote = connection.dialect.identifier_preparer.quote
    columns = list(rows[0])
    statement = f"COPY {quote(name)} ({', '.join(map(quote, columns))}) FROM STDIN"
    raw: Any = connection.connection.driver_connection
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[column] for column in columns])
    except connection.dialect.loaded_dbapi.Error as error:
        base = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(statement, None, error, base) from error
