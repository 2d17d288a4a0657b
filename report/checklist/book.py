"""检查表.xlsx: the form of one report; of several, first what is missing most and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reconcile.duties.values import State
from report.checklist.answers import Answer, Body, Outcome, answered
from report.checklist.form import Form, Row
from report.excel.layout import sheet_name
from report.excel.sheet import OPTIONS, fit, put, set_print
from report.excel.styles import Styles
from report.texts import Texts

#: Of more reports only the sums are written, and what is the matter in each.
MOST_FORMS = 200
#: The height of a title.
_TITLE = 24
_SIGNS = {
    Outcome.PASSED: "√",
    Outcome.FAILED: "×",
    Outcome.NOT_APPLICABLE: "—",
    Outcome.OPEN: "？",
}
_FORM = (("no", 6), ("group", 16), ("item", 34), ("outcome", 10), ("page", 7), ("quote", 36),
         ("remark", 40), ("basis", 26), ("notes", 18))  # fmt: skip
_LIST = (("unit", 26), ("year", 7), ("kind", 8), ("item", 34), ("outcome", 10), ("page", 7),
         ("quote", 34), ("remark", 40), ("basis", 26), ("notes", 16),
         ("file_name", 24))  # fmt: skip


@dataclass(frozen=True)
class _Paper:
    """What the sheets are written with, and every report with its answers."""

    form: Form
    texts: Texts
    styles: Styles
    filled: Sequence[tuple[Body, Sequence[Answer]]]


def write(bodies: Sequence[Body], path: Path, texts: Texts, form: Form) -> None:
    """Write the filled form of some reports; raises OSError where that cannot be written."""
    book = Workbook(str(path), OPTIONS)
    filled = [(body, answered(body, form, texts)) for body in bodies]
    paper = _Paper(form, texts, Styles(book), filled)
    if len(filled) != 1:
        _write_matrix(book.add_worksheet(texts("checklist.sheet_all")), paper)
        _write_most(book, book.add_worksheet(texts("checklist.sheet_most")), paper)
        _write_list(book.add_worksheet(texts("checklist.sheet_list")), paper)
    for number, (body, answers) in enumerate(filled[:MOST_FORMS], 1):
        sheet = book.add_worksheet(_name(body, number, single=len(filled) == 1, texts=texts))
        _write_form(sheet, paper, body, answers)
    book.close()


def _name(body: Body, number: int, *, single: bool, texts: Texts) -> str:
    if single:
        return texts("checklist.sheet_form")
    return sheet_name(str(number), body.unit)


def _write_form(sheet: Worksheet, paper: _Paper, body: Body, answers: Sequence[Answer]) -> None:
    """The form of one report: a row an item, room for remarks and to sign."""
    texts, styles = paper.texts, paper.styles
    top = _head(sheet, paper, _FORM, _about(body, texts))
    for row, (number, answer) in enumerate(enumerate(answers, 1), top):
        values = (
            str(number), texts.say(answer.row.group), texts.say(answer.row.item),
            texts(f"checklist.{answer.outcome}"), "", answer.quote, answer.remark, answer.basis, "",
        )  # fmt: skip
        _line(sheet, paper, row, values, _FORM, answer)
    foot = top + len(answers) + 1
    put(sheet, foot, 0, _counted(answers, texts), styles.of(bold=True))
    put(sheet, foot + 1, 0, texts("checklist.caution"), styles.of(font_color="#5C5C5C"))
    put(sheet, foot + 3, 0, texts("checklist.sign"), styles.of())


def _line(
    sheet: Worksheet,
    paper: _Paper,
    row: int,
    values: Sequence[str],
    columns: Sequence[tuple[str, float]],
    answer: Answer,
) -> None:
    plain = paper.styles.text()
    for column, (text, (name, _)) in enumerate(zip(values, columns, strict=True)):
        style = paper.styles.outcome(_STYLE[answer.outcome]) if name == "outcome" else plain
        if name == "page" and answer.page:
            sheet.write_number(row, column, answer.page, paper.styles.text(align="center"))
        else:
            put(sheet, row, column, text, style)
    fit(sheet, row, ((text, columns[n][1]) for n, text in enumerate(values)))


#: The outcomes by the styles that the workpaper has for the states of duties.
_STYLE = {
    Outcome.PASSED: State.MET,
    Outcome.FAILED: State.AT_ODDS,
    Outcome.NOT_APPLICABLE: State.NOT_APPLICABLE,
    Outcome.OPEN: State.NOT_JUDGED,
}


def _write_matrix(sheet: Worksheet, paper: _Paper) -> None:
    """A line a report, a column an item: who is fine, who is not."""
    texts, styles = paper.texts, paper.styles
    heads = [texts("checklist.unit"), texts("checklist.year"), texts("checklist.kind"),
             *(texts(f"checklist.{o}") for o in Outcome)]  # fmt: skip
    put(sheet, 0, 0, texts.say(paper.form.title), styles.of(bold=True, font_size=14))
    put(sheet, 1, 0, texts("checklist.legend"), styles.of(font_color="#5C5C5C"))
    for column, text in enumerate(heads):
        sheet.merge_range(2, column, 3, column, text, styles.head())
    last = _write_items(sheet, paper, len(heads))
    sheet.set_row(0, _TITLE)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(heads) - 1, 8)
    for row, (body, answers) in enumerate(paper.filled, 4):
        put(sheet, row, 0, body.unit, styles.text())
        sheet.write_number(row, 1, body.year, styles.text(align="center"))
        put(sheet, row, 2, texts(f"checklist.{body.kind}"), styles.text(align="center"))
        outcomes = [answer.outcome for answer in answers]
        for column, outcome in enumerate(Outcome, 3):
            count = outcomes.count(outcome)
            sheet.write_number(row, column, count, styles.text(align="center"))
        for column, outcome in enumerate(outcomes, len(heads)):
            put(sheet, row, column, _SIGNS[outcome], styles.outcome(_STYLE[outcome]))
    sheet.freeze_panes(4, 1)
    sheet.autofilter(3, 0, 3 + max(1, len(paper.filled)), last)
    set_print(sheet, 2, 3)


def _write_items(sheet: Worksheet, paper: _Paper, first: int) -> int:
    """The items as heads of columns from `first` on, under the names of their groups; the last."""
    texts, styles = paper.texts, paper.styles
    turned = styles.of(rotation=90, text_wrap=True, bold=True, border=1, bg_color="#EFEBE0")
    column = first
    for group, rows in groupby(paper.form.rows, key=lambda row: texts.say(row.group)):
        items = [texts.say(row.item) for row in rows]
        end = column + len(items) - 1
        if len(items) > 1:
            sheet.merge_range(2, column, 2, end, group, styles.head())
        else:
            put(sheet, 2, column, group, styles.head())
        for at, text in enumerate(items, column):
            put(sheet, 3, at, text, turned)
        column = end + 1
    sheet.set_row(2, 60)
    sheet.set_row(3, 190)
    sheet.set_column(first, column - 1, 5)
    return column - 1


def _named(row: Row, texts: Texts) -> str:
    """An item with its group: some are called alike."""
    return f"{texts.say(row.group)}{texts('sign.colon')}{texts.say(row.item)}"


def _write_most(book: Workbook, sheet: Worksheet, paper: _Paper) -> None:
    """The items by how many reports fail them, as a table and as bars."""
    texts, styles = paper.texts, paper.styles
    rows = []
    for index, row in enumerate(paper.form.rows):
        outcomes = [answers[index].outcome for _, answers in paper.filled]
        rows.append((_named(row, texts), [outcomes.count(o) for o in Outcome]))
    failed = list(Outcome).index(Outcome.FAILED)
    rows.sort(key=lambda entry: -entry[1][failed])
    put(sheet, 0, 0, texts("checklist.most"), styles.of(bold=True, font_size=14))
    put(sheet, 1, 0, texts("checklist.item"), styles.head())
    sheet.set_row(0, _TITLE)
    sheet.set_column(0, 0, 72)
    sheet.set_column(1, len(Outcome), 10)
    for column, outcome in enumerate(Outcome, 1):
        put(sheet, 1, column, texts(f"checklist.{outcome}"), styles.head())
    for line, (item, counts) in enumerate(rows, 2):
        put(sheet, line, 0, item, styles.text())
        for column, count in enumerate(counts, 1):
            sheet.write_number(line, column, count, styles.text(align="center"))
    _bars(book, sheet, texts, failed + 1, sum(bool(counts[failed]) for _, counts in rows))
    set_print(sheet, 1)


def _bars(book: Workbook, sheet: Worksheet, texts: Texts, column: int, rows: int) -> None:
    """The reports that fail each item as bars beside the table, the longest on top; `rows` is how
    many items any of them fails."""
    if not rows:
        return
    chart = book.add_chart({"type": "bar"})
    name = sheet.get_name()
    chart.add_series(
        {
            "name": texts("checklist.failed"),
            "categories": [name, 2, 0, 1 + rows, 0],
            "values": [name, 2, column, 1 + rows, column],
            "fill": {"color": "#A61B1B"},
            "data_labels": {"value": True},
        }
    )
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_title({"name": texts("checklist.most")})
    chart.set_size({"width": 820, "height": 60 + 26 * rows})
    sheet.insert_chart(1, len(Outcome) + 2, chart)


def _write_list(sheet: Worksheet, paper: _Paper) -> None:
    """Every row of every report that fails or is open, with its page and what is the matter."""
    texts = paper.texts
    row = top = _head(sheet, paper, _LIST, texts("checklist.list"))
    for body, answers in paper.filled:
        for answer in answers:
            if answer.outcome not in (Outcome.FAILED, Outcome.OPEN):
                continue
            values = (
                body.unit, str(body.year), texts(f"checklist.{body.kind}"),
                _named(answer.row, texts), texts(f"checklist.{answer.outcome}"), "", answer.quote,
                answer.remark, answer.basis, "", body.file,
            )  # fmt: skip
            _line(sheet, paper, row, values, _LIST, answer)
            row += 1
    sheet.autofilter(top - 1, 0, max(top, row - 1), len(_LIST) - 1)


def _head(sheet: Worksheet, paper: _Paper, columns: Sequence[tuple[str, float]], about: str) -> int:
    """Title, what the sheet is about, the head row and the print set-up; the row below."""
    texts, styles = paper.texts, paper.styles
    put(sheet, 0, 0, texts.say(paper.form.title), styles.of(bold=True, font_size=14))
    put(sheet, 1, 0, about, styles.of())
    for column, (key, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        put(sheet, 2, column, texts(f"checklist.{key}"), styles.head())
    sheet.set_row(0, _TITLE)
    sheet.set_row(2, 24)
    sheet.freeze_panes(3, 0)
    set_print(sheet, 2)
    return 3


def _about(body: Body, texts: Texts) -> str:
    parts = (
        body.unit or texts("head.unknown_unit"),
        texts("head.year", year=body.year) if body.year else texts("head.unknown_year"),
        texts(f"checklist.{body.kind}"),
        body.file,
    )
    return " · ".join(parts)


def _counted(answers: Sequence[Answer], texts: Texts) -> str:
    outcomes = [answer.outcome for answer in answers]
    return texts(
        "checklist.counted",
        total=len(answers),
        **{outcome.value: outcomes.count(outcome) for outcome in Outcome},
    )
