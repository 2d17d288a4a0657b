"""What several changes come to together, behind words that say against what they are told."""

from __future__ import annotations

import pytest

from tests.reconcile.reading import audited, mismatches

_HEAD = "某局2024年度部门决算情况说明\n六、其他情况说明\n"


@pytest.mark.parametrize(
    "text",
    [
        "与上年相较，一增两减：水费收入增86.20万元，租金收入减12.45万元，罚没收入减20.05万元，增减相抵净增53.70万元。",
        "护士52人、医师38人；退休61人。与上年相比，医师持平，护士减2人，药师增5人，后勤减1人，净增2人，上年末为184人。",
    ],
)
def test_the_first_change_of_a_row_is_one_of_them(text: str) -> None:
    assert audited(_HEAD + text).findings == ()


def test_a_net_change_that_is_not_what_the_row_comes_to() -> None:
    text = "与上年相较，一增两减：水费收入增86.20万元，租金收入减12.45万元，罚没收入减20.05万元，"
    text += "增减相抵净增57.30万元。"
    assert [m[0] for m in mismatches(audited(_HEAD + text))] == ["N12"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年维护费640.00万元，与2023年预算持平；2023年实际执行598.00万元，执行率93.44%。",
        "2024年维护费640.00万元，与上年预算持平，较上年执行数598.00万元增加42.00万元。",
    ],
)
def test_an_order_is_against_the_figure_that_it_names(text: str) -> None:
    assert mismatches(audited(_HEAD + text)) == []


def test_an_order_against_the_budget_that_is_told() -> None:
    text = "2024年维护费640.00万元，与2023年预算持平；2023年预算598.00万元。"
    assert [m[0] for m in mismatches(audited(_HEAD + text))] == ["N10"]
