"""A rate or an average that fits other figures of its sentence says nothing against these."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

_HEAD = "某局2024年度部门决算情况说明\n六、其他情况说明\n"


@pytest.mark.parametrize(
    "text",
    [
        "会议费和培训费共14.00万元，其中会议费6.00万元、培训费8.00万元，占公用经费112.00万元的12.50%。",
        "差旅费9.00万元、劳务费21.00万元，两项合计占商品和服务支出240.00万元的12.50%。",
        "在职81人，其中行政35人、事业46人，占核定编制90人的90.00%。",
        "年初预算240.00万元，年中追加60.00万元，支出285.00万元，执行率95.00%。",
        "引进教师21人、医生19人，兑付补助34.00万元，人均0.85万元。",
        "更新座椅45套、课桌35套，共投入20.00万元，平均每套0.25万元。",
        # what a slip of the pen would explain as well, but the very figures do
        "门诊收入613.28万元、住院收入294.04万元，占总收入971.43万元的93.40%。",
        "水费、电费分别为13.70万元、21.82万元，合计占公用经费88.80万元的40.00%。",
        # rates of last year, of a plan, of all of a list
        "支出107.00万元，增长7.00%，上年增长9.60%，上年支出100.00万元。",
        "支出107.00万元，比上年100.00万元增长7.00%，低于上年增幅（9.60%）2.60个百分点。",
        "接待费由6.40万元降到5.10万元，用车费由21.00万元降到18.90万元，合计下降12.41%。",
        # last year's mean, and the months of a year that is named before last year's figure
        "公用经费198.40万元，学生由1020人减为992人，生均由1985.60元变为2000.00元。",
        "电费54.60万元，分季度支出。全年支出比2023年度60.00万元减少5.40万元，平均每月4.55万元。",
        "在院老人年初82名、年末78名，全年平均80名。供养支出240.00万元，按平均人数算，每名3.00万元。",
        # figures in a unit that is not read
        "修复投入320.00万元，其中2023年150.00万元、2024年170.00万元。"
        "2024年修复431.80万页，比上年420.15万页增加11.65万页，增长2.77%。",
        # what a list lacks stands among its figures; what is many times its whole is no part of it
        "可用财力749.30万元，构成如下：基数约400.00万元、补助165.00万元，经营收入184.30万元。",
        "收入支出总计均为276.84万元，其中财政拨款262.84万元，上年结转14.00万元；"
        "支出端基本支出114.75万元，项目支出152.09万元，年末结转10.00万元。",
        # what is told of a part beside its amount; who is left of those that are counted
        "事业收入203.37万元，其中学费112.05万元，减免2.00万元，住宿费91.32万元。",
        "辖12个村，其中示范村5个，示范村资金250.00万元，村均50.00万元；其他村70.00万元，村均10.00万元。",
        # parts that hold each other, and a list that is over before another one begins
        "项目支出86.00万元，其中20.00万元以上的51.00万元，10.00万元以上的73.00万元。",
        "基本支出98.40万元，由人员支出81.10万元、公用支出17.30万元组成；"
        "项目支出35.20万元，由设备购置20.20万元、房屋修缮15.00万元组成。",
    ],
)
def test_what_fits_the_whole_or_all_is_no_mismatch(text: str) -> None:
    assert mismatches(audited(_HEAD + text)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        # shares that changed places, and a rate copied from the item before
        (
            "总支出400.00万元，其中甲类支出130.00万元，占67.50%；乙类支出270.00万元，占32.50%。",
            "N04",
        ),
        (
            "图书购置年初预算32.00万元，支出决算28.00万元，完成年初预算的87.50%；"
            "设备维护年初预算35.00万元，支出决算28.00万元，完成年初预算的87.50%。",
            "N05",
        ),
        # a slip that some other pair happens to be near
        (
            "物业费18.42万元，占公用经费73.68万元的52.00%，其中保洁费7.35万元、安保费11.07万元。",
            "N04",
        ),
        ("会议费12.60万元，比上年15.75万元下降22.00%。", "N03"),
    ],
)
def test_errors_stay_errors(text: str, rule: str) -> None:
    assert rule in [m[0] for m in mismatches(audited(_HEAD + text))]
