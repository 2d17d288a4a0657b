"""What a cluster adds to reading: a real scheduler, workers, PostgreSQL, and readers that take no
time, or real ones.

    python scripts/bench_cluster.py --fake 300 --workers 1 2      # ms a report, reports a second
    python scripts/bench_cluster.py --fake 60 --slow 1 --workers 1 2 4    # how it scales
    python scripts/bench_cluster.py --real 40 --workers 1 2       # made-up reports, read
    python scripts/bench_cluster.py --tasks 2000                  # the scheduler alone

Processor time is that of all processes of each kind, without what they take when they have nothing
to do, so that it can be told on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import tempfile
import time
from pathlib import Path
from typing import Any

from bench_store import records
from kill_cluster import reports
from local_cluster import Machines, Postgres, children, cluster

from corpus.cluster.scan import Cluster, scan
from corpus.scanning.pool import Options
from corpus.store.database import opened

_TICKS = os.sysconf("SC_CLK_TCK")
#: How long to look at processes that do nothing, in seconds.
_REST = 10.0


def seconds_of(pid: int) -> float:
    """Processor seconds of a process and all below it, those that ended as well."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS + sum(map(seconds_of, children(pid)))


def spent(machines: Machines, postgres: Postgres) -> dict[str, float]:
    server = (postgres.folder / "data" / "postmaster.pid").read_text().split()[0]
    assert machines.scheduler is not None
    return {
        "scan": time.process_time(),
        "scheduler": seconds_of(machines.scheduler.pid),
        "workers": sum(seconds_of(n.pid) for n in machines.nannies),
        "postgres": seconds_of(int(server)),
    }


def at_rest(machines: Machines, postgres: Postgres) -> dict[str, float]:
    """Processor seconds a second of those who have nothing to do."""
    before = spent(machines, postgres)
    time.sleep(_REST)
    after = spent(machines, postgres)
    return {k: (after[k] - before[k]) / _REST for k in before}


def run(folder: Path, postgres: Postgres, machines: Machines, name: str) -> dict[str, Any]:
    """Scan a folder on a cluster; what each report took."""
    url = postgres.create(name)
    with opened(url) as engine:
        idle = at_rest(machines, postgres)
        before, begun = spent(machines, postgres), time.monotonic()
        summary = scan([str(folder)], engine, Options(), Cluster(machines.address, url))
        took, after = time.monotonic() - begun, spent(machines, postgres)
        again = time.monotonic()
        known = scan([str(folder)], engine, Options(), Cluster(machines.address, url)).known
        again = time.monotonic() - again
    assert known == summary.done == summary.statuses["read"], summary
    return {
        "workers": len(machines.nannies),
        "reports": summary.done,
        "per_second": summary.done / took,
        "cpu_ms": {
            k: 1000 * (after[k] - before[k] - idle[k] * took) / summary.done for k in before
        },
        "idle_ms": {k: 1000 * idle[k] for k in before},
        "again_ms": 1000 * again / summary.done,
    }


def tasks(machines: Machines, count: int) -> dict[str, float]:
    """How many tasks a second the scheduler hands to a worker that does nothing."""
    from distributed import Client

    with Client(machines.address, set_as_default=False) as client:
        assert machines.scheduler is not None
        before = seconds_of(machines.scheduler.pid)
        begun, cpu = time.monotonic(), time.process_time()
        client.gather(client.map(abs, range(count), pure=False))
        took = time.monotonic() - begun
        return {
            "tasks_per_second": count / took,
            "scheduler_cpu_ms": 1000 * (seconds_of(machines.scheduler.pid) - before) / count,
            "client_cpu_ms": 1000 * (time.process_time() - cpu) / count,
        }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fake", type=int, default=0, help="reports that nobody reads")
    parser.add_argument("--slow", type=float, default=0, help="seconds a fake reader takes")
    parser.add_argument("--real", type=int, default=0, help="made-up reports")
    parser.add_argument("--tasks", type=int, default=0, help="tasks that do nothing")
    parser.add_argument("--workers", nargs="*", type=int, default=[1])
    parser.add_argument("--folder", type=Path, help="keep the made-up reports in this folder")
    parser.add_argument("--json", type=Path, help="add what was measured to this file")
    given = parser.parse_args()
    fakes = "cluster_slow" if given.slow else "cluster_fake"
    told: dict[str, list[Any]] = {fakes: [], "cluster_real": [], "tasks": []}
    os.environ["GOUJI_FAKE_SECONDS"] = str(given.slow)
    postgres = Postgres()
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        try:
            postgres.start()
            if given.fake:
                (place / "base").mkdir()
                os.environ["GOUJI_FAKE"] = str(place / "base" / "records")
                (place / "base" / "records").write_bytes(pickle.dumps(records(6)))
                (place / "fake").mkdir()
                for number in range(given.fake):
                    (place / "fake" / f"{number}.pdf").write_text(str(number))
            for workers in given.workers:
                if given.fake:
                    with cluster(place, workers, preload="scripts.fake_reading") as machines:
                        found = run(place / "fake", postgres, machines, f"fake{workers}")
                    told[fakes].append(found | {"seconds": given.slow})
                    print(json.dumps(found), flush=True)
                if given.real:
                    folder = given.folder or place / "real"
                    reports(folder, given.real)
                    with cluster(place, workers) as machines:
                        found = run(folder, postgres, machines, f"real{workers}")
                    told["cluster_real"].append(found)
                    print(json.dumps(found), flush=True)
            if given.tasks:
                with cluster(place, 1) as machines:
                    tasks(machines, 100)
                    told["tasks"].append(tasks(machines, given.tasks))
                print(json.dumps(told["tasks"]), flush=True)
        finally:
            postgres.close()
    if given.json:
        before = json.loads(given.json.read_text()) if given.json.exists() else {}
        for name, some in told.items():
            before[name] = before.get(name, []) + some
        given.json.write_text(json.dumps(before, indent=1))


if __name__ == "__main__":
    main()
