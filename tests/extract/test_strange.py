"""Pages of another report among those of one."""

import pytest

from extract.disclosure import Sentence
from extract.identity import Identity
from extract.strange import strange_pages
from tests import factories

WHO = Identity("云岭县水利湖泊局", 2023, "final")
OWN = "云岭县水利湖泊局2023年度收入总计1,206.85万元，比2022年度增加20.00万元。"


def told(*texts: str, kind: str = "body") -> list[Sentence]:
    """A page for each text."""
    return [factories.sentence(n, text, page=n, kind=kind) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["云岭县水利湖泊局"] * 4 + ["海州市教育局"], (5,)),
        (["云岭县水利湖泊局"] * 4 + ["云岭县水利湖泊局（本级）"], ()),
        (["云岭县水利湖泊局"] * 2 + ["海州市教育局"], ()),
        (["云岭县水利湖泊局"] * 4 + ["海州市教育局"] * 4, ()),
    ],
)
def test_pages_signed_by_another_body(names: list[str], found: tuple[int, ...]) -> None:
    signed = told(*(f"编制单位：{name}" for name in names), kind="note")
    assert strange_pages(signed, (), WHO) == found


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("2021年度本年支出合计892.44万元，比2020年度增加251.39万元。2021年度无结余。", True),
        ("2025年度支出预算19.87万元。2025年度项目支出预算2.00万元。", True),
        ("2022年度决算数为3.95万元，比2021年度减少0.15万元。2022年度无公务用车。", True),
        # last year alone is what is compared with
        ("2022年度决算数为3.95万元，2022年度预算数为4.00万元。", False),
        ("截至2022年底有车3辆，2022年度支出3.95万元，2022年度预算4.00万元。", True),
        ("支出3.95万元，比2022年度增加，接待费较2022年度减少，与2022年度持平。", False),
        # a single mention is of something that was begun, or is to come
        ("该项目于2019年立项，支出3.95万元。", False),
        ("2023年度支出3.95万元，2021年度支出2.00万元，2021年度立项。", False),
        ("支出3.95万元。", False),
        # a history, and what is planned
        ("2022年度预算3.95万元，2022年度执行3.90万元，2019年至2022年共发放12.00万元。", False),
        ("压减2024年度预算3.95万元，2021年签约的项目列入2024年度计划。", False),
    ],
)
def test_pages_of_another_year(text: str, *, strange: bool) -> None:
    assert strange_pages(told(OWN, OWN, OWN, text), (), WHO) == ((4,) if strange else ())


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("2023年，海州市人民政府万福街道办事处收入预算156.11万元，支出预算156.11万元。", True),
        ("海州市教育局2023年度收入总计15.20万元。", True),
        # longer, shorter, or without its county
        ("云岭县水利湖泊局本级2023年度收入总计15.20万元。", False),
        ("海州市水利湖泊局2023年度收入总计15.20万元。", False),
        # names another, and tells nothing of its money
        ("2023年，根据《海州市财政局关于批复部门预算的通知》，我局预算收入15.20万元。", False),
        ("海州市教育局2023年度部门决算表", False),
    ],
)
def test_pages_about_another_body(text: str, *, strange: bool) -> None:
    assert strange_pages(told(OWN, OWN, OWN, text), (), WHO) == ((4,) if strange else ())


def test_where_many_pages_differ_none_is_strange() -> None:
    other = "海州市教育局2021年度收入总计15.20万元，比2020年度增加0.20万元，2021年度无结余。"
    assert strange_pages(told(OWN, OWN, OWN, other, other), (), WHO) == ()
