"""Opening a store: SQLite in one file by default, PostgreSQL by URL; its schema brought up to date.

A URL is SQLAlchemy's (`postgresql+psycopg://user@host/name`); anything without `://` is the path
of an SQLite file.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

MIGRATIONS = Path(__file__).with_name("migrations")
#: How long a writer waits for another one, in seconds.
_PATIENCE = 30
#: Seconds until a lock that SQLite does not wait for is tried again.
_AGAIN = 0.05


class StoreError(Exception):
    """A store that cannot be used. `status` is a stable word: bad_url, missing, unreachable, newer,
    foreign, gone (its file was removed or replaced while it was open); the message is for a person
    who runs the program, in English as the driver gives it.
    """

    def __init__(self, status: str, message: str) -> None:
        super().__init__(message)
        self.status = status

    def __reduce__(self) -> tuple[type[StoreError], tuple[str, str]]:
        return StoreError, (self.status, str(self))


def store_url(text: str) -> URL:
    """The URL that `text` is, or that of the SQLite file it names. Raises StoreError(bad_url)."""
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreError("bad_url", str(error)) from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    return url


def open_store(text: str, *, create: bool = True) -> Engine:
    """The engine of a store whose schema is the one this version of gouji writes.

    Without `create` a store that is not there, or not yet filled by gouji, is not made. Raises
    StoreError.
    """
    url = store_url(text)
    file = url.database if url.get_backend_name() == "sqlite" else None
    if file and file != ":memory:" and not create and not Path(file).exists():
        raise StoreError("missing", file)
    try:
        engine = _engine(url)
        _upgrade(engine, create=create)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError("bad_url", str(error)) from error
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise StoreError("unreachable", reason) from error
    return engine


def alembic_config(engine: Engine) -> Config:
    """Alembic's configuration for an open engine; `alembic` itself needs none."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["engine"] = engine
    return config


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _prepare_sqlite)
    if url.database and url.database != ":memory:":
        _watch(engine, Path(url.database))
    return engine


def _watch(engine: Engine, path: Path) -> None:
    """Raise StoreError where a file is no longer that of the store which was opened: what is
    written to one that was removed is lost, and no error says so."""
    first: list[tuple[int, int] | None] = []

    def note(_connection: Any, _record: object) -> None:
        if not first:
            first.append(_identity(path))

    def compare(*_: object) -> None:
        if first and first[0] != _identity(path):
            raise StoreError("gone", str(path))

    event.listen(engine, "connect", note)
    event.listen(engine, "do_connect", compare)
    event.listen(engine, "checkout", compare)


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another of its name; None where there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """WAL, so that a reader sees a store that is being written; NORMAL loses at most the last
    reports in a power cut, never the file."""
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in (
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switch to WAL. SQLite does not wait for its lock here where another process does the same to
    a new file: it is tried again for as long as is waited elsewhere."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_AGAIN)


def _upgrade(engine: Engine, *, create: bool) -> None:
    """Run the migrations that are missing. Two processes that open a new store at once: the
    second waits for the first (SQLite's lock, or PostgreSQL's advisory lock in env.py)."""
    config = alembic_config(engine)
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    if here == scripts.get_current_head():
        return
    if here is None and not create:
        raise StoreError("foreign", str(engine.url))
    try:
        command.upgrade(config, "head")
    except CommandError as error:  # written by a later gouji, whose migrations we do not have
        raise StoreError("newer", str(error)) from error


@contextmanager
def lasting(engine: Engine) -> Iterator[Connection]:
    """A transaction that is on the disk when it ends, so that a power cut cannot undo it: for what
    no scan can make again."""
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _synchronous(connection, "FULL")
        try:
            with connection.begin():
                yield connection
        finally:
            if sqlite:
                _synchronous(connection, "NORMAL")


def alone(connection: Connection, key: int) -> None:
    """Let one at a time go on, to the end of the transaction: of those with the same `key` in a
    PostgreSQL store, of all who write to an SQLite file. First in the transaction, so that nothing
    that was looked up changes before it is written."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def alone_with(connection: Connection, *names: str) -> None:
    """Let one at a time go on, to the end of the transaction, of those who name one of the same
    contents or files in a PostgreSQL store; of all who write to an SQLite file. As `alone`."""
    if connection.dialect.name != "postgresql":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    digests = (hashlib.sha256(name.encode()).digest()[:8] for name in set(names) if name)
    keys = sorted(int.from_bytes(digest, signed=True) for digest in digests)
    locks = ", ".join(f"pg_advisory_xact_lock({key})" for key in keys)  # all ask in one order
    connection.exec_driver_sql(f"SELECT {locks}")


def _synchronous(connection: Connection, how: str) -> None:
    """SQLite takes this between transactions only."""
    raw: Any = connection.connection.driver_connection
    raw.execute(f"PRAGMA synchronous={how}")


@contextmanager
def opened(text: str, *, create: bool = True) -> Iterator[Engine]:
    """`open_store`, with its connections closed at the end."""
    engine = open_store(text, create=create)
    try:
        yield engine
    finally:
        engine.dispose()
