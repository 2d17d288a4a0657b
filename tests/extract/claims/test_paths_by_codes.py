"""Items named by a path of names with codes in brackets, as budgets of Sichuan print them."""

from __future__ import annotations

import pytest

from reconcile.items import item_of
from tests.reconcile.reading import audited, mismatches, sheet

TABLE = sheet(
    "一般公共预算支出预算表",
    "科目编码|科目名称|合计|基本支出|项目支出",
    "|合计|1263.70|1000.00|263.70",
    "208|社会保障和就业支出|579.50|579.50|",
    "20808|抚恤|579.50|579.50|",
    "2080801|死亡抚恤|579.50|579.50|",
    "210|卫生健康支出|684.20|420.50|263.70",
    "21004|公共卫生|684.20|420.50|263.70",
    "2100401|疾病预防控制机构|684.20|420.50|263.70",
)
TEXT = (
    "（三）一般公共预算当年拨款具体使用情况\n"
    "{}社会保障和就业支出（208）抚恤（08）死亡抚恤（01）：2025年预算数为{}万元，用于遗属补助。\n"
    "{}卫生健康支出（210）公共卫生（04）疾病预防控制机构（01）：2025年预算数为684.20万元。"
)


@pytest.mark.parametrize("numbers", [("1.", "2."), ("", "")])
def test_a_path_by_codes_is_its_item(numbers: tuple[str, str]) -> None:
    first, second = numbers
    sound = audited(TEXT.format(first, "579.50", second), TABLE, kind="budget", year=2025)
    assert mismatches(sound) == []
    assert {str(j.verdict) for j in sound.judgements} == {"consistent"}
    wrong = audited(TEXT.format(first, "597.50", second), TABLE, kind="budget", year=2025)
    assert mismatches(wrong) == [("N01", "597.50", "579.50")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("社会保障和就业支出（208）抚恤（08）死亡抚恤（01）", "2080801"),
        (
            "一般公共服务支出（201）政府办公厅（室）及相关机构事务（20103）行政运行（2010301）",
            "2010301",
        ),
        ("卫生健康支出（210）公共卫生（04）", "21004"),
    ],
)
def test_codes_of_a_path(words: str, code: str) -> None:
    assert item_of(words).code == code
