"""The units that a report lists: read where the list is whole, and left alone where in doubt."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.members import Member, members
from extract.disclosure import Disclosure
from extract.read import read as read_report
from reconcile.rules import Example, Sample
from tests.rules.builder import built

CASES = tomllib.loads(Path(__file__).with_name("members.toml").read_text("utf-8"))["case"]
DATA = Path(__file__).parents[3] / "shared" / "data" / "reports"


def read(case: dict[str, Any], unit: str = "某市某局") -> Disclosure:
    lines = [line.strip() for line in case.get("rows", "").strip().splitlines()]
    rows = tuple(tuple(field.strip() for field in line.split("|")) for line in lines)
    tables = (Sample(case["title"], "", rows),) if rows else ()
    text = f"{unit}2024年度部门决算\n第一部分　{unit}概况\n{case['text'].strip()}"
    disclosure = built(Example(text, tables, "final", 2024, ""))
    return replace(disclosure, unit=unit)


def shown(unit: Member) -> str:
    return ("=" if unit.itself else "-" if unit.merged else "") + unit.name


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_lists(case: dict[str, Any]) -> None:
    found = members(read(case))
    assert found.state == case.get("state", "listed"), [shown(u) for u in found.units]
    if "listed" in case:
        assert [shown(unit) for unit in found.units] == case["listed"]
        own = [unit for unit in found.units if unit.itself]
        assert [unit.key for unit in own] == ["某市某局"]


REAL = {
    "js2024_caizheng_test": ["=上海市普陀区财政局（本级）", "-上海市普陀区财政局财政所",
                             "-上海市普陀区国库收付中心"],
    "seed": [],
}  # fmt: skip


@pytest.mark.skipif(not DATA.exists(), reason="the published reports are not here")
@pytest.mark.parametrize("name", REAL)
def test_published_reports(name: str) -> None:
    found = members(read_report(DATA / f"{name}.pdf"))
    assert [shown(unit) for unit in found.units] == REAL[name]
    assert found.state == ("listed" if REAL[name] else "alone")
