"""An amount is not called missing while its section has one that nothing tells apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconcile.duties.values import State
from tests.reconcile.duties.bank import stands, variants

BASE = next(c for c in variants("otherwise") if c.name == "without any word on running costs")


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("", State.MISSING),
        ("油卡充值12.40万元。", State.NOT_JUDGED),
        ("上年12.40万元。", State.MISSING),
        ("预算12.40万元。", State.MISSING),
        ("合计减少12.40万元。", State.MISSING),
    ],
)
def test_an_amount_that_no_duty_knows(sentence: str, state: State) -> None:
    text = BASE.example.text.replace("公务接待费2.20万元", f"{sentence}公务接待费2.20万元")
    assert text != BASE.example.text or not sentence
    case = replace(BASE, example=replace(BASE.example, text=text))
    assert stands(case)["D05.3"] is state
