"""Lists of bodies in the forms in which offices keep them, and what is said of those that cannot be
used."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from xlsxwriter import Workbook

from corpus.published.bodies import Body, ListError, read_bodies
from corpus.published.standing import standing
from corpus.store.database import open_store
from gouji.cli import main
from tests.corpus.published.bank import put

Captured = pytest.CaptureFixture[str]
HEAD = "单位名称,级别,主管部门,年度,种类\n"


def listed(path: Path, text: str, encoding: str = "utf-8") -> list[Body]:
    path.write_text(text, encoding)
    return read_bodies(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_what_a_list_says(encoding: str, tmp_path: Path) -> None:
    text = HEAD + "云溪市财政局,部门,,2022-2024,决算、预算\n"
    text += "国库中心,二级单位,云溪市财政局,2024年度,部门决算\n"
    first, second = listed(tmp_path / "l.csv", text, encoding)
    assert first == Body("云溪市财政局", "department", "", (2022, 2023, 2024), ("final", "budget"))
    assert (second.level, second.kinds, second.years) == ("unit", ("final",), (2024,))
    assert second.keys == ("国库中心", "云溪市财政局国库中心")


def test_a_workbook_with_a_title_above(tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    book = Workbook(str(path))
    sheet = book.add_worksheet()
    rows = (
        ["云溪市应公开单位名单"],
        ["序号", "单位名称", "年度", "种类"],
        [1, "云溪市财政局", 2024, "决算"],
    )
    for n, row in enumerate(rows):
        sheet.write_row(n, 0, row)
    book.close()
    assert read_bodies(path) == [Body("云溪市财政局", "", "", (2024,), ("final",))]


def test_departments_and_units_in_two_columns(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("部门,单位\n云溪市财政局,\n云溪市财政局,国库中心\n", "utf-8")
    first, second = read_bodies(path, year=2024, kind="final")
    assert (first.name, first.parent) == ("云溪市财政局", "")
    assert (second.name, second.parent) == ("国库中心", "云溪市财政局")


def test_names_alone(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("云溪市财政局\n云溪市审计局\n", "utf-8")
    assert [b.name for b in read_bodies(path, year=2024, kind="final")] == [
        "云溪市财政局", "云溪市审计局",
    ]  # fmt: skip


def test_the_year_asked_for_chooses(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text(HEAD + "甲局,,,2022-2024,决算、预算\n乙局,,,2021,决算\n", "utf-8")
    assert read_bodies(path, year=2023, kind="budget") == [
        Body("甲局", "", "", (2023,), ("budget",))
    ]


@pytest.mark.parametrize(
    ("text", "status", "line"),
    [
        ("甲,乙\n丙,丁\n", "no_heading", 0),
        (HEAD, "empty", 0),
        (HEAD + "甲局,,,去年,决算\n", "year", 2),
        (HEAD + "甲局,,,2024,决算\n乙局,,,2024,绩效\n", "kind", 3),
        (HEAD + "甲局,,,,决算\n", "years", 2),
        (HEAD + "甲局,,,2024,\n", "kinds", 2),
    ],
)
def test_what_cannot_be_used(text: str, status: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(ListError) as error:
        listed(tmp_path / "l.csv", text)
    assert (error.value.status, error.value.line) == (status, line)


def test_a_file_that_another_took_the_place_of(empty: Engine, tmp_path: Path) -> None:
    """What was there before is no second publication."""
    put(empty, "云溪市财政局 | department | 2024 | final | a", 1)
    put(empty, "云溪市财政局 | department | 2024 | final | b", 2)
    bodies = listed(tmp_path / "l.csv", HEAD + "云溪市财政局,,,2024,决算\n")
    assert [row[5] for row in standing(empty, bodies, "zh").rows] == ["twice"]
    with empty.begin() as connection:
        connection.exec_driver_sql("DELETE FROM files WHERE report_id = 1")
    assert [row[5] for row in standing(empty, bodies, "zh").rows] == ["published"]


def test_bodies_that_the_list_does_not_have(store: Engine, tmp_path: Path) -> None:
    put(store, "云溪市财政局 | department | 2024 | final", 1)
    put(store, "云溪市审计局 | department | 2024 | final", 2)
    bodies = listed(tmp_path / "l.csv", HEAD + "云溪市财政局,,,2024,决算\n")
    assert [row[0] for row in standing(store, bodies, "en", "unlisted").rows] == ["云溪市审计局"]


def test_reports_that_name_no_body(store: Engine, tmp_path: Path) -> None:
    """One of them may be what is missing; a file's name says which, and that is shown only."""
    put(store, " | department | 2024 | final | | 云溪市审计局2024年决算.pdf", 1)
    put(store, " | department | 2024 | final | | 2024.pdf", 2)
    names = ("云溪市审计局", "云溪市财政局", "云溪市民政局")
    text = (
        HEAD + "".join(f"{name},,,2024,决算\n" for name in names[:2]) + f"{names[2]},,,2023,决算\n"
    )
    bodies = listed(tmp_path / "l.csv", text)
    rows = {row[0]: row for row in standing(store, bodies, "zh").rows}
    assert [rows[name][5] for name in names] == ["doubtful", "missing", "missing"]
    assert rows["云溪市审计局"][8] == "云溪市审计局2024年决算.pdf"
    assert "2份" in rows["云溪市财政局"][7] and not rows["云溪市民政局"][7]
    unlisted = standing(store, bodies, "zh", "unlisted").rows
    assert [row[0] for row in unlisted] == ["（没有读出单位名称）"] * 2


def test_an_unlisted_body_that_a_listed_one_may_be(store: Engine, tmp_path: Path) -> None:
    put(store, "云溪市商务委员会 | department | 2024 | final", 1)
    put(store, "云溪市林业局 | department | 2024 | final", 2)
    bodies = listed(tmp_path / "l.csv", HEAD + "溪市商务委,,,2024,决算\n")
    rows = {row[0]: row[7] for row in standing(store, bodies, "zh", "unlisted").rows}
    assert "溪市商务委" in rows["云溪市商务委员会"] and rows["云溪市林业局"] == "名单中没有"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    engine = open_store(str(path))
    put(engine, "云溪市财政局 | department | 2024 | final", 1)
    engine.dispose()
    (tmp_path / "l.csv").write_text(
        HEAD + "云溪市财政局,部门,,2024,决算\n云溪市审计局,部门,,2024,决算\n", "utf-8"
    )
    return path


def test_what_is_not_in_the_list_is_counted_as_such(
    there: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "o.csv").write_text(HEAD + "云溪市审计局,部门,,2024,决算\n", "utf-8")
    assert run(there, "unlisted", "--bodies", tmp_path / "o.csv") == 0
    assert "名单以外的报告：1份" in capsys.readouterr().out


def run(store: Path, *arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["query", "missing", "--store", str(store), *map(str, arguments)])
    return int(ended.value.code or 0)


def test_the_question_in_every_form(there: Path, tmp_path: Path, capsys: Captured) -> None:
    given = ("--bodies", tmp_path / "l.csv")
    assert run(there, *given) == 0
    assert "共2份应公开的报告：未见 1、已公开 1" in capsys.readouterr().out
    assert run(there, *given, "--csv") == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [row["state"] for row in rows] == ["missing", "published"]
    assert run(there, "未见", *given, "-o", tmp_path / "m.json") == 0
    (found,) = json.loads((tmp_path / "m.json").read_text("utf-8"))
    assert (found["单位"], found["结果"]) == ("云溪市审计局", "未见")
    assert run(there, *given, "-o", tmp_path / "m.xlsx", "--lang", "en") == 0
    sheet = load_workbook(tmp_path / "m.xlsx").active
    assert sheet is not None and [c.value for c in sheet[1]][:2] == ["unit", "level"]
    assert [c.value for c in sheet[3]][3:6] == [2024, "final", "published"]


def test_names_of_files_are_shown_whole(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However narrow the screen: folded, not cut off."""
    monkeypatch.setenv("COLUMNS", "80")
    engine = open_store(str(tmp_path / "store.db"))
    name = "abcdefghijklmnopqrstuvwxyz0123456789.pdf"
    put(engine, f"上海市普陀区人民政府万里街道办事处 | department | 2024 | final | | {name}", 1)
    engine.dispose()
    text = (
        HEAD + "普陀区万里街道办事处,,,2024,决算\n上海市普陀区人民政府万里街道办事处,,,2024,决算\n"
    )
    (tmp_path / "l.csv").write_text(text, "utf-8")
    assert run(tmp_path / "store.db", "--bodies", tmp_path / "l.csv") == 0
    shown = capsys.readouterr().out
    ends = (re.search(r"[a-z0-9.]*\s*$", line) for line in shown.splitlines())
    assert name in "".join(end[0].strip() for end in ends if end)


def test_the_sums_are_of_all_bodies_whatever_is_shown(
    there: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert run(there, "--bodies", tmp_path / "l.csv", "--limit", 1) == 0
    shown = capsys.readouterr().out
    assert "共2份应公开的报告：未见 1、已公开 1" in shown
    assert "云溪市审计局" in shown and "云溪市财政局" not in shown


def test_what_the_question_needs(there: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run(there) == 2 and "--bodies" in capsys.readouterr().err
    (tmp_path / "bad.csv").write_text("甲,乙\n丙,丁\n", "utf-8")
    assert run(there, "--bodies", tmp_path / "bad.csv") == 2
    assert "单位名称" in capsys.readouterr().err
    assert run(there, "--bodies", tmp_path / "none.csv") == 2
    assert run(there, "迟了", "--bodies", tmp_path / "l.csv") == 2
    assert "存疑" in capsys.readouterr().err
