"""What is a report and what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.identity import identify
from extract.layout import Page
from extract.narrative.sentences import read_sentences
from extract.paper.running import running_text
from tests import factories
from tests.extract.by_hand import centred, line, page, wrapped

MONEY = "2023年收入总计1,206.85万元，支出总计1,206.85万元。"


def kind(*titles: str, text: str = MONEY) -> str:
    rows = [g for n, row in enumerate(wrapped(text)) for g in line(row, 300 + 20 * n)]
    shown: Page = page(1, *(centred(t, 100 + 40 * n, 18) for n, t in enumerate(titles)), rows)
    return identify(read_sentences(running_text([shown], {})), (), "文件").kind


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云岭县水利局2023年度部门决算", "final"),
        ("云岭县水利局2023年部门预算公开", "budget"),
        ("云岭市2023年政府决算", "final"),
        ("关于云岭省2022年预算执行情况和2023年预算草案的报告", "budget"),
        ("2023年度单位决算", "final"),
        ("云岭县残联2018年“三公”经费预算", "budget"),
        ("二〇二三年度部门决算", "final"),
        ("三、支出决算情况说明", "final"),
    ],
)
def test_titles_of_reports(title: str, expected: str) -> None:
    assert kind(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "关于做好2024年部门预算编制工作的通知",
        "政府采购合同",
        "市财政局召开2024年部门预算编审会议",
        "2024年财政工作要点",
        "某市天气预报",
        "2023年全市一般公共预算收入突破百亿元",
        "预算绩效管理办法",
        "专项资金申请表",
    ],
)
def test_titles_of_other_papers(title: str) -> None:
    assert kind(title) == ""


def unit(*titles: str) -> str:
    rows = [g for n, row in enumerate(wrapped(MONEY)) for g in line(row, 500 + 20 * n)]
    shown: Page = page(1, *(centred(t, 100 + 40 * n, 18) for n, t in enumerate(titles)), rows)
    return identify(read_sentences(running_text([shown], {})), (), "文件").unit


def test_a_body_with_a_line_of_the_cover_to_itself() -> None:
    assert unit("2023年度", "云岭县人民法院", "单位决算") == "云岭县人民法院"
    assert unit("2023年度", "云岭县人民法院", "云岭县司法局", "单位决算") == ""
    assert unit("2023年度", "单位决算") == ""


def test_a_cover_alone_is_no_report() -> None:
    assert kind("云岭县水利局2023年度部门决算", text="附件另附。") == ""


@pytest.mark.parametrize(
    ("title", "expected"), [("资产负债表", ""), ("收入费用表", ""), ("收入支出决算总表", "final")]
)
def test_a_balance_sheet_is_no_report(title: str, expected: str) -> None:
    shown = page(1, centred("某县医院", 100, 18), line(MONEY, 300))
    sheet = replace(factories.table(factories.cell("12.00")), title=title)
    assert identify(read_sentences(running_text([shown], {})), (sheet,), "附件").kind == expected


def test_running_text_on_the_first_page_is_no_cover() -> None:
    """Its pages may be in another order."""
    told = (
        "年初预算为95.10万元，完成预算的98.5%，预算执行较好，较年初预算有所增加，其他预算没有变化。"
    )
    first = page(1, *(line(row, 100 + 20 * n) for n, row in enumerate(wrapped(told))))
    second = page(2, centred("云岭县水利局2023年度部门决算", 100, 18), line(MONEY, 300))
    found = identify(read_sentences(running_text([first, second], {})), (), "文件")
    assert found.kind == "final"
