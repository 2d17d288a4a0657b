"""Figures that stand beside others of another thing: what is told behind a stop, what a sentence is
about, what others are only held against. Each pair: sound, and the same kind with a wrong figure.
"""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, called

SOUND = [
    # a share is of what stands before it, not of what a semicolon begins behind it
    "工程总投资2400.00万元。到2024年底累计拨付1800.00万元，占总投资的75.00%；2025年计划拨付480.00万元。",
    "校舍加固合同总额960.00万元。截至年末已付720.00万元，占合同总额的75.00%；尾款240.00万元明年支付。",
    # an order is of what its sentence begins with
    "“三公”经费28.00万元，比上年31.50万元减少3.50万元。公务接待费：与上年持平，未安排。",
    "培训费16.20万元，比上年18.00万元减少1.80万元。会议费，与上年持平，均未发生。",
    # what a figure is held against
    "二标段安排660.00万元，与一标段600万元相比，增加60万元，增长10%。",
    "本院区支出880.00万元，同老院区800万元比，多80万元，增长10%。",
    # a plan behind the next stop is another's
    "养老补助900.00万元，实际拨付873.00万元，支付进度97.0%。康复中心，计划450.00万元。",
    # a mean over people of another sentence
    "“三公”经费全年支出7.35万元。全年国内公务接待21批140人，人均110元。",
    "空编5名。聘用人员经费支出96.00万元，人均8万元。",
    "全镇户籍人口20458人。网格员补助支出36.00万元，人均1.20万元。",
    "公务接待费支出4.80万元，接待400人次。年末公务用车保有量为3辆，平均每辆2.60万元。",
    # what a project costs in all has no year before
    "综合楼概算2200.00万元。2024年支出比2023年增加330.00万元，增长60%。",
    # the next sentence is about what it begins with
    "财政拨款两项合计共8,126,400.00元，占比达98.2%；其他收入为科普活动赞助，较上年的120,000.00元多30,000.00元，增幅为25.00%。",
    "本年收入512.30万元；事业收入为培训收费，比上年40.00万元增加8.00万元，增长20.00%。",
    # a budget that was carried out is not what a change leads to
    "政府性基金预算本年支出540.00万元。支出全部用于土地整理（项），年初预算为600.00万元，完成年初预算的90%，较上年450.00万元增加90.00万元。",
    # 比增 is a change; 依次 and signs of changes
    "2024年支出196.40万元，同上年比增9.80万元，增5.25%。",
    "工资888.00万元（上年840.00万元）、商品296.00万元（上年330.00万元）、补助74.00万元（上年70.00万元），增减额依次为+48.00万元、-34.00万元、+4.00万元。",
    "经费154.00万元，人次均280元，同上年的350元比降70元、20.00%。",
    # an order is of its own sentence
    "“三公”经费决算数31.40万元。其中：1.因公出国（境）费用。决算数0万元，与年初预算数0万元持平。2.公务用车运行维护费。决算数31.40万元，比年初预算数35.20万元减少3.80万元。",
    # the year's side of the accounts is not the total of both
    "我镇2024年度收入总计980.50万元，支出总计980.50万元。与2023年相比，收入支出总计均减少19.50万元，减少1.95%。收入中，财政拨款960.10万元、年初结转20.40万元；支出中，当年支出972.30万元、年末结转8.20万元。",
    # kinds of one thing have means of their own
    "全年收案3,850件，员额法官16人、人均结案230件，即全院结案3,680件。",
    "年收案不超过3,850件，员额法官16人、人均结案不少于230件，即全院结案不少于3,680件。",
    # details of a part, and the other parts behind them
    "基本支出240.00万元。其中工资福利支出180.00万元，明细为：基本工资95.00万元，津贴补贴52.00万元，住房公积金33.00万元。商品和服务支出41.00万元，对个人和家庭的补助19.00万元。",
    "“三公”经费年初预算48.00万元、全年预算40.00万元、支出决算36.00万元，分别完成75.00%、90.00%。",
    "年初预算900.00万元，年中追加100.00万元，调整后预算1000.00万元，决算支出990.00万元，对照调整后预算，完成99.00%；对照年初预算，完成110.00%。",
    # behind the semicolon it is the whole once more
    "“三公”经费预算36.00万元，实际花费30.60万元，完成预算的85.00%，结余5.40万元；同2023年（34.00万元）比，少支出3.40万元，降低10.00%。",
    # what a list of changes, or of what came with one, comes to
    "支出2,940.00万元，同上年3,050.20万元相比减少110.20万元，其中物业费减少46.70万元，水电费减少63.50万元。",
    "资产原值5,120.44万元，比年初4,716.18万元增加404.26万元，其中外购318.00万元、转入84.20万元、捐赠2.06万元。",
    # by the year, and over all kinds
    "森林面积由86.4万亩增至93.6万亩，四年净增7.2万亩，年均增长1.80万亩。",
    "车辆运行维护费17.40万元，主要用于4辆救护车、2辆宣传车的燃油和保险。2024年车均运行维护费2.90万元。",
    # what is none of the three public expenses
    "“三公”经费支出预算3.10万元，其中，公务用车运行维护费2.60万元，公务接待费0.50万元。具体情况如下：1.公务用车运行维护费预算支出2.60万元。2.公务接待费预算支出0.50万元。3.会议费预算支出0.80万元。4.培训费预算支出1.25万元。",
]  # fmt: skip

WRONG = [
    # what a list of changes, or of what came with one, comes to
    "支出2,940.00万元，同上年3,050.20万元相比减少110.20万元，其中物业费减少46.70万元，水电费减少65.30万元。",
    "资产原值5,120.44万元，比年初4,716.18万元增加404.26万元，其中外购318.00万元、转入84.20万元、捐赠20.60万元。",
    "2024年支出196.40万元，同上年比增9.80万元，增5.52%。",
    "工资888.00万元（上年840.00万元）、商品296.00万元（上年330.00万元），增减额依次为+48.00万元、-43.00万元。",
    "“三公”经费年初预算48.00万元、全年预算40.00万元、支出决算36.00万元，分别完成75.00%、99.00%。",
    "工程总投资2400.00万元。到2024年底累计拨付1800.00万元，占总投资的57.00%；2025年计划拨付480.00万元。",
    "“三公”经费28.00万元，比上年31.50万元减少3.50万元，与上年持平。",
    "养老补助预算900.00万元，实际拨付873.00万元，支付进度79.0%。",
    "公务接待费支出1.54万元。全年国内公务接待21批140人，人均101元。",
    "聘用人员12名，聘用人员经费支出96.00万元，人均9万元。",
    "财政拨款合计8,126,400.00元；其他收入150,000.00元，较上年的120,000.00元多30,000.00元，增幅为52.00%。",
]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_of_something_else_is_held_against_nothing(text: str) -> None:
    assert not audited(text).findings


@pytest.mark.parametrize("text", WRONG)
def test_what_is_of_it_is_held_against_it(text: str) -> None:
    assert called(text)


def test_a_part_behind_the_words_of_its_whole_is_itself() -> None:
    text = "财政拨款支出总计包括本年支出509.12万元和年末结转12.36万元。"
    said = audited(text).disclosure.statements
    assert [s.subject for s in said if s.subject] == ["本年支出", "年末结转"]


def test_what_was_done_with_last_years_budget_is_last_years() -> None:
    text = (
        "2026年安排机关运行经费88.20万元，2025年安排84.00万元、预计执行80.00万元。2026年预算与2025年预算"
        "比增4.20万元（5.00%），与2025年预计执行数比增{}万元（10.25%）。"
    )
    assert not audited(text.format("8.20"), kind="budget", year=2026).findings
    assert audited(text.format("2.80"), kind="budget", year=2026).findings
