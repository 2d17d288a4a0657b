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
    ("title", "expected"),
    [
        ("云岭县文学艺术界联合会关于财政拨款“三公”经费2015年决算的情况说明", "final"),
        ("云岭市环保局2014年三公经费预算增减情况说明", "budget"),
        ("云岭市经信局2016年“三公经费”预算对比增减说明", "budget"),
        ("云岭镇2015年“三公”经费支出说明", "final"),
        ("云岭县检察院关于财政拨款“三公”经费预算2014年情况的说明", "budget"),
        ("关于云岭区2013年“三公”经费决算支出情况说明", "final"),
        ("云岭县2018年度部门决算“三公”经费情况说明", "final"),
        ("云岭省审计厅2016年“三公经费”预算数说明", "budget"),
        ("云岭乡2016年部门决算其他事项说明", "final"),
        ("2023年度云岭县司法局机关运行经费支出情况说明", "final"),
        ("云岭县残联2023年国有资产占用情况说明", "final"),
        ("云岭县档案馆2024年政府采购预算情况", "budget"),
        ("2017年云岭市委宣传部“三公”经费情况公示", "final"),
        ("云岭县气象局2019年部门预算有关情况的说明", "budget"),
        ("关于2021年市本级第二次预算调整方案（草案）的报告", "budget"),
        ("云岭县2016年度财政预算转移支付情况说明", "budget"),
        ("云岭县文化局2015年部门决算公示说明", "final"),
        ("关于云岭县2024年本级支出决算的说明", "final"),
        ("云岭开发区2022年政府预决算相关重要事项说明", "final"),
    ],
)
def test_titles_of_parts_that_are_published_alone(title: str, expected: str) -> None:
    assert kind(title) == expected


def test_where_the_title_does_not_say_it_the_text_does() -> None:
    title = "2017年云岭市委宣传部“三公”经费增减情况说明"
    assert (
        kind(title, text="2017年三公经费财政预算拨款35万元，预算比上年减少2.28万元。") == "budget"
    )
    assert kind(title, text="2017年三公经费支出35万元，决算比上年减少2.28万元。") == "final"


@pytest.mark.parametrize(
    "title",
    [
        "市财政局晒出2015年“三公”经费账本",
        "2015年中央部门三公经费集中亮相 总体降幅明显",
        "关于规范2015年“三公”经费管理的通知",
        "2015年三公经费管理办法",
        "云岭县2023年政府采购工作情况通报",
        "云岭县2023年国有资产清查工作方案",
        "三公经费是什么",
        "云岭县教育局2024年政府采购意向公开",
        "云岭县教育局2024年政府采购成交结果公示",
        "云岭县2022年机构改革方案（草案）的报告",
        "云岭县2023年转移支付资金管理办法",
    ],
)
def test_titles_of_what_is_said_of_such_parts(title: str) -> None:
    assert kind(title) == ""


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
    assert unit("2023年度云岭县人民法院", "单位决算") == "云岭县人民法院"
    assert unit("云岭县人民法院（部门汇总）", "2023年单位决算") == "云岭县人民法院"
    assert unit("2023年度云岭县人民法院单位决算") == "云岭县人民法院"


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


def test_the_title_says_the_year_where_the_text_names_last_years_as_often() -> None:
    told = (
        "2024年度支出31.5万元，比2023年决算数增加1.2万元。项目支出10.5万元，较2023年决算数增加0.2万元；"
        "基本支出21.0万元，较2023年度决算数增加1.0万元。"
    )
    rows = [g for n, row in enumerate(wrapped(told)) for g in line(row, 300 + 20 * n)]
    shown = page(1, centred("云岭县档案局2024年度部门决算说明", 100, 18), rows)
    assert identify(read_sentences(running_text([shown], {})), (), "文件").year == 2024


def test_words_of_the_text_make_no_other_paper_of_it() -> None:
    told = "2024年度支出31.5万元，减少的主要原因：一是压减一般性项目、培训费、接待记者的费用。"
    rows = [g for n, row in enumerate(wrapped(told)) for g in line(row, 300 + 20 * n)]
    shown = page(1, centred("云岭县档案局2024年度部门决算说明", 100, 18), rows)
    assert identify(read_sentences(running_text([shown], {})), (), "文件").kind == "final"


def test_the_line_that_names_the_report_says_which_it_is() -> None:
    shown = page(
        1,
        centred("云岭县文化局2025年度部门决算情况说明", 100, 18),
        line("一、收入支出预算安排", 140),
        *(line(t, 170 + 20 * n) for n, t in enumerate(wrapped(MONEY))),
    )
    found = identify(read_sentences(running_text([shown], {})), (), "文件")
    assert found.kind == "final"


def test_words_of_the_text_are_no_title() -> None:
    shown = page(
        1,
        centred("云岭县人民法院2025年度部门决算情况说明", 100, 18),
        line("一、收支执行", 140),
        line("全年支出5102.35万元，占资金的97.55%，未用的128.25万元按规定结转", 170),
        line("下年。", 190),
    )
    found = identify(read_sentences(running_text([shown], {})), (), "文件")
    assert found.kind == "final"


def test_the_offices_of_a_body_are_no_title() -> None:
    shown = page(
        1,
        centred("河湾镇人民政府2024年度部门决算情况说明", 100, 18),
        line("内设机构5个（党政办公室、规划建设科、企业服务科、城市管理科）", 140),
        line("支出决算5102.35万元，比上年增加102.35万元。", 170),
    )
    assert identify(read_sentences(running_text([shown], {})), (), "文件").kind == "final"
