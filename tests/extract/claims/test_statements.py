"""Whose figure it is: lists given respectively, parts of a whole, what a clause leaves out."""

from __future__ import annotations

import pytest

from extract.claims.statements import Reading
from extract.disclosure import Base, Claim, Role
from tests.extract.bank import read_text


def read(text: str) -> Reading:
    return read_text(text, 2024, "final")


def claim(reading: Reading, figure: str) -> Claim:
    """The first claim of this figure."""
    return next(c for c in reading.claims if str(c.quantity) == figure)


def test_figures_given_respectively_have_their_own_statements() -> None:
    reading = read("收入总计、支出总计分别为10万元、9万元，各增加2万元、1万元，各增长25%、12.5%。")
    said = [(str(c.quantity), c.subject) for c in reading.claims]
    assert said == [
        ("10万元", "收入总计"),
        ("9万元", "支出总计"),
        ("2万元", "收入总计"),
        ("1万元", "支出总计"),
        ("25%", "收入总计"),
        ("12.5%", "支出总计"),
    ]
    assert [c.statement for c in reading.claims] == [0, 1, 0, 1, 0, 1]


def test_a_short_name_takes_the_ending_of_the_last() -> None:
    reading = read("收、支总计各10、9万元。")
    assert [c.subject for c in reading.claims] == ["收入总计", "支出总计"]


def test_parts_point_at_their_whole() -> None:
    reading = read("支出合计10万元，其中：基本支出6万元，项目支出4万元。")
    whole, basic, project = (reading.statements[c.statement] for c in reading.claims)
    assert whole.part_of is None
    assert basic.part_of == project.part_of == whole.id
    assert basic.group == project.group is not None


def test_parts_end_with_their_sentence() -> None:
    reading = read("支出合计10万元，其中：基本支出6万元。公务接待费1万元。")
    assert reading.statements[claim(reading, "1万元").statement].part_of is None


def test_parts_in_brackets_end_with_the_bracket() -> None:
    reading = read("公用经费10万元（其中：水电费2万元，物业费3万元），资本性项目4万元。")
    parents = [reading.statements[c.statement].part_of for c in reading.claims]
    assert parents == [None, 0, 0, None]


def test_a_list_inside_a_list() -> None:
    reading = read(
        "支出合计10万元，其中：基本支出6万元（其中：人员经费5万元，公用经费1万元），项目支出4万元。"
    )
    whole = {c.subject: reading.statements[c.statement].part_of for c in reading.claims}
    basic = claim(reading, "6万元").statement
    assert whole == {
        "支出合计": None, "基本支出": 0, "人员经费": basic, "公用经费": basic, "项目支出": 0
    }  # fmt: skip


def test_a_sum_closes_its_list() -> None:
    """…，合计10万元: the whole once more, and not its last part."""
    reading = read("支出10万元，其中：甲项目6万元，乙项目4万元，合计10万元。")
    assert reading.claims[-1].statement == reading.claims[0].statement


def test_items_below_an_announcement_are_parts() -> None:
    reading = read(
        "支出合计10万元，具体情况如下：\n1.教育支出6万元。\n2.农林水支出4万元。\n"
        "# 三、其他\n公务接待费1万元。"
    )
    parents = [reading.statements[c.statement].part_of for c in reading.claims]
    assert parents == [None, 0, 0, None]


def test_a_clause_without_words_inherits() -> None:
    reading = read("公务接待费支出1万元，比上年减少2万元，下降66.67%，完成预算的50%。")
    assert {c.statement for c in reading.claims} == {0}
    assert {c.subject for c in reading.claims} == {"公务接待费"}


def test_a_heading_lends_its_words() -> None:
    reading = read("# （三）公务接待费\n支出决算为1万元，完成预算的50%。")
    assert {c.subject for c in reading.claims} == {"公务接待费"}


def test_revenue_under_its_own_heading_is_revenue() -> None:
    reading = read("# 一、收入支出总体情况\n收入12万元，支出11万元。")
    assert [c.subject for c in reading.claims] == ["收入", "支出"]


def test_causes_are_marked() -> None:
    reading = read("支出合计10万元，比上年增加2万元，主要原因是维修费增加2万元。")
    cause = reading.statements[reading.claims[-1].statement]
    assert cause.cause
    assert cause.subject == "维修费"
    assert not reading.statements[reading.claims[0].statement].cause


def test_a_part_of_a_budget_is_budget() -> None:
    reading = read("项目支出预算10万元，其中：甲项目6万元，乙项目4万元。")
    assert [c.role for c in reading.claims] == [Role.BUDGET] * 3


def test_orders_without_a_figure() -> None:
    reading = read(
        "公务接待费预算2万元，决算1万元，决算数小于预算数。公务用车费3万元，与上年决算数持平。"
    )
    found = [(c.relation, c.left, c.right, c.base) for c in reading.comparisons]
    assert found == [
        ("<", Role.LEVEL, Role.BUDGET, Base.BUDGET),
        ("=", Role.LEVEL, Role.PREVIOUS, Base.LAST_YEAR),
    ]


def test_nearly_equal_is_loose() -> None:
    reading = read("公务接待费1万元，与上年决算数基本持平。")
    assert [c.loose for c in reading.comparisons] == [True]


def test_headings_state_nothing() -> None:
    assert read("# 一、2024年度收入12万元情况").claims == ()


def test_claims_are_numbered_in_order() -> None:
    reading = read("收入12万元，支出11万元。\n结转1万元。")
    assert [c.id for c in reading.claims] == ["c1", "c2", "c3"]
    assert [c.sentence for c in reading.claims] == [0, 0, 1]


def test_brackets_hold_parts_unless_they_say_otherwise() -> None:
    """基本支出6万元（甲5万元、乙1万元） are parts; 不含 is none."""
    reading = read(
        "基本支出6万元（人员经费5万元、公用经费1万元），项目支出4万元（不含上年结转3万元）。"
    )
    parents = {c.subject: reading.statements[c.statement].part_of for c in reading.claims}
    basic = claim(reading, "6万元").statement
    assert parents["人员经费"] == parents["公用经费"] == basic
    assert parents["项目支出"] is None
    assert reading.statements[claim(reading, "3万元").statement].part_of is None


def test_a_list_without_a_colon_ends_at_a_semicolon() -> None:
    reading = read("基本支出6万元，其中人员经费5万元、公用经费1万元；项目支出4万元。")
    assert reading.statements[claim(reading, "4万元").statement].part_of is None


def test_a_list_of_semicolons_goes_on() -> None:
    reading = read("支出10万元，其中基本支出6万元，占60%；项目支出4万元，占40%。")
    parents = {reading.statements[c.statement].part_of for c in reading.claims[1:]}
    assert parents == {claim(reading, "10万元").statement}


def test_what_is_flat_within_a_list_goes_on_with_its_figure() -> None:
    reading = read(
        "收入合计增加35.00万元。其中：财政拨款收入增加26.00万元；上级补助收入与上年持平，"
        "均为0.00元；事业收入增加9.00万元。"
    )
    assert claim(reading, "0.00元").subject == "上级补助收入"
    assert claim(reading, "9.00万元").subject == "事业收入"


def test_changes_with_a_verb_each_are_given_respectively() -> None:
    reading = read(
        "人员经费、公用经费分别比2023年度的1,997.35万元、267.55万元增加94.03万元、"
        "减少12.57万元，增长4.71%、下降4.70%。"
    )
    said = [(str(c.quantity), c.subject) for c in reading.claims]
    assert said == [
        ("1997.35万元", "人员经费"),
        ("267.55万元", "公用经费"),
        ("94.03万元", "人员经费"),
        ("12.57万元", "公用经费"),
        ("4.71%", "人员经费"),
        ("4.70%", "公用经费"),
    ]
    apart = read("基本支出增加20.00万元、增长5.00%，项目支出减少3.00万元。")
    assert [c.subject for c in apart.claims] == ["基本支出", "基本支出", "项目支出"]


def test_this_years_money_beside_what_was_carried_over() -> None:
    reading = read("城市建设支出1,875.33万元，使用上年结转1,120.00万元、当年安排755.33万元。")
    assert claim(reading, "755.33万元").subject == "当年安排"


def test_what_was_executed_is_of_the_budget_before_it() -> None:
    reading = read("考务专项预算954.30万元，执行930.66万元，执行率97.52%。案件执行118.00万元。")
    assert claim(reading, "930.66万元").subject == "考务专项"
    assert claim(reading, "97.52%").statement == claim(reading, "954.30万元").statement
    assert claim(reading, "118.00万元").subject == "案件执行"


@pytest.mark.parametrize("dash", ("—", "-", "至", "―", "～"))
def test_a_stretch_of_years_is_of_its_last(dash: str) -> None:
    text = f"2022{dash}2024年农田建设总投资286.00万元，2023年完成投资61.23万元。"
    reading = read(text)
    assert claim(reading, "286.00万元").role is not Role.PREVIOUS
    assert claim(reading, "61.23万元").role is Role.PREVIOUS


def test_parts_behind_a_rate_of_its_own_name_are_of_the_amount_before_it() -> None:
    reading = read("实际兑付116.85万元，兑付率97.38%，其中养殖补助74.63万元、种植补助42.22万元。")
    whole = claim(reading, "116.85万元").statement
    for part in ("74.63万元", "42.22万元"):
        assert reading.statements[claim(reading, part).statement].part_of == whole
