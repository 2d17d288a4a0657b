"""By what the confirmed figures are confirmed."""

from __future__ import annotations

from dataclasses import replace

from report.confirmed import confirmed_by
from tests import factories
from tests.reconcile.reading import audited, sheet


def test_the_three_kinds_make_up_the_confirmed() -> None:
    audit = audited(
        "2024年度收入总计100.00万元。支出40.00万元，其中：甲10.00万元，占25.00%；"
        "乙30.00万元，占75.00%。",
        sheet("收入支出决算总表", "项目|决算数", "本年收入合计|100.00", "总计|100.00"),
    )
    kinds = confirmed_by(audit)
    assert kinds["table"] == 1
    assert kinds["equation"] == 5
    assert sum(kinds.values()) == audit.coverage.confirmed


def test_a_repetition_is_the_weakest() -> None:
    audit = factories.audit()
    check = replace(audit.checks[0], verdict=audit.judgements[0].verdict)
    said = replace(check, rule="N07", operands=check.operands[1:2])
    alone = replace(audit, checks=(said,), judgements=audit.judgements[1:2])
    assert confirmed_by(alone) == {"table": 0, "equation": 0, "repetition": 1}
    both = replace(alone, checks=(said, replace(check, rule="N03")))
    assert confirmed_by(both) == {"table": 0, "equation": 1, "repetition": 0}
