"""Lists that tell several measures of each member."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

#: A text with a gap, the right figure for it, and a wrong one.
WRONG = [
    (
        "全年培训费支出28.80万元，举办培训班12期、培训960人次，其中业务培训8期、640人次、19.20万元，"
        "党务培训4期、320人次、{}万元。",
        "9.60",
        "6.90",
    ),
    (
        "召开项目观摩会2次、120人次，安全生产会4次、{}人次，总结会1次、220人次，共7次、700人次。",
        "360",
        "340",
    ),
    (
        "城市低保对象5,218户、7,164人，农村低保对象1,036户、{}人，城乡合计6,254户、8,751人。",
        "1,587",
        "1,578",
    ),
    (
        "全区现有养老机构34家，床位4,286张，其中公办2家、床位380张，民办32家、床位{}张。",
        "3,906",
        "3,960",
    ),
    (
        "接待国内来访团组46个、来访{}人次。其中：校际交流27个、183人次，校企合作19个、129人次。",
        "312",
        "321",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_the_other_measures_of_a_list_that_is_whole(text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert [one[0] for one in mismatches(audited(text.format(wrong)))] == ["N06"]


def test_the_whole_is_the_one_that_the_members_come_to() -> None:
    """项目23个，其中一级8个、二级15个，资金A万元。其中…: not the fifteen."""
    text = (
        "开展自评项目23个，其中一级项目8个、二级项目15个，共涉及资金3,330.88万元。其中：一般公共预算项目18个，"
        "涉及资金1,844.68万元；政府性基金预算项目5个，涉及资金1,486.20万元。"
    )
    assert not audited(text).findings


@pytest.mark.parametrize(
    "text",
    [
        "会议11次、620人次，其中二类会议1次、120人次，三类会议4次、200人次。",
        "全年接待32批次、267人次，主要是省内25批次、209人次，省外3批次、18人次。",
        "奖补企业142家，户均23.98万元，其中小巨人38家、1,140.00万元，技改61家、1,647.00万元。",
        "新购设备12台、36.00万元，维修设备4台、2.00万元，其中甲校2台、1.00万元，乙校2台、0.50万元。",
    ],
)
def test_a_list_that_is_not_whole_in_any_measure(text: str) -> None:
    assert not mismatches(audited(text))
