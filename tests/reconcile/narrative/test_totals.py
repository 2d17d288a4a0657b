"""Totals announced after their parts, sums of the items of a list, and what is left over."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, mismatches, sheet, verdict

THREE = "办公费10.00万元，印刷费5.00万元，邮电费3.00万元，{}{}万元。"


@pytest.mark.parametrize(
    ("announced", "right", "wrong"),
    [
        ("以上三项合计", "18.00", "19.00"),
        ("以上三项共计", "18.00", "81.00"),
        ("以上3项共计", "18.00", "81.00"),
        ("以上共3个项目合计", "18.00", "81.00"),
        ("上述两项合计", "8.00", "18.00"),  # the last two
        ("后两项共", "8.00", "18.00"),
        ("三项之和为", "18.00", "81.00"),
        ("三项相加共", "18.00", "81.00"),
    ],
)
def test_a_total_of_so_many_parts(announced: str, right: str, wrong: str) -> None:
    sound = audited(THREE.format(announced, right))
    assert mismatches(sound) == []
    assert verdict(sound, f"{right}万元") is Verdict.CONSISTENT
    assert mismatches(audited(THREE.format(announced, wrong))) == [("N06", wrong, right)]


def test_a_total_that_does_not_say_of_how_many_only_confirms() -> None:
    sound = audited(THREE.format("以上合计", "18.00"))
    assert verdict(sound, "18.00万元") is Verdict.CONSISTENT
    assert mismatches(audited(THREE.format("以上合计", "19.00"))) == []


@pytest.mark.parametrize(
    "listed",
    [
        "货物支出10.00万元、工程支出5.00万元以及服务支出3.00万元，总额为{}万元。",
        "货物支出10.00万元、工程支出5.00万元和服务支出3.00万元，共{}万元。",
        "货物支出10.00万元与工程支出8.00万元之和为{}万元。",
        "货物支出10.00万元、工程支出5.00万元和服务支出3.00万元，小计{}万元。",
        "货物支出10.00万元、工程支出5.00万元和服务支出3.00万元；以上合计{}万元。",
    ],
)
def test_a_bare_total_is_that_of_its_list(listed: str) -> None:
    assert verdict(audited(listed.format("18.00")), "18.00万元") is Verdict.CONSISTENT
    assert verdict(audited(listed.format("19.00")), "19.00万元") is not Verdict.CONSISTENT


@pytest.mark.parametrize("total", ["18.00", "19.00"])
def test_a_list_by_commas_confirms_only(total: str) -> None:
    """Where it begins nothing says: the first amount here is none of its parts."""
    text = "项目支出30.00万元，办公费10.00万元，印刷费5.00万元以及邮电费3.00万元，合计{}万元。"
    audit = audited(text.format(total))
    assert mismatches(audit) == []
    holds = verdict(audit, f"{total}万元") is Verdict.CONSISTENT
    assert holds is (total == "18.00")


def test_a_total_looks_back_to_the_last_stop() -> None:
    text = "差旅费7.00万元；办公费10.00万元，印刷费5.00万元，以上合计15.00万元。"
    assert verdict(audited(text), "15.00万元") is Verdict.CONSISTENT
    assert verdict(audited(text), "7.00万元") is Verdict.UNVERIFIABLE


def test_of_counts_those_in_one_unit() -> None:
    text = "轿车3辆，设备5台，客车5辆，以上两项合计{}辆。"
    assert verdict(audited(text.format(8)), "8辆") is Verdict.CONSISTENT
    assert mismatches(audited(text.format(9))) == [("N06", "9", "8")]


FINANCES = (
    "全县一般公共预算收入100.00万元，加上上级补助收入50.00万元、上年结余5.00万元，"
    "减去上解支出15.00万元，财力总计{}万元。"
)


def test_what_is_added_and_taken_away() -> None:
    sound = audited(FINANCES.format("140.00"))
    assert mismatches(sound) == []
    assert verdict(sound, "15.00万元") is Verdict.CONSISTENT
    assert mismatches(audited(FINANCES.format("150.00"))) == [("N06", "150.00", "140.00")]
    assert mismatches(audited(FINANCES.format("170.00"))) == [("N06", "170.00", "140.00")]


BALANCE = "收入总计500.00万元，支出总计480.00万元。{}{}万元。"


def test_what_is_left_of_income() -> None:
    sound = audited(BALANCE.format("收支相抵，年终结余", "20.00"))
    assert verdict(sound, "20.00万元") is Verdict.CONSISTENT
    off = audited(BALANCE.format("收支相抵，年终结余", "30.00"))
    assert mismatches(off) == [("N06", "30.00", "20.00")]


def test_a_surplus_that_is_not_said_to_be_left_of_it() -> None:
    """上年结余 is no balance of this year."""
    assert mismatches(audited(BALANCE.format("上年结余", "30.00"))) == []


ITEMS = (
    "本部门有3个项目，共涉及资金{}万元。\n"
    "1.甲项目10.00万元。\n2.乙项目20.00万元。\n3.丙项目30.00万元。"
)


def test_numbered_items_only_confirm_what_stands_above_them() -> None:
    assert verdict(audited(ITEMS.format("60.00")), "60.00万元") is Verdict.CONSISTENT
    other = audited(ITEMS.format("70.00"))
    assert mismatches(other) == []
    assert verdict(other, "70.00万元") is Verdict.UNVERIFIABLE


def test_what_a_list_comes_to_is_no_figure_of_the_whole_body() -> None:
    """学院、局本级和林场三家支出预算规模较大，分别为A、B和C，合计S: S is theirs."""
    audit = audited(
        "支出预算61,907.66万元。学院、局本级和林场三家单位支出预算规模较大，分别为21,947.30万元、9,826.54万元"
        "和7,265.31万元，合计39,039.15万元，占部门支出总预算的63.06%。",
        sheet("部门收支总体情况表", "项目|预算数", "本年支出合计|61,907.66"),
        kind="budget",
    )
    assert not [f for f in audit.findings if f.stated == "39039.15"]
    assert verdict(audit, "39,039.15万元") is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "专项债券35,000.00万元，安排标准厂房18,500.00万元、污水处理{}万元，其余7,300.00万元安排冷链物流。",
            "9,200.00",
            "2,900.00",
        ),
        ("会议费和培训费共计{}万元，分别为会议费8.40万元、培训费12.65万元。", "21.05", "20.15"),
    ],
)
def test_uses_that_leave_nothing_out(text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert [one[0] for one in mismatches(audited(text.format(wrong)))] == ["N06"]


def test_uses_of_which_some_go_unmentioned() -> None:
    text = "专项债券35,000.00万元，安排厂房18,500.00万元、污水处理2,900.00万元、冷链730.00万元等。"
    assert not mismatches(audited(text))


def test_a_bare_expenditure_is_of_the_budget_whose_income_was_told() -> None:
    audit = audited(
        "财政拨款收入642.18万元、支出630.25万元。",
        sheet(
            "财政拨款收入支出决算总表",
            "项目|决算数|项目|决算数",
            "本年收入合计|642.18|本年支出合计|630.25",
        ),
    )
    assert not audit.findings
    subjects = [c.subject for c in audit.disclosure.claims]
    assert subjects == ["财政拨款收入", "财政拨款支出"]


#: A list, the words that sum it up, what it comes to, and what it does without one of its parts.
COUNTED = [
    (
        "较大的专项有：河道疏浚412.30万元、闸门更新236.75万元、泵站改造189.60万元、堤防加固97.35"
        "万元，四个专项合计{}万元。",
        "936.00",
        "699.25",
    ),
    ("前两位是城乡绿化528.40万元和古树保护311.95万元，两个项目共计{}万元。", "840.35", "528.40"),
    ("其中：图书购置86.20万元，馆舍维修143.75万元，讲座展览52.40万元，三项合计{}万元。",
     "282.35", "229.95"),
    ("城区段投入1,204.50万元；其中护岸633.18万元、清淤287.45万元、绿化118.06万元，3个项目合计{}万元。",
     "1038.69", "920.63"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "short"), COUNTED)
def test_a_total_of_as_many_as_are_listed_leaves_none_out(
    text: str, right: str, short: str
) -> None:
    sound = audited(text.format(right))
    assert not [f for f in sound.findings if f.rule == "N06"]
    assert verdict(sound, f"{right}万元") is Verdict.CONSISTENT
    assert mismatches(audited(text.format(short))) == [("N06", short, right)]


@pytest.mark.parametrize(
    "text",
    [
        # more are listed than are summed up: which ones nothing says
        "河道疏浚412.30万元、闸门更新236.75万元、泵站改造189.60万元，两个项目合计602.35万元。",
        # what was planned, and what was spent
        "河道疏浚预算412.30万元、闸门更新预算236.75万元，两个项目合计支出621.05万元。",
        # of what is told in between nobody knows how it belongs
        "河道疏浚412.30万元，其中省级补助236.75万元，两个项目合计839.65万元。",
        # the words say of which: of others
        "河道疏浚412.30万元、闸门更新236.75万元，其余两个项目合计187.20万元。",
    ],
)
def test_a_total_of_others_than_are_listed_contradicts_nothing(text: str) -> None:
    assert mismatches(audited(text)) == []


@pytest.mark.parametrize("aside", ("含购房补贴468.20万元", "其中购房补贴468.20万元"))
@pytest.mark.parametrize("named", ("四项合计", "合计"))
def test_what_is_told_aside_is_no_part_of_a_total(aside: str, named: str) -> None:
    text = (
        f"基本工资1864.20万元、津贴补贴983.65万元（{aside}）、奖金155.35万元、"
        f"绩效工资5155.95万元，{named}" + "{}万元。"
    )
    assert not audited(text.format("8159.15")).findings
    assert [m[0] for m in mismatches(audited(text.format("8195.15")))] == ["N06"]


_GRADED = "参与自评的52个项目中，优{}个，良14个，中6个，差2个，{}。"


@pytest.mark.parametrize(
    "some", ["前两档合计44个", "前三个等次合计50个", "优良合计44个", "合格以上共计50个"]
)
def test_a_total_of_the_first_parts_of_a_list(some: str) -> None:
    assert not audited(_GRADED.format(30, some)).findings


@pytest.mark.parametrize("some", ["前两档合计84个", "前两个档次合计47个"])
def test_a_wrong_total_of_the_first_parts(some: str) -> None:
    assert [f.rule for f in audited(_GRADED.format(30, some)).findings] == ["N06"]


def test_a_total_of_all_the_parts_is_still_one() -> None:
    told = "教育支出30.00万元、农林水支出14.00万元和住房保障支出6.00万元，三项合计{}万元。"
    assert not audited(told.format("50.00")).findings
    assert [f.rule for f in audited(told.format("56.00")).findings] == ["N06"]


def test_a_total_of_so_many_parts_is_none_of_some() -> None:
    told = (
        "支出843.01万元，包括教育支出436.41万元，卫生支出152.08万元，农林水支出{}万元，"
        "以上三项合计843.01万元。"
    )
    assert not audited(told.format("254.52")).findings
    assert "N06" in [f.rule for f in audited(told.format("180.13")).findings]


SPENT_MOST = (
    "公用经费中列支较多的科目依次是取暖费{}万元、办公费324.18万元、差旅费284.26万元，三者共{}万元。"
)


def test_what_three_come_to() -> None:
    sound = audited(SPENT_MOST.format("384.12", "992.56"))
    assert sound.findings == ()
    assert verdict(sound, "992.56万元") is Verdict.CONSISTENT
    for total in ("608.44", "929.56"):  # one was left out; digits changed places
        found = audited(SPENT_MOST.format("384.12", total)).findings
        assert [f.rule for f in found] == ["N06"]


FIRST = (
    "农机购置支出2,963.50万元中，购机补贴1,146.00万元，兑付2652台（套）；主体培育783.50万元，扶持农场46家；"
    "设施改造562.00万元；其余472.00万元用于社会化服务。\n前三项合计{}万元，占该项支出的84.07%。"
)


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        FIRST.replace("\n", ""),
        "维修费1,146.00万元、设备费783.50万元、软件费562.00万元、培训费118.20万元，前三项合计{}万元。",
    ],
)
def test_the_first_of_a_list(text: str) -> None:
    sound = audited(text.format("2491.50"))
    assert sound.findings == ()
    assert verdict(sound, "2491.50万元") is Verdict.CONSISTENT
    for total in ("1929.50", "2419.50"):
        assert "N06" in {f.rule for f in audited(text.format(total)).findings}


@pytest.mark.parametrize(
    "text",
    [
        "第一批拨付1,146.00万元；第二批拨付783.50万元。\n前三项合计2,981.50万元。",
        "维修费1,146.00万元、设备费783.50万元、软件费562.00万元、培训费118.20万元，后两项合计680.20万元。",
    ],
)
def test_the_first_of_what_is_no_such_list(text: str) -> None:
    assert audited(text).findings == ()


def test_a_total_that_is_one_of_its_parts_was_copied() -> None:
    text = "一般公共预算安排3374.85万元，基金安排206万元，合计{}万元。"
    assert verdict(audited(text.format("3580.85")), "3580.85万元") is Verdict.CONSISTENT
    assert [f.rule for f in audited(text.format("3374.85")).findings] == ["N06"]
    assert audited(text.format("2100.00")).findings == ()


BY_CLASS = (
    "2024年度使用财政拨款安排基本支出{}万元，其中：\n（1）工资福利支出包括基本工资、津贴补贴等，共{}万元；"
    "（2）商品和服务支出包括办公费、水电费等，共406.52万元；（3）对个人和家庭补助支出包括退休费，共"
    "56.12万元；（4）其他资本性支出为办公设备购置4.86万元。"
)


def test_a_numbered_list_in_a_sentence_adds_up_to_what_announces_it() -> None:
    sound = audited(BY_CLASS.format("2629.36", "2161.86"))
    assert sound.findings == ()
    assert verdict(sound, "2161.86万元") is Verdict.CONSISTENT
    for wages in ("2116.86", "2061.66"):  # digits changed places; another figure
        assert "N06" in {f.rule for f in audited(BY_CLASS.format("2629.36", wages)).findings}


@pytest.mark.parametrize(
    "text",
    [
        "项目支出900.00万元，其中：（1）河道整治320.00万元；（2）闸坝维修210.40万元。",
        "项目支出900.00万元。（1）河道整治320.00万元，上年300.00万元；（2）闸坝维修570.00万元。",
    ],
)
def test_a_numbered_list_may_not_be_all(text: str) -> None:
    assert audited(text).findings == ()
