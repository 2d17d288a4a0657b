"""Which of two files came first, and which of them says that it corrects the other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from corpus.between.again.order import (
    DATED,
    REPLACED,
    SAYS,
    SCANNED,
    UNKNOWN,
    announces,
    basis,
    issues,
)
from corpus.between.compare import compare
from corpus.store.models import FileRow, ReportRow
from corpus.store.queries import Filter, differences
from corpus.store.writing import ScanPlan, begin_scan
from tests.corpus.again.bank import Case, cases, run

CASE = next(c for c in cases("cases") if c.name == "a number of vehicles")


def named(*files: str) -> Case:
    return replace(CASE, files=files)


def known(engine: Engine) -> tuple[str, list[str]]:
    """How the order of two files is known, and their texts' hashes in that order."""
    with Session(engine) as session:
        first, second = issues(session, list(session.scalars(select(ReportRow))))
        return basis(first, second), [i.report.sha256[-1] for i in (first, second)]


def said(text: str, name: str = "1.pdf") -> str:
    """What a report announces that has a sentence in its narrative, behind its first pages."""
    before = [("heading", "某市某局2024年度部门决算"), *[("body", "负责行政管理工作。")] * 20]
    return announces([*before, ("body", text)], [name])


def test_unknown_within_one_scan(empty: Engine) -> None:
    run(empty, CASE)
    assert known(empty) == (UNKNOWN, ["1", "2"])


def test_a_correction_is_the_later_one(empty: Engine) -> None:
    _, (row,) = run(empty, named("决算（更正）.pdf", "决算.pdf"))
    assert known(empty) == (SAYS, ["2", "1"])
    assert (row["severity"], row["stated"], row["expected"]) == ("announced", "3辆", "4辆")


def test_a_file_that_took_the_others_place(empty: Engine) -> None:
    _, (row,) = run(empty, named("a.pdf", "a.pdf"))
    assert known(empty) == (REPLACED, ["1", "2"])
    assert "再次公开的文件" in row["message"] and "被替换" in row["detail"]


def test_dates_in_paths(empty: Engine) -> None:
    run(empty, named("2025-09-01/a.pdf", "20250820下载/a.pdf"))
    assert known(empty) == (DATED, ["2", "1"])


def test_a_later_scan(empty: Engine) -> None:
    run(empty, CASE)
    scan = begin_scan(empty, ScanPlan("", "1.0", 1, 1.0, 1))
    with empty.begin() as connection:
        connection.execute(update(FileRow).where(FileRow.path == "1.pdf").values(scan_id=scan))
    assert known(empty) == (SCANNED, ["1", "2"])


@pytest.mark.parametrize(
    "text",
    [
        "因工作人员失误，原公开内容有误，现予以更正。",
        "现将有关情况更正如下：",
        "请以本次公开为准。",
        "前期公布的部门决算存在数据错误，已替换。",
        "特此更正。",
    ],
)
def test_what_announces_a_correction(text: str) -> None:
    assert said(text) == text


@pytest.mark.parametrize(
    "name", ["决算（更正）.pdf", "2024决算-补充公开.pdf", "决算（修订版）.pdf"]
)
def test_names_of_files_that_announce_one(name: str) -> None:
    assert said("负责行政管理工作。", name) == name.removesuffix(".pdf")


@pytest.mark.parametrize(
    "text",
    [
        "年中调整预算，追加项目支出预算。",
        "严格执行会计制度，对前期差错应当及时更正。",
        "负责行政区划变更和地名更正工作的审计监督。",
        "数据以财政部门批复为准。",
        "补充公用经费不足。",
        "公开内容应当真实准确，发现错误的必须重新公开。",
        "修改完善预算管理办法。",
    ],
)
def test_what_announces_none(text: str) -> None:
    assert said(text) == ""


def test_the_same_figures_stand_for_the_place(empty: Engine) -> None:
    """Two forms of one report no longer keep it from being compared with others."""
    done, _ = run(empty, next(c for c in cases("cases") if "other words" in c.name))
    assert done.again.outcomes == {"same": 1} and done.crowded == []
    run(empty, named("0.pdf", "1.pdf"))
    assert len(compare(empty).crowded) == 1


def test_a_sentence_that_is_printed_twice_is_found_under_its_heading(empty: Engine) -> None:
    """The second of two is changed: the first one is not shown for what it was."""
    heads = ("二、支出决算情况说明\n", "六、政府采购支出情况说明\n")
    text = CASE.texts[0].replace(heads[0], f"{heads[0]}资金总额31.00万元。\n")
    texts = [text.replace(heads[1], f"{heads[1]}资金总额{n}.00万元。\n") for n in (31, 37)]
    _, (row,) = run(empty, replace(CASE, texts=tuple(texts)))
    assert (row["stated"], row["expected"]) == ("37.00万元", "31.00万元")
    assert row["page"] == row["other_page"] == 2


def test_files_read_by_different_versions(empty: Engine) -> None:
    run(empty, CASE)
    with empty.begin() as connection:
        connection.execute(update(ReportRow).where(ReportRow.id == 1).values(version="0.9"))
    compare(empty)
    answer = differences(empty, Filter())
    (row,) = (dict(zip(answer.columns, r, strict=True)) for r in answer.rows)
    assert "不同版本的gouji（0.9、1.0）" in row["detail"]
