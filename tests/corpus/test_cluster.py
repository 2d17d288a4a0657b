"""A scan on a cluster: the rows of a scan of one machine, wherever files lie and whoever dies."""

from __future__ import annotations

import contextlib
import http.server
import io
import os
import threading
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlalchemy import Engine, text

from corpus.cluster import network
from corpus.cluster.errand import Errand, Terms, Told, VersionError
from corpus.cluster.scan import Cluster, scan
from corpus.cluster.station import STATION
from corpus.cluster.task import deal
from corpus.sampling import make
from corpus.scanning.events import Summary
from corpus.scanning.outputs import Outputs
from corpus.scanning.pool import Options
from corpus.scanning.scan import scan as scan_here
from corpus.store.database import open_store
from report.outputs import Output
from scripts.local_cluster import cluster as local_cluster
from tests.corpus.forms import draft, write

fsspec = pytest.importorskip("fsspec", reason="the extra gouji[cluster] is not installed")
pytest.importorskip("distributed", reason="the extra gouji[cluster] is not installed")
pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="PostgreSQL is started on Unix only"
)

_ROWS = """
    SELECT f.path, f.status, f.sha256, f.message, r.file, r.unit, r.claims, r.mismatches, r.missing,
           (SELECT count(*) FROM cells c WHERE c.report_id = r.id),
           (SELECT count(*) FROM sentences s WHERE s.report_id = r.id)
    FROM files f LEFT JOIN reports r ON r.id = f.report_id ORDER BY f.path
"""


@pytest.fixture(scope="module")
def reports() -> list[bytes]:
    """Two small made-up 预算."""
    return [make(seed, "river", "budget").data for seed in (5, 6)]


@pytest.fixture
def folder(tmp_path: Path, reports: list[bytes]) -> Path:
    """Reports, one of them twice and one in an archive, and what is none."""
    place = tmp_path / "in"
    (place / "甲局").mkdir(parents=True)
    (place / "甲局" / "2025.pdf").write_bytes(reports[0])
    (place / "again.pdf").write_bytes(reports[0])
    (place / "b.zip").write_bytes(zipped({"乙局/2025.pdf": reports[1], "c.pdf": b"hello"}))
    (place / "cut.pdf").write_bytes(reports[0][:999])
    (place / "empty.pdf").write_bytes(b"")
    (place / "notes.doc_").write_bytes(b"x")
    return place


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


class _Here:
    """A cluster without machines: errands are done in this process, one after the other."""

    def __init__(self, address: str) -> None:
        assert address == "tcp://here"

    def __enter__(self) -> _Here:
        return self

    def __exit__(self, *_: object) -> None: ...

    def workers(self) -> int:
        return 1

    def deal(self, terms: Terms, errands: Iterable[Errand]) -> Iterator[tuple[Errand, Told]]:
        yield from ((errand, deal(terms, errand)) for errand in errands)


@pytest.fixture(scope="module", autouse=True)
def _station() -> Iterator[None]:
    """One reading process for all tests; it is warm before the first of them."""
    yield
    STATION.close()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, database: str) -> Iterator[tuple[Engine, Cluster]]:
    monkeypatch.setattr("corpus.cluster.scan.Dealer", _Here)
    monkeypatch.setattr(network, "PATIENCE", 0.2)
    STATION.engines.clear()
    engine = open_store(database)
    yield engine, Cluster("tcp://here", database)
    for own in (engine, *STATION.engines.values()):
        own.dispose()


def rows(engine: Engine, root: str = "") -> list[tuple[object, ...]]:
    """What two stores of the same files have alike; paths from a folder or an address on."""
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(_ROWS))]
    return [tuple(str(value).replace(root, "") for value in row) for row in found]


def statuses(summary: Summary) -> dict[str, int]:
    return dict(summary.statuses)


EXPECTED = {"read": 3, "not_pdf": 1, "broken": 1, "empty": 1}


@contextlib.contextmanager
def one_machine(folder: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "one.db"))
    scan_here([folder], engine, Options(workers=1))
    yield engine
    engine.dispose()


def test_the_rows_of_a_scan_of_one_machine(
    here: tuple[Engine, Cluster], folder: Path, tmp_path: Path
) -> None:
    engine, cluster = here
    summary = scan([str(folder)], engine, Options(workers=1), cluster)
    assert statuses(summary) == EXPECTED and summary.passed.kinds == {".doc_": 1}
    with one_machine(folder, tmp_path) as one:
        assert rows(engine) == rows(one) != []
    again = scan([str(folder)], engine, Options(workers=1), cluster)
    assert (statuses(again), again.known) == (EXPECTED, 6)
    (folder / "cut.pdf").write_bytes(b"another")
    assert scan([str(folder)], engine, Options(workers=1), cluster).known == 5


def test_pieces_are_put_together(here: tuple[Engine, Cluster], tmp_path: Path) -> None:
    engine, cluster = here
    write(tmp_path, "text.docx", draft())
    write(tmp_path, "tables.xlsx", draft())
    summary = scan([str(tmp_path)], engine, Options(workers=1), cluster)
    assert (summary.joined, summary.done) == (1, 2)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(DISTINCT report_id) FROM files")) == 1


def test_another_gouji_is_refused(here: tuple[Engine, Cluster], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    terms = Terms(here[1].store, 1, "0.0.0", Options())
    with pytest.raises(VersionError):
        deal(terms, next(_errands(tmp_path)))


def test_a_file_at_which_three_workers_died(here: tuple[Engine, Cluster], tmp_path: Path) -> None:
    engine, cluster = here
    (tmp_path / "a.pdf").write_bytes(b"x")
    scan([str(tmp_path)], engine, Options(workers=1), cluster)
    with engine.begin() as connection:
        connection.execute(text("UPDATE work SET deaths = 3, state = 'waiting'"))
    (errand,) = _errands(tmp_path)
    (event,) = deal(Terms(cluster.store, 1, _version(), Options()), errand).events
    assert event.status == "crashed"
    assert [row[:2] for row in rows(engine, f"{tmp_path}/")] == [("a.pdf", "crashed")]
    retried = scan([str(tmp_path)], engine, Options(workers=1, retry=True), cluster)
    assert statuses(retried) == {"not_pdf": 1}


def _errands(folder: Path) -> Iterator[Errand]:
    from corpus.cluster.places import find
    from corpus.scanning.sources import Passed

    return (Errand(s.key, s) for s in find([str(folder)], Passed()))


def _version() -> str:
    from importlib.metadata import version

    return version("gouji")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket of a server that speaks S3."""
    pytest.importorskip("s3fs", reason="the extra gouji[cluster] is not installed")
    server = pytest.importorskip("moto.server", reason="moto is not installed (extra test)")
    import logging

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    fsspec.filesystem("s3").mkdir("gouji-test")
    yield "s3://gouji-test"
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    running.stop()


def test_from_s3_to_s3(
    here: tuple[Engine, Cluster], bucket: str, folder: Path, tmp_path: Path
) -> None:
    engine, cluster = here
    files = fsspec.filesystem("s3")
    files.put(str(folder), f"{bucket}/in", recursive=True)
    target = Cluster(cluster.scheduler, cluster.store, f"{bucket}/in/out")
    options = Options(workers=1, outputs=Outputs(Path("unused"), (Output.HTML, Output.CSV)))
    summary = scan([f"{bucket}/in"], engine, options, target)
    assert statuses(summary) == EXPECTED
    with one_machine(folder, tmp_path) as one:
        assert rows(engine, f"{bucket}/in/") == rows(one, f"{folder}/")
    written = {name.partition("/out/")[2] for name in files.find(f"{bucket}/in/out")}
    kinds = sorted(name.rpartition("-")[2].partition(".")[2] for name in written if "-" in name)
    assert kinds == sorted(["html", "claims.csv", "findings.csv"] * 2 + ["jsonl"])
    assert summary.overview == f"{bucket}/in/out/index.html"
    assert (summary.written, summary.unwritten) == (2, 0)
    page = unquote(files.cat(f"{bucket}/in/out/index.html").decode())
    assert all(name in page for name in written if name.endswith(".html") and "/" in name)
    again = scan([f"{bucket}/in"], engine, options, target)
    assert (statuses(again), again.known, again.written) == (EXPECTED, 6, 0)


@pytest.fixture
def site(folder: Path) -> Iterator[str]:
    """The folder as a server of the web shows it."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    handler = partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_from_the_web(here: tuple[Engine, Cluster], site: str, folder: Path) -> None:
    """A page of links, and a list of addresses, which names none of this machine's own files."""
    engine, cluster = here
    listed = f"{site}/again.pdf\n# {site}/empty.pdf\n\nfile://{folder}/cut.pdf\n{site}/gone.pdf\n"
    (folder / "list.txt").write_text(listed)
    summary = scan([f"{site}/list.txt"], engine, Options(workers=1), cluster)
    assert statuses(summary) == {"read": 1, "missing": 1}
    summary = scan([f"{site}/"], engine, Options(workers=1), cluster)
    assert statuses(summary) == {"read": 2, "not_pdf": 1, "broken": 1, "empty": 1}


def test_places_that_are_not_there(here: tuple[Engine, Cluster]) -> None:
    engine, cluster = here
    places = ["http://127.0.0.1:1/a.pdf", "http://127.0.0.1:1/", "nonsense://a"]
    assert statuses(scan(places, engine, Options(workers=1), cluster)) == {"missing": 3}


def test_workers_that_die(database: str, reports: list[bytes], tmp_path: Path) -> None:
    """On a real scheduler: a file that kills its workers is given up, the others are read."""
    folder = tmp_path / "in"
    folder.mkdir()
    files = {"a.pdf": reports[0], "killer.pdf": b"x", "z.pdf": b""}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    engine = open_store(database)
    with local_cluster(tmp_path, 1, preload="tests.corpus.killing") as machines:
        cluster = Cluster(machines.address, database, lease=1.0)
        summary = scan([str(folder)], engine, Options(workers=1), cluster)
    assert statuses(summary) == {"read": 1, "crashed": 1, "empty": 1}
    found = [row[:2] for row in rows(engine, f"{folder}/")]
    assert found == [("a.pdf", "read"), ("killer.pdf", "crashed"), ("z.pdf", "empty")]
    engine.dispose()


def test_what_is_put_into_a_folder_is_on_the_disk_before_its_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut leaves the old file or the new, and never an empty one."""
    source, target = tmp_path / "a.html", tmp_path / "out" / "index.html"
    source.write_text("whole")
    synced: list[bool] = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        synced.append(target.exists())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    network.put(source, str(target))
    assert target.read_text() == "whole" and [*target.parent.iterdir()] == [target]
    assert synced == [False, True]  # the file, and then the folder
