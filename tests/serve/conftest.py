"""What the tests of the review page share: a store with two sample reports, and a client."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from corpus.scanning.names import key_of
from corpus.store.database import open_store
from corpus.store.records import record
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from extract.read import read
from reconcile.audit import Audit
from reconcile.reconcile import reconcile
from serve.app import create_app
from serve.desk import Desk
from serve.settings import Settings

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
HOST = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def slips() -> Audit:
    """The audit of the first of them."""
    return reconcile(read(SAMPLES / "final-slips.pdf"))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, slips: Audit) -> Path:
    """A store with two reports that contradict themselves, and a file that could not be read."""
    path = tmp_path_factory.mktemp("serve") / "store.db"
    engine = open_store(str(path))
    own = version("gouji")
    scan = begin_scan(engine, ScanPlan("samples", own, 1, 1.0, 1))
    for audit in (slips, reconcile(read(SAMPLES / "final-parts.pdf"))):
        file = audit.disclosure.path
        found = record(audit, own)
        result = FileResult(key_of(file), file.as_posix(), 1, found.report["sha256"], "read")
        write_result(engine, scan, own, result, found)
    bad = FileResult("bad", "/年报/<i>坏</i>.pdf", 1, "f" * 64, "broken", "<b>坏了</b>")
    write_result(engine, scan, own, bad, None)
    engine.dispose()
    return path


@pytest.fixture
def engine(filled: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of that store for one test."""
    own = tmp_path / "store.db"
    shutil.copy(filled, own)
    found = open_store(str(own))
    yield found
    found.dispose()


class StillHands:
    """Hands without processes: every page is an A4 sheet, and none is drawn."""

    def start(self) -> None: ...

    def close(self) -> None: ...

    def sizes(self, _original: object) -> list[tuple[float, float]]:
        return [(595.0, 842.0)] * 40

    def page(self, _original: object, number: int, _dpi: int) -> bytes | None:
        return b"\x89PNG" if number < 40 else None


def client_of(engine: Engine, tmp_path: Path, **settings: object) -> TestClient:
    """A client that speaks to the page as a browser of this machine would."""
    known: dict[str, object] = {"files": tmp_path / "files", "token": "t0ken"}
    app = create_app(engine, Settings(**(known | settings)))  # type: ignore[arg-type]
    desk: Desk = app.state.desk
    desk.hands = StillHands()  # type: ignore[assignment]
    return TestClient(app, base_url=HOST, follow_redirects=False)


@pytest.fixture
def client(engine: Engine, tmp_path: Path) -> TestClient:
    made = client_of(engine, tmp_path)
    made.cookies.set("gouji_name", "%E5%BC%A0%E4%B8%89")  # 张三
    return made
