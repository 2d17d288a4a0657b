"""A store that is made or brought up to date is whole or untouched, wherever that is cut off."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event

from corpus.store.database import MIGRATIONS, StoreError, alembic_config, open_store
from corpus.store.records import record
from tests.corpus.test_store import an_audit, put

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")


def killed(path: Path, position: int) -> bool:
    """Open a store in a process that ends without a word at the n-th statement or commit; whether
    it came so far."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    count = 0

    def tick(*_: object) -> None:
        nonlocal count
        count += 1
        if count > position:
            os._exit(9)

    try:
        for name in ("after_cursor_execute", "commit", "begin"):
            event.listen(Engine, name, tick)
        open_store(str(path)).dispose()
    finally:
        os._exit(0)


def schema(path: Path) -> set[tuple[object, ...]]:
    """What is in a database, with the version that it says it has."""
    if not path.exists():
        return set()
    with sqlite3.connect(path) as connection:
        found = set(connection.execute("SELECT type, name, sql FROM sqlite_schema"))
        if any(name == "alembic_version" for _, name, _ in found):
            found |= set(connection.execute("SELECT version_num FROM alembic_version"))
    return found


def test_a_new_store_is_whole_or_empty(tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    open_store(str(whole)).dispose()
    position = 0
    while killed(tmp_path / f"{position}.db", position):
        path = tmp_path / f"{position}.db"
        assert schema(path) in (set(), schema(whole)), f"killed at {position}"
        if position % 20 == 0:
            open_store(str(path)).dispose()
            assert schema(path) == schema(whole)
        position += 1
    assert position > 50


#: Every version of the store before this one's.
EARLIER = [
    script.revision
    for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    if script.revision != ScriptDirectory(str(MIGRATIONS)).get_current_head()
]


@pytest.mark.parametrize("version", sorted(EARLIER))
def test_a_store_that_is_brought_up_to_date_is_old_or_new(version: str, tmp_path: Path) -> None:
    """At every position of all the steps there are, and at some of those of the last ones."""
    step = 1 if version == min(EARLIER) else 9
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    engine = open_store(str(old))
    put(engine, record(an_audit(), "1.0"))
    command.downgrade(alembic_config(engine), version)
    engine.dispose()
    shutil.copy(old, new)
    open_store(str(new)).dispose()
    rows = "SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM findings)"
    position = 0
    path = tmp_path / "0.db"
    shutil.copy(old, path)
    while killed(path, position):
        assert schema(path) in (schema(old), schema(new)), f"killed at {position}"
        with sqlite3.connect(path) as connection:
            assert connection.execute(rows).fetchone() == (4, 1)
        position += step
        path = tmp_path / f"{position}.db"
        shutil.copy(old, path)
    assert position > 8


@pytest.mark.parametrize("pages", [1, 2, 10, 40])
def test_a_disk_that_is_full(tmp_path: Path, pages: int) -> None:
    path = tmp_path / "a.db"

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Engine, "connect", limit)
    try:
        with pytest.raises(StoreError) as raised:
            open_store(str(path))
    finally:
        event.remove(Engine, "connect", limit)
    assert raised.value.status == "unreachable"
    open_store(str(path)).dispose()
