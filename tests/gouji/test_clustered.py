"""`gouji scan --cluster`: what it asks for, and what it says where it gets none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app

pytest.importorskip("distributed", reason="the extra gouji[cluster] is not installed")


def said(*arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, ["scan", *arguments, "--lang", "en"])
    return found.exit_code, found.output


def test_places_on_the_network_need_a_cluster() -> None:
    status, text = said("s3://bucket/2024")
    assert status == 2 and "s3://bucket/2024" in text and "--cluster" in text


def test_targets_on_the_network_need_a_cluster(tmp_path: Path) -> None:
    status, text = said(str(tmp_path), "--html", "--out", "s3://bucket/out")
    assert status == 2 and "s3://bucket/out" in text


def test_many_machines_need_a_server(tmp_path: Path) -> None:
    status, text = said(str(tmp_path), "--cluster", "tcp://127.0.0.1:1", "--store", "a.db")
    assert status == 2 and "PostgreSQL" in text


def test_a_folder_that_is_not_there() -> None:
    status, text = said("nowhere", "--cluster", "tcp://127.0.0.1:1", "--store", "postgresql://x/y")
    assert status == 2 and "nowhere" in text


def test_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.cluster import dealing

    monkeypatch.setattr(dealing, "_ANSWER", 0.5)
    from corpus.cluster.dealing import ClusterError, Dealer

    with pytest.raises(ClusterError) as raised, Dealer("tcp://127.0.0.1:1"):
        pass
    assert raised.value.status == "unreachable"
    with pytest.raises(ClusterError) as raised, Dealer("nonsense://a"):
        pass
    assert raised.value.status == "unreachable"
