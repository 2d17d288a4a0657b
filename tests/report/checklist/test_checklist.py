"""The inspectors' form: how its rows are answered, what the workbook holds."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from reconcile.duties.catalogue import duties
from reconcile.duties.values import Standing, State
from reconcile.phrases import phrase
from report.checklist.answers import Body, Outcome, Stand, answered, bodies
from report.checklist.book import MOST_FORMS, write
from report.checklist.form import FormError, load, usual
from report.texts import load as texts_of
from tests import factories
from tests.report import paper

ZH = texts_of("zh")


def stand(duty: str, state: State = State.MET, page: int = 3, why: str = "") -> Stand:
    return Stand(duty, state, page, f"{duty}的原文", why)


def body(*stands: Stand, unit: str = "某市某局") -> Body:
    return Body(unit, 2024, "final", "年报.pdf", stands)


def outcome(*stands: Stand) -> Outcome:
    """That of the row of procurement."""
    answers = answered(body(*stands), usual(), ZH)
    return next(a.outcome for a in answers if a.row.duties[0] == "D09.1")


def test_a_row_fails_with_one_of_its_duties() -> None:
    fine, bad = stand("D09.1"), stand("D09.2", State.MISSING, why="没有写明")
    assert outcome(fine, stand("D09.2")) is Outcome.PASSED
    assert outcome(fine, bad, stand("D09.3", State.NOT_JUDGED)) is Outcome.FAILED
    assert outcome(fine, stand("D09.3", State.NOT_JUDGED)) is Outcome.OPEN
    assert outcome(stand("D09.1", State.AT_ODDS)) is Outcome.FAILED
    assert outcome(fine, stand("D09.2", State.NOT_APPLICABLE)) is Outcome.PASSED
    assert outcome(stand("D09.1", State.NOT_APPLICABLE)) is Outcome.NOT_APPLICABLE
    assert outcome() is Outcome.NOT_APPLICABLE


def test_what_is_published_step_by_step_fails_no_row() -> None:
    answers = answered(body(stand("D11.3", State.MISSING, why="没有写明")), usual(), ZH)
    (found,) = [a for a in answers if "D11.3" in a.row.duties]
    assert found.outcome is Outcome.OPEN
    assert "逐步公开" in found.remark


def test_a_failed_row_says_what_and_where() -> None:
    stands = (stand("D06.5"), stand("D06.6", State.MISSING, 22, "第22页没有写明"))
    (found,) = [a for a in answered(body(*stands), usual(), ZH) if "D06.6" in a.row.duties]
    assert (found.page, found.quote) == (22, "D06.6的原文")
    assert found.remark == "未见：公务接待人次（第22页没有写明）"
    assert "143号" in found.basis


def test_every_duty_is_on_the_form_once() -> None:
    asked = [id for row in usual().rows for id in row.duties]
    assert sorted(asked) == sorted(duty.id for duty in duties())


def test_the_reports_of_a_file_are_apart() -> None:
    first = Standing("D09.1", "D09", State.MET, 1, report="甲局")
    second = Standing("D09.1", "D09", State.MISSING, why=phrase("duty.nowhere"), report="乙中心")
    found = bodies(factories.audit(duties=(first, second)), ZH)
    assert [(one.unit, one.stands[0].state) for one in found] == [
        ("甲局", State.MET), ("乙中心", State.MISSING),
    ]  # fmt: skip


def test_one_report_is_one_form(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    write([body(stand("D09.1", State.MISSING, why="没有写明"))], path, ZH, usual())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["检查表"]
    rows = [row for row in book["检查表"].iter_rows(min_row=4, values_only=True) if row[1]]
    assert len(rows) == len(usual().rows)
    (bought,) = [row for row in rows if row[1] == "政府采购" and "货物" in row[2]]
    assert (bought[3], bought[4]) == ("不合格", 3)
    assert not bought[8]  # room for remarks


def test_several_reports_have_sums_and_bars(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    good, bad = body(stand("D09.1")), body(stand("D09.1", State.MISSING, why="无"), unit="某县某局")
    write([good, bad], path, ZH, usual())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["汇总", "缺项统计", "问题清单", "1 某市某局", "2 某县某局"]
    first = next(iter(book["缺项统计"].iter_rows(min_row=3, max_row=3, values_only=True)))
    assert first[0] == "政府采购：总额及货物、工程、服务金额" and first[2] == 1
    assert len(book["缺项统计"]._charts) == 1
    listed = list(book["问题清单"].iter_rows(min_row=4, values_only=True))
    assert [(row[0], row[4]) for row in listed] == [("某县某局", "不合格")]


def test_items_that_are_called_alike_stand_under_their_groups(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    write([body(stand("D07.3"))] * 2, path, ZH, usual())
    matrix = openpyxl.load_workbook(path)["汇总"]
    groups, items = ([c.value for c in row] for row in matrix.iter_rows(min_row=3, max_row=4))
    assert "“三公”经费" in groups
    three = groups.index("“三公”经费")
    assert "增减变化及原因" in items[three : three + 5]
    assert matrix.max_row == 4 + 2
    listed = openpyxl.load_workbook(path)["缺项统计"].iter_rows(min_row=3, values_only=True)
    assert "“三公”经费：增减变化及原因" in [row[0] for row in listed]


def test_of_hundreds_only_the_first_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    many = [body(stand("D09.1"), unit=f"{n}局") for n in range(MOST_FORMS + 5)]
    write(many, path, ZH, usual())
    book = openpyxl.load_workbook(path, read_only=True)
    assert len(book.sheetnames) == 3 + MOST_FORMS
    assert book["汇总"].max_row == 4 + len(many)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reports_words_never_become_a_formula(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "c.xlsx"
    hostile = Stand("D09.1", State.MISSING, 1, paper.HOSTILE, paper.HOSTILE)
    write([body(hostile, unit=paper.HOSTILE)] * 2, path, texts_of(lang), usual())
    cells = [c for s in openpyxl.load_workbook(path) for row in s.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert any(c.value == paper.HOSTILE for c in cells)


def test_an_office_has_its_own_form(tmp_path: Path) -> None:
    path = tmp_path / "form.toml"
    path.write_text('title = "本市检查表"\n[[row]]\nitem = "采购"\nduties = ["D09.1"]\n', "utf-8")
    form = load(path)
    (answer,) = answered(body(stand("D09.1")), form, ZH)
    assert (form.title, answer.row.item, answer.outcome) == ("本市检查表", "采购", Outcome.PASSED)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("title = ", "no_toml"),
        ('title = "x"', "no_rows"),
        ('[[row]]\nitem = "x"', "no_item"),
        ('[[row]]\nitem = "x"\nduties = ["D99.1"]', "unknown_duty"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(tmp_path: Path, text: str, status: str) -> None:
    path = tmp_path / "form.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(FormError) as raised:
        load(path)
    assert raised.value.status == status
    with pytest.raises(FormError) as gone:
        load(tmp_path / "none.toml")
    assert gone.value.status == "missing"
