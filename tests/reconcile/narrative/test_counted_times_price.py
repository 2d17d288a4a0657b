"""Products whose price or count stands apart from what they come to."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

WRONG = [
    (
        "全年补助孤儿164人，补助标准每人每月1,500元，即每人每年18,000元，共需{}万元。",
        "295.20",
        "259.20",
    ),
    ("新建游园步道24条、每条4.6万元，计{}万元。", "110.40", "101.40"),
    ("安装路灯杆36根，每根0.85万元，计{}万元。", "30.60", "36.00"),
    (
        "春秋两季共资助学生5,480人次，其中住宿生3,260人次、走读生2,220人次。住宿生每人次600元，合计{}万元；"
        "走读生每人次300元，计66.60万元。",
        "195.60",
        "159.60",
    ),
    ("减免对象1,360名，占火化量的38.20%，每名减免900元，合计减免{}万元。", "122.40", "124.20"),
    ("补助标准每人每月120元，即每人每年{}元。", "1,440", "1,404"),
]
SOUND = [
    "补助孤儿164人，补助标准每人每月1,500元，即每人每年18,000元，已发放十个月，共支出246.00万元。",
    "住宿生3,260人次、走读生2,220人次。住宿生每人次600元，首批发放120.00万元。",
    "补助标准每人每月120元，其中财政承担每人每年1,000元。",
    "减免对象1,360名，占火化量的38.20%，每名最高减免900元，合计减免108.00万元。",
    "培训时长10个月，每人每月1,200元，即每人每期12,000元。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), WRONG)
def test_a_wrong_product(text: str, right: str, wrong: str) -> None:
    assert not audited(text.format(right)).findings
    assert mismatches(audited(text.format(wrong)))


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_product_or_none(text: str) -> None:
    assert not audited(text).findings
