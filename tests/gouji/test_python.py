"""gouji from Python: what an audit shows of itself, and what it can be written to."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

import gouji
from gouji.audit import Audit
from reconcile.audit import Severity
from report.result import to_dict
from tests import factories
from tests.report import paper


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    path = tmp_path / "年报.pdf"
    paper.draw(path)
    found = paper.audit(path, findings=4)
    return Audit(**{f.name: getattr(found, f.name) for f in fields(found)})


def test_repr_is_one_line(audit: Audit) -> None:
    assert repr(audit) == "<Audit 年报.pdf：不一致1 · 待人工核看1 · 表述1 · 尾差1>"


def test_what_was_read_is_one_line_too(audit: Audit) -> None:
    shown = repr(audit.disclosure)
    assert shown.startswith("<Disclosure 年报.pdf: 某市财政局 2024 final, 2 pages, ")
    assert len(shown) < 120


def test_a_notebook_shows_the_findings(audit: Audit) -> None:
    page = audit._repr_html_()
    assert "某市财政局 · 2024年度 · 部门决算 · 2页" in page
    assert "差额+0.50万元" in page
    assert page.count("<tr>") == 1 + 3  # the head, and all but the rounding
    hostile = paper.hostile(audit)
    assert (
        "<script>"
        not in Audit(**{f.name: getattr(hostile, f.name) for f in fields(hostile)})._repr_html_()
    )


def test_every_format(audit: Audit, tmp_path: Path) -> None:
    assert audit.to_html(tmp_path / "a.html") == (tmp_path / "a.html").read_text("utf-8")
    assert audit.to_html(lang="en") != audit.to_html()
    assert audit.to_xlsx(tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"
    assert audit.to_pdf(tmp_path / "a.pdf", front=False).read_bytes()[:4] == b"%PDF"


def test_rows_make_a_data_frame(audit: Audit) -> None:
    rows = audit.finding_rows()
    assert [r["severity"] for r in rows] == ["mismatch", "rounding", "wording", "doubt"]
    assert len({tuple(r) for r in rows}) == 1
    assert {r["verdict"] for r in audit.claim_rows()} == {"mismatch", "consistent"}
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.DataFrame(rows)
    assert frame["difference"].iloc[0] == "0.50"


def test_messages_are_texts() -> None:
    found = gouji.audit.check  # the name is loaded when first used
    assert callable(found)
    message = factories.finding(severity=Severity.MISMATCH).message
    assert "增长率" in message
    assert json.dumps(message)


def test_a_language_that_there_is_not(audit: Audit) -> None:
    for write in (to_dict, lambda a, lang: a.to_html(lang=lang)):
        with pytest.raises(ValueError, match="zh, en"):
            write(audit, "fr")


def test_a_rule_that_there_is_not() -> None:
    with pytest.raises(
        ValueError, match=r"no rule has the code 'N99'; like it are .*; whole groups"
    ):
        gouji.check("a.pdf", only="N99")


@pytest.mark.parametrize("package", ["extract", "reconcile", "corpus", "report", "gouji"])
def test_types_are_told(package: str) -> None:
    assert files(package).joinpath("py.typed").is_file()
