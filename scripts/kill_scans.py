"""Scans that are killed in every way, at moments of chance: is the store what it would have been?

    python scripts/kill_scans.py --runs 15 --reports 12

Kinds: `main` (the process that scans), `group` (it and all its workers), `worker` (one that reads),
`starting` (each new worker at once, the first few times), `server` (what they are forked from,
three times), `often` (any worker, again and again, but seldom enough that no file is killed twice,
which makes it one for want of `memory`), `term` and `int` (the signals that ask for an end). After
`worker`, `starting`, `server` and `often` the scan must go on by itself, and end with status 0;
after the others it is run once more. Linux only.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus.sampling import make

ALONE = ("worker", "starting", "server", "often")
KINDS = ("main", "group", "term", "int", *ALONE)
#: The tables whose rows are compared, with the columns that depend on time and order left out.
_QUERY = """
    SELECT f.path, f.status, f.sha256, r.unit, r.claims, r.mismatches, r.doubts,
           (SELECT count(*) FROM cells c WHERE c.report_id = r.id),
           (SELECT group_concat(mark) FROM (SELECT mark FROM findings n WHERE n.report_id = r.id
                                            ORDER BY mark))
    FROM files f LEFT JOIN reports r ON r.id = f.report_id ORDER BY f.path
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", type=int, default=15, help="kills of each kind")
    parser.add_argument("--reports", type=int, default=12)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS), choices=KINDS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "reports")
        folder.mkdir()
        for seed in range(given.reports):
            (folder / f"{seed}.pdf").write_bytes(make(seed, "river", "budget").data)
        begun = time.perf_counter()
        whole = _start(folder, Path(temporary, "whole.db"))
        assert whole.wait() == 0
        seconds = time.perf_counter() - begun
        expected = _rows(Path(temporary, "whole.db"))
        print(f"{len(expected)} files in {seconds:.1f} s, undisturbed")
        for kind in given.kinds:
            print(f"{kind:9} {_tally(kind, given.runs, folder, expected, seconds, chance)}")


def _tally(
    kind: str,
    runs: int,
    folder: Path,
    expected: list[object],
    seconds: float,
    chance: random.Random,
) -> str:
    same = ended = 0
    for number in range(runs):
        store = folder.parent / f"{kind}-{number}.db"
        process = _start(folder, store)
        _disturb(kind, process, seconds, chance)
        status = process.wait(timeout=600)
        ended += status == 0
        if kind not in ALONE:
            status = _start(folder, store).wait(timeout=600)
        rows = _rows(store)
        same += status == 0 and rows == expected
        if status or rows != expected:
            print(f"  {kind} {number}: status {status}, {set(rows) ^ set(expected)!r:.300}")
    return f"{runs} runs, {ended} ended by themselves, {same} with the same tables"


def _start(folder: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gouji", "scan", str(folder), "-q", "-j", "2"]
    return subprocess.Popen(
        [*command, "--store", str(store)], stdout=subprocess.DEVNULL, start_new_session=True
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


def _rows(store: Path) -> list[object]:
    with sqlite3.connect(store) as connection:
        return list(connection.execute(_QUERY))


if __name__ == "__main__":
    main()
