"""What is counted, times what each costs, is what that comes to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.audit import Severity, Verdict
from tests.reconcile.reading import audited, mismatches, verdict

#: A product in words, a figure of it, and another one in its place.
WRONG = [
    ("走访慰问困难职工110户，每户慰问1,000元，计{}万元。", "11.00", "10.10"),
    (
        "购置机床8台（单价28.50万元，小计{}万元）、软件2套（单价33.00万元，小计66.00万元）。",
        "228.00",
        "282.00",
    ),
    ("聘用制人员经费按16人、每人每月{}元、12个月测算，计92.16万元。", "4,800", "4,080"),
    ("新建服务站{}个，每个补助3.00万元，共123.00万元。", "41", "14"),
    ("社区工作者{}人，人均12.80万元（含单位缴纳的五险一金），计1,676.80万元。", "131", "113"),
    ("惠及学生18,260人，每生每天5元，全年按200天计，需资金{}万元。", "1,826.00", "1,862.00"),
    (
        "按小学每生每年720元、初中每生每年940元安排，小学31,846人需{}万元，初中15,920人需"
        "1,496.48万元。",
        "2,292.91",
        "2,922.91",
    ),
    ("完成高标准农田建设3,200亩，亩均投入{}元，共计800.00万元。", "2,500", "2,050"),
    ("建设农村公路26.5公里，每公里补助18.00万元，合计{}万元。", "477.00", "447.00"),
    ("采购执法记录仪120台×{}万元=28.80万元。", "0.24", "0.42"),
    ("村干部补助：86人×2,300元/月×12个月={}万元。", "237.36", "273.36"),
    ("办公桌椅40套，{}元/套，共8.60万元。", "2,150", "2,510"),
    ("每村补助2万元，全镇{}个村共补助46万元。", "23", "32"),
    ("会议12次，每次80人、每人每天400元、会期1天，共{}万元。", "38.40", "34.80"),
    ("仪器2台、每台620万元，无人机35架、每架12.8万元，两项合计{}万元。", "1,688.00", "1,868.00"),
    ("防护服2,000套，每套65.00元；口罩50,000只，每只1.20元，共计{}万元。", "19.00", "91.00"),
    ("全年发放{}人、809.86万元，人均960元。", "8,436", "8,346"),
    ("补种樟树{}株，按每株215元安排91.85万元。", "4,272", "2,472"),
    ("维护河堤36.80公里，按每千米{}万元测算49.68万元；清淤7.20公里。", "1.35", "1.53"),
    ("管养林地41.30万平方米，按每平方米{}元安排526.58万元。", "12.75", "17.25"),
    ("广场保洁8.64万㎡，每平方米{}元，共计298.08万元。", "34.50", "35.40"),
    ("转运渣土{}万吨，每吨46元，合计262.20万元。", "5.70", "7.50"),
    ("在校学生{}人，按每生每年680元安排公用经费328.44万元。", "4,830", "4,380"),
    ("对新增机位{}个按每个补助标准1,350元给予补助112.05万元。", "830", "380"),
    ("4.阵地建设42.00万元（彩票公益金）：新建{}个，每个补助3.00万元。", "14", "41"),
]
#: Sound, and no product or more than one.
SOUND = [
    "租用办公用房1,280平方米，每平方米35元，共支付53.76万元。",
    "慰问困难职工110户，每户慰问1,000元，走访慰问共计支出22.00万元（春节、中秋两次）。",
    "巡讲44场，每场2,500元；慰问110户，每户1,000元，共计22.00万元。",
    "困难救助110户，每户最高1,000元，共发放9.60万元。",
    "采购机床8台，每台28.50万元，合同签订后支付首付款，共支付114.00万元。",
    "学生18,260人，每生每天5元，按200天计，省级承担50%，计913.00万元。",
    "小学31人、初中25人，每人500元，共2.80万元。",
    "购置电脑20台、打印机5台，每台6,000元，计12.00万元。",
    "打印机12台，每台约1,800元，共2.10万元。",
    "16人、每人每月4,800元，计69.12万元（9个月）。",
    "聘请法律顾问2名，每名每年5.00万元，合同期三年，合计30.00万元。",
    "新建公厕6座，每座18.00万元，设计监理费7.20万元，合计115.20万元。",
    "公务用车4辆，每辆年均运行费3.00万元，其中燃油费共6.20万元。",
    "保洁绿地12.50万平方米，按每万平方米5.20万元计，共65.00万元。",
    "服务老人3.2万人，每人每年15元，共计48.35万元。",
    "补种樟树4,272株，每株215元，先期安排45.93万元。",
    "公交车320辆，按每辆2.50万元安排，财政承担一半，安排400.00万元。",
    "管养林地41.30万平方米，每平方米12.75元，2026年安排263.29万元，其余下年安排。",
    "在校学生4,830人，按每生每年680元安排中央资金197.06万元。",
    "按每株215元安排91.85万元，其中樟树1,472株。",
    "新增床位60张，总床位达到360张，每床补助5,000元，共30.00万元。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_a_product(text: str, right: str, wrong: str) -> None:
    sound, off = audited(text.format(right)), audited(text.format(wrong))
    assert mismatches(sound) == []
    assert [v for v in sound.findings if v.severity is Severity.DOUBT] == []
    printed = next(c for c in sound.disclosure.claims if c.quantity.text.startswith(right))
    assert verdict(sound, printed.quantity.text) is Verdict.CONSISTENT
    assert [rule for rule, _, _ in mismatches(off)] == ["N08"]


@pytest.mark.parametrize("text", SOUND)
def test_what_words_leave_open_contradicts_nothing(text: str) -> None:
    assert mismatches(audited(text)) == []


def test_a_price_of_a_month_without_their_number_confirms_only() -> None:
    text = "聘用协管员24名，月人均工资3,650元，共计{}万元。"
    assert verdict(audited(text.format("105.12")), "105.12万元") is Verdict.CONSISTENT
    assert mismatches(audited(text.format("105.21"))) == []


@given(st.integers(100, 9_999), st.integers(20, 1_999).map(lambda fives: 5 * fives))
@settings(max_examples=20, deadline=None)
def test_every_product_holds_and_no_other_figure_does(count: int, price: int) -> None:
    text = "资助学生{}人，按每生每学年{}元发放，共计{}元。"
    assert verdict(audited(text.format(count, price, count * price)), f"{count * price}元").holds
    off = audited(text.format(count, price, count * price + price))
    assert verdict(off, f"{count * price + price}元") is not Verdict.CONSISTENT


def test_a_price_that_is_set_is_known_to_the_cent() -> None:
    """Half a 元 of 5元 is a tenth of it: it is no rounding that people are paid."""
    text = "学生18,260人，每生每天5元，全年按200天计，需资金1,862.00万元。"
    found = audited(text).findings
    assert [(f.severity, f.expected) for f in found] == [(Severity.MISMATCH, "1826.00")]
    mean = "学生18,260人，平均每生5元，共计9.60万元。"
    assert all(f.severity is not Severity.MISMATCH for f in audited(mean).findings)


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ("2942.40", []),
        ("2492.40", [("N08", "2492.40", "2942.40")]),
        ("2910.40", []),  # some came, or went, within the year
    ],
)
def test_a_year_of_months(year: str, told: list[tuple[str, str, str]]) -> None:
    text = f"重度残疾人护理补贴6130人，每人每月400元，全年{year}万元。"
    assert mismatches(audited(text)) == told


_AID = "困境儿童关爱项目85,000.00元，主要用于困境儿童关爱，救助困境儿童{}人，人均救助500.00元。"


def test_a_product_that_confirms_only_is_doubted_where_a_slip_explains_it() -> None:
    assert not audited(_AID.format(170)).findings
    assert [f.severity for f in audited(_AID.format(190)).findings] == [Severity.DOUBT]
    assert not audited(_AID.format(128)).findings  # some may have gone elsewhere
