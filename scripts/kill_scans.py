"""Scans that are killed in every way, at moments of chance: is the store what it would have been?

    python scripts/kill_scans.py --runs 15 --reports 12
    python scripts/kill_scans.py --runs 15 --reports 12 --postgres

Kinds: `main` (the process that scans), `group` (it and all its workers), `worker` (one that reads),
`starting` (each new worker at once, the first few times), `taking` and `sending` (three workers
that have got half of a task, or sent half of a result), `server` (what they are forked from, three
times), `often` (any worker, again and again, but seldom enough that no file is killed twice, which
makes it one for want of `memory`), `term` and `int` (the signals that ask for an end); `together`
kills nothing, but has two scans make one new store. After `worker`, `starting`, `taking`,
`sending`, `server`, `often` and `together` each scan must go on by itself, and end with status 0;
after the others it is run once more. Every row of every table is compared (same_rows.py). Linux
only.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from local_cluster import Postgres
from same_rows import rows

from corpus.sampling import make

IN_PIPES = ("taking", "sending")
ALONE = ("worker", "starting", "server", "often", "together", *IN_PIPES)
KINDS = ("main", "group", "term", "int", *ALONE)
#: So many workers die in their pipes in one scan.
_DEATHS = 3
#: A name of a store, made into where it is.
Place = Callable[[str], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=15, help="kills of each kind")
    parser.add_argument("--reports", type=int, default=12)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=KINDS)
    parser.add_argument("--postgres", action="store_true", help="stores of PostgreSQL")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    # Where this runs in the background it is ignored, and what is started here would ignore it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as temporary, _places(temporary, given.postgres) as place:
        folder = Path(temporary, "reports")
        folder.mkdir()
        for seed in range(given.reports):
            (folder / f"{seed}.pdf").write_bytes(make(seed, "river", "budget").data)
        begun = time.perf_counter()
        whole = place("whole")
        assert _start(folder, whole).wait() == 0
        seconds = time.perf_counter() - begun
        expected = rows(whole)
        count = expected["files"].total()
        print(f"{count} files in {seconds:.1f} s, undisturbed", flush=True)
        for kind in given.kinds:
            told = _tally(kind, given.runs, folder, place, expected, seconds, chance)
            print(f"{kind:9} {told}", flush=True)


@contextlib.contextmanager
def _places(temporary: str, postgres: bool) -> Iterator[Place]:
    """Where new stores are made: files, or databases of a server of our own."""
    if not postgres:
        yield lambda name: str(Path(temporary, f"{name}.db"))
        return
    server = Postgres()
    try:
        server.start()
        yield lambda name: server.create(name.replace("-", "_"))
    finally:
        server.close()


def _tally(
    kind: str,
    runs: int,
    folder: Path,
    place: Place,
    expected: dict[str, Counter[str]],
    seconds: float,
    chance: random.Random,
) -> str:
    same = ended = deaths = 0
    for number in range(runs):
        store = place(f"{kind}-{number}")
        dying = _deaths(folder.parent, kind) if kind in IN_PIPES else None
        process = _start(folder, store, dying)
        other = _start(folder, store) if kind == "together" else None
        if kind not in ("together", *IN_PIPES):
            _disturb(kind, process, seconds, chance)
        status = process.wait(timeout=600) or (other.wait(timeout=600) if other else 0)
        ended += status == 0
        deaths += _DEATHS - len(list(dying.iterdir())) if dying else 0
        if kind not in ALONE:
            status = _start(folder, store).wait(timeout=600)
        found = rows(store)
        same += status == 0 and found == expected
        if status or found != expected:
            others = [name for name in expected if found[name] != expected[name]]
            print(f"  {kind} {number}: status {status}, other rows in {others}", flush=True)
    told = f"{runs} runs, {ended} ended by themselves, {same} with the same tables"
    return told + (f", {deaths} workers died" if kind in IN_PIPES else "")


def _deaths(folder: Path, kind: str) -> Path:
    """The folder that tells workers how often they die, and how (dying_in_pipes.py)."""
    dying = folder / kind
    dying.mkdir(exist_ok=True)
    for number in range(_DEATHS):
        (dying / str(number)).touch()
    shutil.copy(Path(__file__).with_name("dying_in_pipes.py"), folder / "sitecustomize.py")
    return dying


def _start(folder: Path, store: str, dying: Path | None = None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gouji", "scan", str(folder), "-q", "-j", "2"]
    environment = dict(os.environ)
    if dying is not None:
        environment["GOUJI_DYING"] = str(dying)
        ways = (str(dying.parent), os.environ.get("PYTHONPATH", ""))
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, ways))
    return subprocess.Popen(
        [*command, "--store", store],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        env=environment,
    )


def _disturb(
    kind: str, process: subprocess.Popen[bytes], seconds: float, chance: random.Random
) -> None:
    if kind in ("starting", "server"):
        _kill_new(process, 3) if kind == "starting" else _kill_servers(process, seconds, chance)
        return
    if kind == "often":
        while process.poll() is None:
            time.sleep(chance.uniform(0.5, 1) * seconds)
            _kill_worker(process, chance)
        return
    time.sleep(chance.uniform(0.2, 0.9 * seconds))
    if kind == "worker":
        while process.poll() is None and not _kill_worker(process, chance):
            time.sleep(0.05)
        return
    number = {"term": signal.SIGTERM, "int": signal.SIGINT}.get(kind, signal.SIGKILL)
    try:
        if kind in ("group", "int"):
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
    except ProcessLookupError:
        return


def _kill_new(process: subprocess.Popen[bytes], times: int) -> None:
    """Kill the first workers as soon as they are there."""
    killed: set[int] = set()
    while process.poll() is None and len(killed) < times:
        for pid in _workers(process.pid):
            if pid not in killed and len(killed) < times:
                killed.add(pid)
                _kill(pid)
        time.sleep(0.001)


def _kill_servers(process: subprocess.Popen[bytes], seconds: float, chance: random.Random) -> None:
    """Kill what workers are forked from three times, at moments of chance."""
    for _ in range(3):
        time.sleep(chance.uniform(0.1, 0.4) * seconds)
        for server in _servers(process.pid):
            _kill(server)


def _kill_worker(process: subprocess.Popen[bytes], chance: random.Random) -> bool:
    pids = sorted(_workers(process.pid))
    return bool(pids) and _kill(chance.choice(pids))


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _workers(main: int) -> set[int]:
    """The processes that the server forked: grandchildren of the scan's."""
    return {w for server in _children(main) for w in _children(server)}


def _servers(main: int) -> list[int]:
    """What workers are forked from, among the processes that a scan has started."""
    return [pid for pid in _children(main) if b"forkserver" in _command(pid)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _children(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in tasks.split()]


if __name__ == "__main__":
    main()
