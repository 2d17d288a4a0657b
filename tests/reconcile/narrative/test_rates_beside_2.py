"""Rates, shares and growth of what is told beside them: sentences nobody looked at before."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, verdict

#: A sentence, and a wrong figure in place of a right one.
WRONG = [
    ("责令退赔128.60万元（已退赔119.34万元，退赔率92.80%）。", "92.80%", "98.20%"),
    ("受理劳动争议仲裁1326件，调解结案874件，调解率65.9%。", "65.9%", "69.5%"),
    ("计划改造老旧管网48.6公里，完成改造47.3公里，改造完成率97.33%。", "97.33%", "79.33%"),
    ("全年收治住院病人12840人次。手术3216人次，占住院病人总数的25.0%。", "25.0%", "52.0%"),
    ("不予批准逮捕46人，占同期审查总人数（213人）的21.6%。", "21.6%", "26.1%"),
    ("学校占地面积86400平方米；绿化面积30240平方米，占35.0%。", "35.0%", "53.0%"),
    ("救助流浪乞讨人员1482人次，同比下降7.9%（上年1609人次）。", "7.9%", "9.7%"),
    ("办理公证9846件，同比增长6.82%，上年为9217件。", "6.82%", "8.62%"),
    ("在编职工146人当中，本科以上学历118人，占80.8%。", "80.8%", "88.0%"),
    ("共发生交通事故214起、受伤168人，同比分别下降26起、19人，降幅为10.8%、10.2%。",
     "10.2%", "12.0%"),
    ("救助低保对象1240人、特困人员316人，分别完成计划的103.33%（计划1200人）、105.33%（计划300人）。",
     "105.33%", "150.33%"),
    ("总投资2640.00万元，其中中央1600.00万元、地方1040.00万元；截至年底已支付2376.00万元，"
     "支付率90.00%。", "90.00%", "60.00%"),
]  # fmt: skip
SOUND = [
    "全县适龄儿童入学率99.8%，在校学生3260人，毕业生512人，毕业率98.7%。",
    "应征缴社会保险费4620万元；当期征缴4386万元，综合征缴率95.6%。",
    "检测样品812份，检出不合格样品36份，不合格率4.43%，同比下降1.2个百分点。",
    "城区绿地362公顷，公园86公顷，占城区总面积的11.9%。",
    "全年办案684件，同比增长9.1%，上年度结转46件。",
    "书记员36名、法官24名，分别占干警总数的31.0%和20.7%。",
    "年末户籍人口8.64万人，常住人口7.92万人，占全市的3.1%。",
    "完成产值126.40亿元，增长7.2%（按可比价计算，上年为119.86亿元）。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_wrong(text: str, right: str, wrong: str) -> None:
    told = audited(text)
    assert told.findings == ()
    assert verdict(told, right) is Verdict.CONSISTENT
    assert audited(text.replace(right, wrong)).findings


@pytest.mark.parametrize("text", SOUND)
def test_sound(text: str) -> None:
    assert audited(text).findings == ()
