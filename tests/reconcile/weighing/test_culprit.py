"""One wrong cell behind several failed checks."""

from __future__ import annotations

from tests.reconcile.reading import audited, mismatches, sheet

ROWS = (
    "科目编码|科目名称|本年支出合计|基本支出|项目支出",
    "<|合计|300.00|200.00|100.00",
    "201|一般公共服务支出|300.00|200.00|100.00",
    "20106|财政事务|300.00|200.00|100.00",
    "2010601|行政运行|200.00|200.00|0.00",
    "2010602|一般行政管理事务|100.00|0.00|100.00",
)


def expenditure(*, wrong: str = "", instead: str = "") -> list[tuple[str, str, str]]:
    lines = tuple(r.replace(wrong, instead) if wrong and wrong in r else r for r in ROWS)
    return mismatches(audited("", sheet("支出决算表", *lines)))


def test_sound_table() -> None:
    assert expenditure() == []


def test_the_cell_that_breaks_row_and_column_is_named_once() -> None:
    found = expenditure(wrong="行政运行|200.00", instead="行政运行|290.00")
    assert [(stated, expected) for _, stated, expected in found] == [("290.00", "200.00")]


def test_a_cell_in_one_check_only_is_shown_as_that_check() -> None:
    """A single sum that fails does not say which of its figures is off."""
    lines = (
        "收入|<|支出|<",
        "项目|决算数|项目|决算数",
        "一、财政拨款收入|30.00|一、教育支出|10.00",
        "二、事业收入|5.00|二、卫生健康支出|20.00",
        "本年收入合计|35.00|本年支出合计|35.00",
    )
    found = mismatches(audited("", sheet("收入支出决算总表", *lines)))
    assert found == [("T02", "35.00", "30.00")]
