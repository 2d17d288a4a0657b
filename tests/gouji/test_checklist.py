"""`--checklist` of `gouji check` and `gouji scan`, and the questions about duties."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from gouji.cli import main

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
Captured = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    return int(ended.value.code or 0)


def test_a_report_on_the_form(tmp_path: Path, capsys: Captured) -> None:
    path = SAMPLES / "budget-clean.pdf"
    assert run("check", path, "--checklist", "--out", tmp_path, "--format", "json") == 0
    duties = json.loads(capsys.readouterr().out)["duties"]
    assert sum(duties["counts"].values()) == duties["total"] == len(duties["items"])
    assert {item["state"] for item in duties["items"]} >= {"met", "not_applicable"}
    sheet = openpyxl.load_workbook(tmp_path / "检查表.xlsx")["检查表"]
    said = {row[2]: row[3] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert said["总额及货物、工程、服务金额"] == "合格"
    assert said["国内公务接待批次、人次"] == "不适用"


def test_an_offices_own_form(tmp_path: Path, capsys: Captured) -> None:
    form = tmp_path / "form.toml"
    form.write_text('[[row]]\nitem = "采购"\nduties = ["D99.9"]\n', "utf-8")
    assert run("check", SAMPLES / "budget-clean.pdf", "--form", form, "--quiet") == 2
    assert "没有 D99.9 这种事项" in capsys.readouterr().err


def test_a_scan_on_the_form_and_its_questions(tmp_path: Path, capsys: Captured) -> None:
    store, out = tmp_path / "s.db", tmp_path / "o"
    given = ("scan", SAMPLES / "budget-clean.pdf", SAMPLES / "final-clean.pdf", "--store", store)
    assert run(*given, "--checklist", "--out", out, "-j", "1") == 0
    assert f"检查表见 {out / '检查表.xlsx'}" in capsys.readouterr().out.replace("\n", "")
    assert openpyxl.load_workbook(out / "检查表.xlsx").sheetnames[:3] == [
        "汇总", "缺项统计", "问题清单",
    ]  # fmt: skip
    capsys.readouterr()
    assert run("query", "duties", "--store", store) == 0
    assert "D11.3" in capsys.readouterr().out
    assert run("query", "duties", "不适用", "--store", store, "--csv") == 0
    assert "not_applicable" in capsys.readouterr().out
    assert run("query", "unmet", "--store", store, "--lang", "en") == 0
    assert "D11.3  equipment above the" in capsys.readouterr().out
    assert run("query", "duties", "胡说", "--store", store) == 2
    assert "没有 胡说 这种事项或结果" in capsys.readouterr().err
