"""The page that says who has published, for a server that was given a list."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from tests.serve.conftest import client_of


def test_how_the_bodies_of_a_list_stand(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("单位名称,年度,种类\n<i>某县</i>财政局,2024,决算\n", "utf-8")
    client = client_of(engine, tmp_path, bodies=path)
    page = client.get("/bodies").text
    assert "应公开的报告 1份" in page and "未见 1" in page
    assert "&lt;i&gt;某县&lt;/i&gt;财政局" in page and "<i>某县" not in page
    assert "没有符合条件的" in client.get("/bodies?state=published").text
    assert client.get("/bodies?state=unlisted").text.count("<tr>") == 3  # the head and two reports
    assert 'href="/bodies"' in client.get("/").text
    path.write_text("甲,乙\n丙,丁\n", "utf-8")
    assert "名单用不了" in client.get("/bodies").text


def test_no_page_without_a_list(engine: Engine, tmp_path: Path) -> None:
    client = client_of(engine, tmp_path)
    assert client.get("/bodies").status_code == 404
    assert 'href="/bodies"' not in client.get("/").text
