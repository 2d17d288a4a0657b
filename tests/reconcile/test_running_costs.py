"""One of the three public expenses among the costs of running a body may be a part of it."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches, sheet

_THREE = sheet(
    "财政拨款“三公”经费支出决算表",
    "合计|因公出国（境）费|公务用车购置及运行维护费小计|公务用车购置费|公务用车运行维护费|公务接待费",
    "52.00|0.00|41.00|0.00|41.00|11.00",
)
_HEAD = "某局2024年度部门决算情况说明\n{}\n{}"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("（一）机关运行经费支出情况", "差旅费22.00万元、公务用车运行维护费14.00万元。"),
        (
            "六、基本支出情况",
            "公用经费36.00万元，其中公务用车运行维护费14.00万元、差旅费22.00万元。",
        ),
    ],
)
def test_what_is_told_among_running_costs_is_no_mismatch(heading: str, text: str) -> None:
    assert mismatches(audited(_HEAD.format(heading, text), _THREE)) == []


def test_what_is_told_of_the_three_is() -> None:
    text = _HEAD.format("七、“三公”经费支出情况", "公务用车运行维护费支出决算为14.00万元。")
    assert [m[0] for m in mismatches(audited(text, _THREE))] == ["N01"]


def test_what_running_the_body_costs_is_held_against_its_own_cell() -> None:
    table = sheet(
        "“三公”经费和机关运行经费预算表",
        "合计|因公出国（境）费|公务用车购置及运行费小计|公务用车购置费|公务用车运行费|公务接待费|"
        "机关运行经费预算数",
        "52.00|0.00|41.00|0.00|41.00|11.00|266.40",
    )
    text = _HEAD.format("（一）机关运行经费安排情况", "财政拨款的机关运行经费预算为{}万元。")
    sound, slipped = (
        audited(text.format(printed), table, kind="budget", year=2026)
        for printed in ("266.40", "226.40")
    )
    assert mismatches(sound) == []
    assert [m[0] for m in mismatches(slipped)] == ["N01"]
