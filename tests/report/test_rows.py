"""CSV and JSON Lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reconcile.audit import Audit
from report.result import to_dict
from report.rows import (
    CLAIM_COLUMNS,
    FINDING_COLUMNS,
    claim_rows,
    finding_rows,
    guarded,
    write_csv,
    write_jsonl,
)
from tests import factories
from tests.report import paper

DOCS = Path(__file__).parents[2] / "docs" / "outputs.md"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_csv(tmp_path: Path) -> None:
    write_csv(factories.audit(), tmp_path / "c.csv", tmp_path / "f.csv", "en")
    claims, findings = read(tmp_path / "c.csv"), read(tmp_path / "f.csv")
    assert [c["value"] for c in claims] == ["9859.38", "1062.85", "13.95", "2"]
    assert claims[0]["cell_value"] == "9859.38"
    assert claims[0]["table"] == "收入支出决算总表"
    assert findings[0]["claims"] == "c3; c2; c1"
    assert findings[0]["cells"] == "p7 收入支出决算总表 | 总计 | 决算数 | 9,859.38"


def test_csv_for_people(tmp_path: Path) -> None:
    write_csv(factories.audit(), tmp_path / "c.csv", tmp_path / "f.csv")
    claim, finding = read(tmp_path / "c.csv")[0], read(tmp_path / "f.csv")[0]
    assert len(claim) == len(CLAIM_COLUMNS) and len(finding) == len(FINDING_COLUMNS)
    assert (claim["报告种类"], claim["性质"], claim["核对结果"]) == ("部门决算", "本年数", "印证")
    assert (finding["类别"], finding["写作"], finding["差额"]) == ("不一致", "13.95", "1.87")


def test_columns_are_those_of_the_rows() -> None:
    result = to_dict(factories.audit())
    assert tuple(next(claim_rows(result))) == CLAIM_COLUMNS
    assert tuple(next(finding_rows(result))) == FINDING_COLUMNS


def test_every_column_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [c for c in (*CLAIM_COLUMNS, *FINDING_COLUMNS) if f"`{c}`" not in text] == []


def test_jsonl(tmp_path: Path) -> None:
    write_jsonl(factories.audit(), tmp_path / "a.jsonl")
    lines = [json.loads(x) for x in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [x["record"] for x in lines] == ["document", *["claim"] * 4, "finding"]
    assert {x["sha256"] for x in lines} == {"0" * 64}
    assert lines[3]["value"] == "13.95"


@given(st.sampled_from("=+-@\t\r"), st.text(max_size=8))
def test_nothing_begins_like_a_formula_but_plain_figures(first: str, rest: str) -> None:
    value = str(guarded({"a": first + rest})["a"])
    assert value.startswith("'") or float(value) <= 0


def test_figures_are_left_alone() -> None:
    assert guarded({"a": "-5.00", "b": 7, "c": None}) == {"a": "-5.00", "b": 7, "c": None}


def test_hostile_words(drawn: Audit, tmp_path: Path) -> None:
    write_csv(paper.hostile(drawn), tmp_path / "c.csv", tmp_path / "f.csv")
    fields = [
        v for row in read(tmp_path / "c.csv") + read(tmp_path / "f.csv") for v in row.values()
    ]
    assert any(paper.HOSTILE in v for v in fields)
    assert not [v for v in fields if v.startswith("=")]
