"""The change since the beginning of the year, of which only the table prints the figure."""

from __future__ import annotations

import pytest

from reconcile.audit import Verdict
from tests.reconcile.reading import audited, sheet, verdict

TABLE = sheet(
    "收入支出决算总表",
    "收入项目|金额|支出项目|金额",
    "本年收入合计|1,240.50|本年支出合计|1,225.38",
    "年初结转和结余|138.27|年末结转和结余|153.39",
    "收入总计|1,378.77|支出总计|1,378.77",
)
TEXT = "年末结转和结余{}万元，较年初{}{}万元。"


def test_what_changed_since_the_beginning_of_the_year() -> None:
    sound = audited(TEXT.format("153.39", "增加", "15.12"), TABLE)
    assert sound.findings == ()
    assert verdict(sound, "15.12万元") is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("end", "way", "change"),
    [("138.27", "增加", "15.12"), ("153.39", "增加", "12.15"), ("153.39", "减少", "15.12")],
)
def test_a_wrong_end_or_change_is_noticed(end: str, way: str, change: str) -> None:
    found = audited(TEXT.format(end, way, change), TABLE).findings
    assert {f.rule for f in found} & {"N01", "N02"}


@pytest.mark.parametrize(
    "text",
    [
        "年末财政拨款结转和结余86.20万元，较年初增加4.77万元。",
        "年末结转和结余153.39万元，较年初预计增加20.00万元。",
        "年末固定资产1,153.39万元，较年初增加15.90万元。",
    ],
)
def test_what_no_table_has_says_nothing(text: str) -> None:
    assert audited(text, TABLE).findings == ()
