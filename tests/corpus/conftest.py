"""Stores to test with: SQLite always, PostgreSQL where its programs are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from corpus.store.database import open_store

#: The account the server runs as where the tests run as root, which it refuses to.
_OTHER = "nobody"


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server that lives as long as the tests, on a socket of its own."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's initdb is not installed (Debian: apt install postgresql)")
    root = os.geteuid() == 0
    user = _OTHER if root else None
    name = user or os.environ.get("USER") or "gouji"
    folder = Path(tempfile.mkdtemp(prefix="gouji-pg-"))
    if root:
        shutil.chown(folder, _OTHER)
    data, options = str(folder / "data"), f"-k {folder} -c listen_addresses='' -c fsync=off"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    run(str(programs / "initdb"), "-D", data, "-U", name, "-A", "trust", "-E", "UTF8",
        "--locale=C.UTF-8")  # fmt: skip
    run(str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
    try:
        yield f"postgresql://{name}@/postgres?host={folder}"
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty place for a store of each kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    yield from _database(request.getfixturevalue("postgres"))


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """An empty place for a PostgreSQL store."""
    yield from _database(postgres)


@pytest.fixture
def shared(database: str) -> Iterator[Engine]:
    """An open, empty PostgreSQL store."""
    engine = open_store(database)
    yield engine
    engine.dispose()


def _database(server: str) -> Iterator[str]:
    admin = create_engine(server.replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE gouji_test"))
    try:
        yield server.replace("/postgres?", "/gouji_test?")
    finally:
        with admin.connect() as connection:
            connection.execute(text("DROP DATABASE gouji_test WITH (FORCE)"))
        admin.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Engine]:
    """An open, empty store."""
    engine = open_store(url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def _blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty store, made once."""
    path = tmp_path_factory.mktemp("blank") / "store.db"
    open_store(str(path)).dispose()
    return path


@pytest.fixture
def empty(_blank: Path, tmp_path: Path) -> Iterator[Engine]:
    """An open, empty store of SQLite, copied: quicker than one that is made."""
    engine = open_store(str(shutil.copy(_blank, tmp_path / "empty.db")))
    yield engine
    engine.dispose()
