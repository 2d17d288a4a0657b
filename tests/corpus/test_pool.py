"""Workers: whatever happens to one is an outcome, and the others go on."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import forkserver
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.scanning.at_work import RefusalError
from corpus.scanning.crew import Crew, CrewError, Ending
from corpus.scanning.pool import Options, outcome, workers
from corpus.scanning.scratch import scratch
from corpus.scanning.sources import Source
from corpus.scanning.worker import start
from tests.corpus import misbehaving

SOURCE = Source(Path("a.pdf"), "a.pdf", 1)
OPTIONS = Options(workers=1, time_limit=1.5, recycle=3)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew[Any]]:
    with workers(OPTIONS) as crew:
        yield crew


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[Any], Crew[Any]]]:
    """Makes a crew with an initializer of one's own."""
    made: list[Crew[Any]] = []
    (tmp_path / "scratch").mkdir()

    def make(initializer: Any) -> Crew[Any]:
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        made.append(Crew(2, context, initializer, scratch=tmp_path / "scratch"))
        return made[-1]

    yield make
    for crew in made:
        crew.__exit__(None, None, None)


def run(crew: Crew[Any], deed: Any, *arguments: Any, seconds: float = 60) -> Ending[Any]:
    number = crew.submit(deed, *arguments, seconds=seconds)
    ((ended, ending),) = crew.wait()
    assert ended == number
    return ending


@pytest.mark.parametrize(
    ("deed", "arguments", "status"),
    [
        (misbehaving.sleep, [], "timeout"),
        (misbehaving.abort, [], "crashed"),
        (misbehaving.be_killed, [], "memory"),
        (misbehaving.outstay, [0.2], "timeout"),
    ],
)
def test_ends_of_workers(
    crew: Crew[Any], deed: object, arguments: list[object], status: str
) -> None:
    found = outcome(run(crew, deed, *arguments, seconds=1.5), SOURCE, OPTIONS)
    assert found.status == status and "a.pdf" in found.message and found.died
    assert run(crew, misbehaving.pid).result > 0


def test_a_late_task_is_late_whoever_listens(crew: Crew[Any]) -> None:
    run(crew, misbehaving.pid)
    crew.submit(misbehaving.dawdle, 0.2, seconds=0.1)
    time.sleep(1)
    ((_, ending),) = crew.wait()
    assert ending == Ending(late=True)
    assert run(crew, misbehaving.dawdle, 0.2, seconds=60).result == "done"


def test_a_worker_without_room_for_a_report_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file would be a fault of its own, else."""
    for name in ("quiet", "preload"):
        monkeypatch.setitem(sys.modules, f"corpus.scanning.{name}", ModuleType(name))
    monkeypatch.setattr("corpus.scanning.worker.room", lambda: 150.0)
    with pytest.raises(RefusalError, match="no_room"):
        start(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's memory limit is Linux's")
def test_memory_is_limited(crew: Crew[Any]) -> None:
    assert run(crew, misbehaving.eat_memory, 200).result == "memory"


def test_workers_are_replaced(crew: Crew[Any]) -> None:
    pids = {run(crew, misbehaving.pid).result for _ in range(8)}
    assert len(pids) >= 2


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("kind", ["sending", "taken"])
def test_a_worker_that_dies_outside_its_task_costs_nothing(
    crew: Crew[Any], tmp_path: Path, kind: str, times: int
) -> None:
    if kind == "sending":
        ending = run(crew, misbehaving.send_doomed, tmp_path, times)
    else:
        ending = run(crew, misbehaving.echo, misbehaving.DiesTaken(tmp_path, times))
    assert ending == Ending(result="sent" if kind == "sending" else "taken")
    assert len(list(tmp_path.iterdir())) == times


def test_a_worker_killed_once_at_work_costs_nothing(crew: Crew[Any], tmp_path: Path) -> None:
    assert run(crew, misbehaving.killed_at_work, tmp_path, 1).result == "done"


def test_a_task_that_kills_each_of_its_workers_is_told_so(crew: Crew[Any], tmp_path: Path) -> None:
    assert run(crew, misbehaving.killed_at_work, tmp_path, 99).exitcode == -9
    ending = run(crew, misbehaving.send_doomed, tmp_path, 99)
    assert ending.exitcode == -9 and ending.result is None
    assert run(crew, misbehaving.pid).result > 0


def test_a_worker_that_dies_while_it_starts_costs_nothing(
    fresh: Callable[[Any], Crew[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "marks").mkdir()
    monkeypatch.setenv("GOUJI_TEST_MARKS", str(tmp_path / "marks"))
    crew = fresh(misbehaving.start_badly)
    numbers = {crew.submit(misbehaving.echo, n): n for n in range(20)}
    ended: dict[int, Ending[Any]] = {}
    while len(ended) < len(numbers):
        ended |= dict(crew.wait())
    assert {numbers[n]: e.result for n, e in ended.items()} == {n: n for n in range(20)}


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked from a server on Linux")
@pytest.mark.parametrize("stopped", [False, True])
def test_the_server_that_workers_are_forked_from_may_be_killed(
    stopped: bool, crew: Crew[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And refuse workers for a while before it is seen to be gone."""
    server = forkserver._forkserver  # type: ignore[attr-defined]
    killed = run(crew, misbehaving.pid).result
    if stopped:
        started, until = crew.context.Process, time.monotonic() + 0.4

        def refused(*given: Any, **named: Any) -> Any:
            if time.monotonic() > until:
                return started(*given, **named)
            raise ConnectionRefusedError(111, "Connection refused")

        monkeypatch.setattr(crew.context, "Process", refused, raising=False)
    os.kill(server._forkserver_pid, signal.SIGKILL)
    os.kill(killed, signal.SIGKILL)
    assert run(crew, misbehaving.pid).result not in (0, killed)


@pytest.mark.parametrize(
    ("initializer", "status"),
    [(misbehaving.never_start, "start"), (misbehaving.refuse, "no_room")],
)
def test_workers_that_never_start_end_the_scan(
    fresh: Callable[[Any], Crew[Any]], initializer: object, status: str
) -> None:
    crew = fresh(initializer)
    with pytest.raises(CrewError) as raised:
        run(crew, misbehaving.pid)
    assert raised.value.status == status


def test_what_workers_leave_in_their_folder_goes(crew: Crew[Any]) -> None:
    place = Path(run(crew, misbehaving.where_to).result)
    assert place.is_relative_to(crew.scratch) and any(place.iterdir())
    run(crew, misbehaving.be_killed)
    assert not place.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_a_killed_process_left_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import os\\nfrom corpus.scanning.scratch import scratch\\n"
        "with scratch() as s:\\n (s / 'a.pdf').write_text('x')\\n os.kill(os.getpid(), 9)"
    ).replace("\\n", "\n")
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=Path(__file__).parents[2])
    (left,) = tmp_path.iterdir()
    assert (left / "a.pdf").exists()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with scratch() as mine:
        assert not left.exists()
        with scratch():
            assert mine.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_task_may_ask_for_time_and_tell_how_far_it_is(crew: Crew[Any]) -> None:
    """As a report of many scanned pages does."""
    told: list[object] = []
    crew.told = told.append
    assert run(crew, misbehaving.ask_for_time, 2.0, 20.0, seconds=1.5).result == "done"
    assert told == [(1, 2)]
    assert run(crew, misbehaving.ask_for_time, 60.0, 0.5, seconds=1.0).late


def test_outside_a_worker_nobody_is_asked() -> None:
    assert misbehaving.ask_for_time(0.0, 5.0) == "done"
