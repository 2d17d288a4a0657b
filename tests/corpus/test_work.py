"""Work that scans share: who is at a file, what is done, what becomes of those who die."""

from __future__ import annotations

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select, text

from corpus.cluster.books import HeldBooks
from corpus.store.models import FileRow, ReportRow
from corpus.store.records import record
from corpus.store.work import (
    Claim,
    LostClaimError,
    Piece,
    Taken,
    claim,
    plan,
    release,
    renew,
)
from corpus.store.writing import FileResult, begin_scan
from tests.corpus.test_store import PLAN, an_audit

pytest.importorskip("distributed", reason="the extra gouji[cluster] is not installed")

FOUND = record(an_audit(), "1.0")
RESULT = FileResult("a.pdf", "a.pdf", 10, FOUND.report["sha256"], "read")


def noted(engine: Engine, *keys: str, stamp: str = "1", **about: object) -> set[str]:
    """Plan some files; those that are done already."""
    given = {"again": False, "retry": (), **about}
    return set(plan(engine, [Piece(key, stamp) for key in keys], "1.0", **given))  # type: ignore[arg-type]


def held(engine: Engine, key: str = "a.pdf", lease: float = 60) -> Claim:
    found = claim(engine, key, lease)
    assert isinstance(found, Claim)
    return found


def books(engine: Engine, held: Claim, *, again: bool = False) -> HeldBooks:
    return HeldBooks(engine, begin_scan(engine, PLAN), "1.0", held, again=again)


def done(engine: Engine, key: str = "a.pdf") -> None:
    own = books(engine, held(engine, key))
    own.write(replace(RESULT, key=key), FOUND, passing=False)
    own.close()


def run_out(engine: Engine, mine: Claim) -> None:
    """Let a claim be over, as when its holder has not renewed it."""
    over = "UPDATE work SET until = now() - interval '1 second' WHERE key = :key"
    with engine.begin() as connection:
        connection.execute(text(over), {"key": mine.key})


def count(engine: Engine, table: type[ReportRow] | type[FileRow]) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_a_file_is_held_by_one(shared: Engine) -> None:
    noted(shared, "a.pdf")
    mine = held(shared)
    other = claim(shared, "a.pdf", 60)
    assert isinstance(other, Taken) and not other.done and 50 < other.seconds <= 60
    assert renew(shared, mine) and release(shared, mine)
    assert held(shared).deaths == 0


def test_of_many_who_ask_at_once_one_gets_it(shared: Engine) -> None:
    noted(shared, "a.pdf")
    barrier, found = Barrier(4), []

    def ask() -> None:
        barrier.wait()
        found.append(claim(shared, "a.pdf", 60))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(one) for one in found].count(Claim) == 1


def test_who_died_is_followed_and_counted(shared: Engine) -> None:
    noted(shared, "a.pdf")
    first = held(shared, lease=0.0)
    run_out(shared, first)
    second = held(shared, lease=0.0)
    assert second.deaths == 1
    run_out(shared, second)
    assert held(shared, lease=0.0).deaths == 2


def test_a_server_that_was_started_again_gives_holders_time(shared: Engine) -> None:
    """What ran out while it was down is not over before they can have said that they live."""
    noted(shared, "a.pdf")
    mine = held(shared)
    run_out(shared, mine)
    assert isinstance(claim(shared, "a.pdf", 100_000), Taken)
    assert renew(shared, mine)


def test_who_lost_the_file_writes_nothing(shared: Engine) -> None:
    noted(shared, "a.pdf")
    slow = held(shared, lease=0.0)
    run_out(shared, slow)
    quick = held(shared, lease=0.0)
    with pytest.raises(LostClaimError):
        books(shared, slow).write(RESULT, FOUND, passing=False)
    assert count(shared, ReportRow) == count(shared, FileRow) == 0
    books(shared, quick).write(RESULT, FOUND, passing=False)
    assert count(shared, ReportRow) == count(shared, FileRow) == 1
    assert claim(shared, "a.pdf", 60) == Taken(done=True)


def test_a_content_under_two_names_is_one_report(shared: Engine) -> None:
    """Two workers read it at the same time: the second finds that it is there."""
    noted(shared, "a.pdf", "b.pdf")
    one, two = books(shared, held(shared)), books(shared, held(shared, "b.pdf"))
    first = one.write(RESULT, FOUND, passing=False)
    second = two.write(replace(RESULT, key="b.pdf"), FOUND, passing=False)
    assert first.report_id == second.report_id
    assert (count(shared, ReportRow), count(shared, FileRow)) == (1, 2)
    assert noted(shared, "a.pdf", "b.pdf") == {"a.pdf", "b.pdf"}


def test_what_is_done_is_done_until_it_changes(shared: Engine) -> None:
    assert noted(shared, "a.pdf") == set()
    done(shared)
    assert noted(shared, "a.pdf") == {"a.pdf"}
    assert noted(shared, "a.pdf", stamp="2") == set()
    done(shared)
    assert noted(shared, "a.pdf", stamp="2") == {"a.pdf"}
    assert noted(shared, "a.pdf", stamp="2", again=True) == set()


def test_what_nothing_tells_the_state_of_is_looked_at_again(shared: Engine) -> None:
    noted(shared, "a.pdf", stamp="")
    done(shared)
    assert noted(shared, "a.pdf", stamp="") == set()


def test_what_failed_is_done_again_where_that_is_asked_for(shared: Engine) -> None:
    noted(shared, "a.pdf")
    own = books(shared, held(shared))
    own.write(replace(RESULT, status="timeout"), None, passing=True)
    assert noted(shared, "a.pdf") == {"a.pdf"}
    assert noted(shared, "a.pdf", retry=["crashed"]) == {"a.pdf"}
    assert noted(shared, "a.pdf", retry=["timeout"]) == set()


def test_what_a_plan_finds_held_stays_held(shared: Engine) -> None:
    noted(shared, "a.pdf")
    mine = held(shared)
    assert noted(shared, "a.pdf", stamp="2", again=True) == set()
    assert renew(shared, mine)
