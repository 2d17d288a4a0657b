"""Rates, shares and growth of what is told beside them, under other names or in brackets."""

from __future__ import annotations

import pytest

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, verdict

#: A text with two places, the right figures and a wrong one for the last.
RATES = [
    ("应退资金{}万元，已退还{}万元，退还率{}%。", ("86.40", "79.92"), "92.50", "95.20"),
    ("查获毒品案件{}起，侦破{}起，侦破率{}%。", ("742", "615"), "82.9", "89.2"),
    ("本年{}起命案立案、现案告破{}起，告破率{}%。", ("64", "61"), "95.3", "93.5"),
    (
        "计划整治河道{}公里，实际整治{}公里，河道整治完成率{}%。",
        ("36.50", "35.77"),
        "98.00",
        "89.00",
    ),
    ("调解民间纠纷{}件，调成{}件，调成率为{}%。", ("1834", "1797"), "98.0", "90.8"),
    ("抽检食用农产品{}批次（其中合格{}批次，合格率{}%）。", ("2460", "2411"), "98.01", "89.01"),
    ("计划栽植苗木{}株，实际栽植成活{}株，任务完成率{}%。", ("52000", "50440"), "97.00", "79.00"),
]
SHARES = [
    ("在园幼儿{}名；其中留守儿童{}名，占幼儿总数的{}%。", ("486", "137"), "28.2", "22.8"),
    (
        "全区治安立案{}起。盗窃类治安案件{}起，占全部治安立案的{}%。",
        ("3172", "842"),
        "26.5",
        "25.6",
    ),
    ("适用简易程序审结{}件，占同期结案数（{}件）的{}%。", ("1206", "1874"), "64.35", "46.35"),
    ("辅警控制数{}名，现有{}名，占控制数的{}%。", ("140", "131"), "93.6", "96.3"),
    ("专任教师{}人中，高级职称{}人，占{}%。", ("318", "97"), "30.5", "35.0"),
    ("总建筑面积{}平方米；闲置{}平方米，占{}%。", ("18640.5", "932.0"), "5.00", "3.00"),
    ("项目概算投资{}万元，2024年到位{}万元，占{}%。", ("1280.00", "448.00"), "35.00", "53.00"),
]
GROWTH = [
    ("接诊{}人次，同比增长{}%（上年{}人次）。", ("48260", "45310"), "6.51", "5.61"),
    ("馆藏文物{}件，同比增加{}%，上年为{}件。", ("21846", "20312"), "7.55", "5.75"),
    ("全年立案{}起，同比下降{}%（2023年为{}起）。", ("1284", "1417"), "9.4", "4.9"),
    ("完成旅游收入{}亿元，增长{}%（2023年实绩{}亿元）。", ("18.64", "16.92"), "10.17", "17.10"),
]
PAIRS = [
    "全年发生火灾{}起、受伤{}人，同比分别减少14起、5人，下降{}%和{}%。其中居民住宅火灾31起、受伤9人，"
    "分别占{}%、{}%。",
    ("86", "17", "14.0", "22.7", "36.0", "52.9"),
]


@pytest.mark.parametrize(("text", "figures", "right", "wrong"), [*RATES, *SHARES])
def test_of_two(text: str, figures: tuple[str, str], right: str, wrong: str) -> None:
    told = audited(text.format(*figures, right))
    assert told.findings == ()
    assert verdict(told, f"{right}%") is Verdict.CONSISTENT
    assert audited(text.format(*figures, wrong)).findings


@pytest.mark.parametrize(("text", "figures", "right", "wrong"), GROWTH)
def test_growth(text: str, figures: tuple[str, str], right: str, wrong: str) -> None:
    now, base = figures
    told = audited(text.format(now, right, base))
    assert told.findings == ()
    assert verdict(told, f"{right}%") is Verdict.CONSISTENT
    found = audited(text.format(now, wrong, base)).findings
    assert [f.severity for f in found] == [Severity.MISMATCH]


@pytest.mark.parametrize(
    ("right", "wrong"), [("36.40", "34.60"), ("9.2%", "2.9%"), ("394.60", "349.60")]
)
def test_change_and_rate_before_last_year(right: str, wrong: str) -> None:
    text = "罚没收入358.20万元，同比减少36.40万元、下降9.2%（2023年394.60万元）。"
    assert audited(text).findings == ()
    assert audited(text.replace(right, wrong)).findings


def test_growth_against_the_sentence_before() -> None:
    text = "2023年全区税收收入完成38640万元。2024年税收收入40570万元，较2023年完成数增长{}%。"
    told = audited(text.format("4.99"))
    assert told.findings == ()
    assert verdict(told, "4.99%") is Verdict.CONSISTENT
    assert audited(text.format("9.49")).findings


def test_pairs_of_two_years() -> None:
    text = (
        "接待游客312.6万人次，实现旅游收入18.46亿元，同比分别增长{}%、{}%"
        "（上年分别为281.1万人次、16.22亿元）。"
    )
    assert audited(text.format("11.2", "13.8")).findings == ()
    assert audited(text.format("12.1", "13.8")).findings
    assert audited(text.format("11.2", "18.3")).findings


def test_growth_behind_last_year_in_brackets() -> None:
    text = "全局共完成采购支出642.80万元（上年：598.35万元），同口径增长{}%。"
    assert verdict(audited(text.format("7.43")), "7.43%") is Verdict.CONSISTENT
    assert [f.severity for f in audited(text.format("7.34")).findings] == [Severity.DOUBT]


def test_pairs() -> None:
    text, right = PAIRS
    assert isinstance(text, str)
    told = audited(text.format(*right))
    assert told.findings == ()
    assert all(verdict(told, f"{p}%") is Verdict.CONSISTENT for p in right[2:])
    for place, wrong in ((2, "41.0"), (3, "27.2"), (4, "63.0"), (5, "59.2")):
        figures = [*right]
        figures[place] = wrong
        assert len(audited(text.format(*figures)).findings) == 1


@pytest.mark.parametrize("wrong", [("88.0", "20.0"), ("80.0", "22.0"), ("20.0", "80.0")])
def test_shares_of_one_whole_in_turn(wrong: tuple[str, str]) -> None:
    text = "财政拨款1840万元、事业收入460万元，分别占收入总额2300万元的{}%、{}%。"
    told = audited(text.format("80.0", "20.0"))
    assert told.findings == ()
    assert verdict(told, "80.0%") is Verdict.CONSISTENT
    assert audited(text.format(*wrong)).findings


def test_of_targets_in_brackets() -> None:
    text = (
        "城镇失业人员再就业642人，困难人员就业318人，分别完成任务的{}%（任务600人）、"
        "{}%（任务300人）。"
    )
    assert audited(text.format("107.00", "106.00")).findings == ()
    assert len(audited(text.format("170.00", "106.00")).findings) == 1
    assert len(audited(text.format("107.00", "160.00")).findings) == 1


def test_shares_of_a_list() -> None:
    text = "货物{}万元；工程86.20万元；服务41.75万元，三者占比依次为{}%、{}%、{}%。"
    right = ("32.05", "20.03", "53.88", "26.09")
    assert audited(text.format(*right)).findings == ()
    assert audited(text.format("32.05", "20.03", "58.38", "26.09")).findings
    assert audited(text.format("42.05", *right[1:])).findings


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("应征水费842.60万元，实征806.40万元，征收率95.70%。", "95.70%", "97.50%"),
        ("办理不动产登记18462件，上年为17218件，同比增长7.2%。", "7.2%", "2.7%"),
        ("新增专利授权486件，比2023年（412件）增长17.96%。", "17.96%", "19.76%"),
        ("差错率0.42%，比上年的0.65%下降0.23个百分点。", "0.23个百分点", "0.32个百分点"),
        ("房屋原值1860.00万元，净值1190.40万元，成新率64.00%。", "64.00%", "46.00%"),
        (
            "专项资金800.00万元。其中甲类312.00万元、乙类186.00万元，以上两项合计占专项资金的62.25%。",
            "62.25%",
            "65.22%",
        ),
    ],
)
def test_of_what_stands_before(text: str, right: str, wrong: str) -> None:
    told = audited(text)
    assert told.findings == ()
    assert verdict(told, right) is Verdict.CONSISTENT
    assert audited(text.replace(right, wrong)).findings


def test_points_behind_a_share_of_all() -> None:
    """占比100% is set against nothing."""
    text = "合同金额84.20万元，占比100%，其中小微企业52.64万元，占62.52%，较上年提高4.1个百分点。"
    assert audited(text).findings == ()


SOUND = [
    # a rate of something that is not told
    "立案612起，破案417起，其中当年案件破案率88.4%。",
    "受理来访386批，办结371批，群众满意率91.6%。",
    "申报项目86个，立项37个，资金到位率96.1%。",
    # shares of what is not told
    "招收新生842名，在校学生男女比例均衡；女生1206名，占学生总数的49.8%。",
    "全年预算支出1284.60万元。民生支出3862.40万元，占全县民生支出的12.7%。",
    "小学毕业生312名；留守学生146名，占在校学生总数的8.4%。",
    # growth against another year, or of another
    "全年接待游客86.40万人次（2019年为91.35万人次），同比增长12.6%。",
    "收入完成18420万元，同口径增长4.2%（上年同期增幅为3.1%）。",
    "发放贷款642笔，同比增长8.4%（上年发放金额3860万元）。",
    # pairs in two orders and of other things
    "全年检查企业412家次、查处隐患1630处，同比分别增长6.2%和8.9%。",
    "培训骨干86人、管理人员142人，满意度分别为96.4%和97.8%。",
    "甲街道投诉312件、乙街道投诉286件，分别下降4.6%、7.1%；其中噪声类128件、96件，分别占41.0%、33.6%。",
    "发生事故12起，死亡3人，同比均减少2起、1人。",
    "中央资金480万元、省级资金320万元，分别占总投资的30.0%、20.0%。",
    "新增就业3216人，完成任务的107.2%（任务3000人），其中高校毕业生642人。",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound(text: str) -> None:
    assert audited(text).findings == ()
