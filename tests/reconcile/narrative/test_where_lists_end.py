"""Where a list ends, and what told beside it is none of its parts."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

_HEAD = "某局2024年度部门决算情况说明\n六、其他情况说明\n"

_SOUND = [
    # a list in brackets ends with them
    "救援车辆18辆（水罐车12辆、云梯车6辆），其他车辆3辆。",
    "车辆24辆：应急用车15辆（指挥车4辆、抢修车11辆），其他用车9辆。",
    # the base of a rate, in brackets behind it, is no part
    "全年发放证书412份，发证率82.40%（申请500份）。",
    "完成改造186户，完成年度目标的93.00%（目标200户）。",
    # 共 of the things counted right before it
    "设备购置费520.00万元：水泵2台共180.00万元，闸门1扇340.00万元。",
    "购置费266.00万元：无人艇1艘210.00万元；测距仪20台，每台0.8万元，共16.00万元；声呐2套共40.00万元。",
    # what follows 完成任务…的P% is a part of what was done
    "化解欠款820.00万元，完成全年任务800.00万元的102.5%，其中压减开支320.00万元，盘活资产500.00万元。",
    # what one kilometre costs is no part
    "管护费用96.00万元：干渠每公里0.8万元，计64.00万元；支渠每公里0.4万元，计32.00万元。",
]


@pytest.mark.parametrize("text", _SOUND)
def test_sound_lists_stay_silent(text: str) -> None:
    assert [f for f in audited(_HEAD + text).findings] == []


@pytest.mark.parametrize(
    "text",
    [
        "救援车辆18辆（水罐车13辆、云梯车6辆），其他车辆3辆。",
        "全年发放证书412份（其中职业资格证500份）。",
        "征收收入820.00万元，完成任务800.00万元的102.5%，其中罚没收入330.00万元，"
        "专项收入300.00万元，其他收入200.00万元。",
    ],
)
def test_lists_that_do_not_add_up_are_named(text: str) -> None:
    assert [m[0] for m in mismatches(audited(_HEAD + text))] == ["N06"]
