"""The calculator: exact, in units, and kept for the workpaper."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlalchemy import Engine

from corpus.store.equations import EquationError, Picked, computed
from corpus.store.remarks import remarked, remarks_of
from reconcile.audit import Audit
from report.excel.book import write
from report.texts import load

A, B = Picked("1,444.79万元", "1444.79", "万元", 14), Picked("2257.74万元", "2257.74", "万元", 14)
YUAN = Picked("15元", "15", "元", 8)


@pytest.mark.parametrize(
    ("kind", "picked", "value", "unit"),
    [
        ("sum", [A, B], "3702.53", "万元"),
        ("difference", [A, B], "-812.95", "万元"),
        ("ratio", [A, B], "63.99", "%"),
        ("rate", [A, B], "-36.01", "%"),
        ("sum", [A, YUAN], "1444.7915", "万元"),
        ("sum", [YUAN, A], "14447915", "元"),
        ("sum", [Picked("0.1%", "0.1", "%", 1), Picked("0.2%", "0.2", "%", 1)], "0.3", "%"),
    ],
)
def test_what_figures_give(kind: str, picked: list[Picked], value: str, unit: str) -> None:
    assert computed(kind, picked) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("kind", "picked", "status"),
    [
        ("sum", [A], "few"),
        ("ratio", [A, B, B], "few"),
        ("sum", [A, Picked("3辆", "3", "辆", 1)], "units"),
        ("ratio", [A, Picked("0", "0", "万元", 1)], "zero"),
        ("root", [A, B], "bad"),
        ("sum", [A, Picked("x", "x", "万元", 1)], "bad"),
    ],
)
def test_what_they_cannot_give(kind: str, picked: list[Picked], status: str) -> None:
    with pytest.raises(EquationError) as raised:
        computed(kind, picked)
    assert raised.value.status == status


def sent(*figures: Picked) -> str:
    names = ("text", "value", "unit", "page")
    return json.dumps([{name: getattr(f, name) for name in names} for f in figures])


def test_sums_beside_the_stated_figure(client: TestClient) -> None:
    def signs(stated: Picked) -> str:
        address = "/report/1/calculate?stated=0&token=t0ken"
        return client.post(address, data={"figures": sent(stated, A, B)}).text

    assert "√" in signs(Picked("3702.53万元", "3702.53", "万元", 14))
    assert "≈" in signs(Picked("3702.5万元", "3702.5", "万元", 14))
    wrong = signs(Picked("33.99%", "33.99", "%", 14))
    assert "63.99%" in wrong and "√" not in wrong and "≈" not in wrong


@pytest.mark.parametrize("figures", ["", "[]]", '[{"text": 1}]', "{}", '"x"', '[{"value":"NaN"}]'])
def test_nonsense_is_refused(client: TestClient, figures: str) -> None:
    address = "/report/1/calculate?token=t0ken"
    assert client.post(address, data={"figures": figures}).status_code in (200, 422)
    data = {"figures": figures, "kind": "sum"}
    assert client.post("/report/1/equations?token=t0ken", data=data).status_code == 422


def test_an_equation_goes_into_the_workpaper_until_it_is_taken_back(
    client: TestClient, engine: Engine, tmp_path: Path, slips: Audit
) -> None:
    stated = Picked("3700.00万元", "3700.00", "万元", 14)
    data = {"figures": sent(stated, A, B), "kind": "sum", "stated": "0", "note": "自算"}
    kept = client.post("/report/1/equations?token=t0ken", data=data, headers={"HX-Request": "1"})
    assert "3702.53万元" in kept.text
    sha256 = slips.disclosure.sha256
    reviewed = remarked(slips, remarks_of(engine, [sha256]))
    path = tmp_path / "底稿.xlsx"
    write(slips, path, load("zh"), reviewed)
    sheet = load_workbook(path)["复核算式"]
    row = [cell.value for cell in sheet[5]]
    assert row[1] == "合计（万元）" and row[2] == "=ROUND(I5+J5,2)" and row[3] == 3700
    assert row[4] == "=ROUND(D5-C5,2)" and row[5:7] == ["自算", "张三"]
    client.post("/report/1/equations/1/drop?token=t0ken")
    assert remarks_of(engine, [sha256]).equations == ()


def test_an_equation_has_a_reviewer(client: TestClient) -> None:
    client.cookies.clear()
    data = {"figures": sent(A, B), "kind": "sum"}
    answer = client.post("/report/1/equations?token=t0ken", data=data)
    assert answer.status_code == 422 and "姓名" in answer.text
