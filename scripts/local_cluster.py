"""PostgreSQL, a Dask scheduler and workers on this machine, each of which can be killed and started
again: for tests and for measuring."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import create_engine, text

ROOT = Path(__file__).parents[1]
#: The account the database runs as where this runs as root, which it refuses to.
_OTHER = "nobody"
_PATIENCE = 120.0


def until(holds: Callable[[], object], what: str, seconds: float = _PATIENCE) -> None:
    """Wait until something holds. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.05)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


class Postgres:
    """A server on a socket of its own, which writes to the disk as one in use does."""

    def __init__(self, *settings: str) -> None:
        found = programs()
        if found is None:
            raise FileNotFoundError("initdb")
        self.programs = found
        self.user = _OTHER if os.geteuid() == 0 else None
        self.name = self.user or os.environ.get("USER") or "gouji"
        self.folder = Path(tempfile.mkdtemp(prefix="gouji-pg-"))
        if self.user:
            shutil.chown(self.folder, self.user)
        self.settings = ("listen_addresses=''", *settings)
        where = ("-D", str(self.folder / "data"))
        self._run("initdb", *where, "-U", self.name, "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8")  # fmt: skip

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{self.name}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start it, again as well after it was killed: its children may take a while to go."""
        options = " ".join([f"-k {self.folder}", *(f"-c {s}" for s in self.settings)])
        where = ("-D", str(self.folder / "data"), "-l", str(self.folder / "log"))

        def started() -> bool:
            try:
                self._run("pg_ctl", *where, "-o", options, "-w", "start")
            except subprocess.CalledProcessError:
                return False
            return True

        until(started, "PostgreSQL does not start")

    def create(self, database: str) -> str:
        """A new database; its URL."""
        url = self.url().replace("://", "+psycopg://")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {database}"))
        engine.dispose()
        return self.url(database)

    def kill(self) -> None:
        """End it as a power cut does."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

    def close(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, **quiet)


class Machines:
    """A scheduler and worker processes, each under a nanny that starts it anew."""

    def __init__(self, folder: Path, preload: str = "corpus.cluster.ready") -> None:
        self.folder, self.preload = folder, preload
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.nannies: list[subprocess.Popen[bytes]] = []

    def start_scheduler(self) -> None:
        self.scheduler = self._dask("scheduler", {"--host": "127.0.0.1", "--port": str(self.port)})

    def start_worker(self) -> None:
        own = {"--nworkers": "1", "--local-directory": str(self.folder), "--preload": self.preload}
        self.nannies.append(self._dask("worker", own))

    def workers(self) -> list[int]:
        """The processes of the workers themselves."""
        living = [n.pid for n in self.nannies if n.poll() is None]
        found = [child for nanny in living for child in children(nanny)]
        return [pid for pid in found if "spawn_main" in command_of(pid)]

    def close(self) -> None:
        for process in (*self.nannies, *filter(None, [self.scheduler])):
            if process.poll() is None:
                process.terminate()
        for process in (*self.nannies, *filter(None, [self.scheduler])):
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _dask(self, service: str, own: dict[str, str]) -> subprocess.Popen[bytes]:
        """Run what compose.yaml has a service run, with some options of our own."""
        arguments = command_in_compose(service)[1:]
        for name, value in own.items():
            arguments[arguments.index(name) + 1] = value
        arguments = [self.address if a.startswith("tcp://") else a for a in arguments]
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
        }
        with (self.folder / "dask.log").open("ab") as log:
            command = [sys.executable, "-m", "dask", *arguments]
            return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


@contextlib.contextmanager
def cluster(
    folder: Path, workers: int, preload: str = "corpus.cluster.ready"
) -> Iterator[Machines]:
    """A scheduler with so many workers, all of them ready."""
    machines = Machines(folder, preload)
    try:
        machines.start_scheduler()
        for _ in range(workers):
            machines.start_worker()
        wait_for(machines, workers)
        yield machines
    finally:
        machines.close()


def wait_for(machines: Machines, workers: int) -> None:
    """Wait until the scheduler has so many workers."""
    from distributed import Client

    with Client(machines.address, timeout=_PATIENCE, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=_PATIENCE)


def command_in_compose(service: str) -> list[str]:
    """The command of a service of compose.yaml."""
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    return str(services[service]["command"]).split()


def children(pid: int) -> list[int]:
    """The processes that a process started (Linux)."""
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found += [int(p) for p in (task / "children").read_text().split()]
    return found


def command_of(pid: int) -> str:
    """The command line of a process; "" where it is gone (Linux)."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""
