"""Sums that the narrative writes out itself: 615.0㎡÷41人=15.0㎡."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

WRONG = [
    ("人均办公面积为864.0㎡÷48人={}㎡。", "18.0", "81.0"),
    ("生均校舍面积28,560平方米÷2,380人≈{}平方米。", "12.00", "21.00"),
    ("康复训练85人、每人15,000元（85×15000÷10000={}万元）。", "127.50", "172.50"),
    ("取暖费按面积计算：3,260平方米×28元={}元。", "91,280", "91,820"),
    ("食堂补贴62人×300元×12个月={}万元。", "22.32", "23.22"),
    ("年末资金余额=128.40+36.25-41.10={}万元。", "123.55", "132.55"),
    ("每公里造价7,338.60万元÷126.5公里={}万元/公里。", "58.01", "58.10"),
    ("执行率为482.60÷500.00×100%={}%。", "96.52", "95.62"),
]
SOUND = [
    "按300元×62人计算，全年补贴23.00万元。",
    "执行率得分=10×98.50%=9.85分。",
    "绩效得分=预算执行率（96.40%）×10=9.64分。",
    "租金按120㎡×35元/月×12个月=5.04万元安排。",
    "预算执行率=(支出数/预算数)×100%=95.20%。",
    "设备尺寸为120×80×60=标准柜12个。",
    "配备比例1:25，即每25名学生配1台，共需1,860÷25≈75台。",
    "水费3.5元×1,200吨+污水处理费1.4元×1,200吨=5,880元。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_a_wrong_result(text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert mismatches(audited(text.format(wrong)))


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_result(text: str) -> None:
    assert not audited(text).findings
