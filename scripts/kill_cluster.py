"""A scan on a cluster whose workers, scheduler and database are killed (-9) at moments of chance:
is the store what a scan of one machine makes of the same files, and is nothing in it twice?

    python scripts/kill_cluster.py --reports 60 --kills 10

Linux only. The scan itself is started once and has to come through; PostgreSQL and the scheduler
are started again a moment after they were killed, workers by their nannies.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from local_cluster import ROOT, Machines, Postgres, cluster, until
from sqlalchemy import create_engine, text

from corpus.sampling import looks, make

#: What is killed, by turns that chance orders.
KINDS = ("worker", "scheduler", "postgres")
#: All that depends neither on time nor on the order of reading.
_ROWS = """
    SELECT f.path, f.status, f.sha256, r.unit, r.year, r.kind, r.claims, r.confirmed, r.mismatches,
           r.doubts, r.missing,
           (SELECT count(*) FROM cells c WHERE c.report_id = r.id) AS cells,
           (SELECT count(*) FROM sentences c WHERE c.report_id = r.id) AS sentences,
           (SELECT count(*) FROM evidence c WHERE c.report_id = r.id) AS evidence,
           (SELECT count(*) FROM facts c WHERE c.report_id = r.id) AS facts,
           (SELECT count(*) FROM duties c WHERE c.report_id = r.id) AS duties
    FROM files f LEFT JOIN reports r ON r.id = f.report_id ORDER BY f.path
"""
_MARKS = """
    SELECT f.path, n.mark, n.message FROM findings n JOIN files f ON f.report_id = n.report_id
    ORDER BY f.path, n.mark, n.message
"""
_TWICE = """
    SELECT (SELECT count(*) FROM reports)
           - (SELECT count(DISTINCT report_id) FROM files WHERE report_id IS NOT NULL)
"""


def rows(url: str) -> list[tuple[object, ...]]:
    """What two stores of the same files have alike."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = [tuple(r) for query in (_ROWS, _MARKS) for r in connection.execute(text(query))]
        assert connection.scalar(text(_TWICE)) == 0, "a report that no file has"
    engine.dispose()
    return found


def reports(folder: Path, count: int) -> None:
    """So many made-up reports, in folders of ten; those that are there already stay."""
    templates = sorted(looks())
    for number in range(count):
        path = folder / f"{number // 10:03}" / f"{number:05}.pdf"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            kind = "budget" if number % 3 == 0 else "final"
            path.write_bytes(make(number, templates[number % len(templates)], kind).data)


def scan(folder: Path, store: str, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gouji", "scan", str(folder), "--store", store, "-q", *more]
    return subprocess.Popen(command, cwd=ROOT)


def disturb(
    process: subprocess.Popen[bytes],
    machines: Machines,
    postgres: Postgres,
    turns: Sequence[str],
    span: float,
    chance: random.Random,
) -> int:
    """Kill one thing after the other while the scan runs; how many it came to."""
    for number, kind in enumerate(turns):
        time.sleep(chance.uniform(0.3, 1.2) * span / len(turns))
        if process.poll() is not None:
            return number
        print(f"  {kind} is killed", flush=True)
        if kind == "postgres":
            postgres.kill()
            time.sleep(chance.uniform(0, 2))
            postgres.start()
        elif kind == "scheduler" and machines.scheduler is not None:
            machines.scheduler.kill()
            machines.scheduler.wait()
            machines.start_scheduler()
            for nanny in list(machines.nannies):  # they end with their scheduler, in their time
                nanny.kill()
                nanny.wait()
                machines.nannies.remove(nanny)
                machines.start_worker()
        else:
            until(machines.workers, "no worker")
            pid = chance.choice(machines.workers())
            subprocess.run(["kill", f"-{signal.SIGKILL.value}", str(pid)], check=False)
    return len(turns)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="keep the made-up reports in this folder")
    parser.add_argument("--span", type=float, default=0, help="seconds over which to kill")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary, "reports")
        reports(folder, given.reports)
        postgres = Postgres()
        try:
            postgres.start()
            begun = time.monotonic()
            assert scan(folder, postgres.create("one"), "-j", "2").wait() == 0
            seconds = time.monotonic() - begun
            expected = rows(postgres.url("one"))
            print(f"one machine: {len(expected)} rows to compare in {seconds:.0f} s", flush=True)
            with cluster(Path(temporary), given.workers) as machines:
                store = postgres.create("many")
                begun = time.monotonic()
                process = scan(folder, store, "--cluster", machines.address)
                turns = [KINDS[n % len(KINDS)] for n in range(given.kills)]
                chance.shuffle(turns)
                span = given.span or seconds
                came = disturb(process, machines, postgres, turns, span, chance)
                status = process.wait()
                seconds = time.monotonic() - begun
            found = rows(store)
            print(f"cluster: status {status} after {came} kills in {seconds:.0f} s")
            print("the same rows" if found == expected else "OTHER ROWS", len(found))
            for row in sorted(map(str, set(found) ^ set(expected)))[:10]:
                print(" ", row)
        finally:
            postgres.close()
    sys.exit(found != expected or status != 0)


if __name__ == "__main__":
    main()
