"""What is taken away has the decisions; what is filled in comes back, and overwrites nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from docx import Document
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from corpus.store.decisions import kinds
from corpus.store.models import DecisionRow
from corpus.store.remarks import remarked, remarks_of
from gouji.cli import main
from reconcile.audit import Audit
from report.letter.write import Letter, Point, TemplateError, numeral, write
from report.outputs import Output, write_outputs
from report.reviewed import Reviewed
from serve.words import headings

HX = {"HX-Request": "true"}


@pytest.fixture
def audit(slips: Audit) -> Audit:
    return slips


def decide(client: TestClient, f: str, decision: str, note: str = "", last: int = 0) -> None:
    data = {"decision": decision, "last": str(last), "note": note}
    address = f"/report/1/decide/{f}?token=t0ken"
    assert client.post(address, data=data, headers=HX).status_code == 200


def reviewed_of(engine: Engine, audit: Audit) -> Reviewed:
    return remarked(audit, remarks_of(engine, [audit.disclosure.sha256]))


def test_decisions_show_in_every_output(
    client: TestClient, engine: Engine, audit: Audit, tmp_path: Path
) -> None:
    decide(client, "f1", "confirmed", "已致电")
    reviewed = reviewed_of(engine, audit)
    assert list(reviewed.findings) == ["f1"] and reviewed.settled("f1")
    outputs = list(Output)
    write_outputs(audit, tmp_path, "r", outputs, reviewed=reviewed)
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "属实（张三、" in page and "已致电" in page and "不一致未结4、已结1" in page
    (row,) = [
        r
        for r in csv.DictReader(io.StringIO((tmp_path / "r.findings.csv").read_text("utf-8-sig")))
        if r["复核结论"]
    ]
    assert (row["复核结论"], row["复核备注"], row["复核人"]) == ("属实", "已致电", "张三")
    with pymupdf.open(tmp_path / "r.marked.pdf") as marked:
        notes = [a.info["content"] for p in marked for a in p.annots()]
        assert any("复核结论：属实" in note for note in notes)
        assert "复核结论：属实" in marked[0].get_text().replace("\n", "")


def workpaper(engine: Engine, audit: Audit, folder: Path) -> Path:
    write_outputs(audit, folder, "底稿", [Output.XLSX], reviewed=reviewed_of(engine, audit))
    return folder / "底稿.xlsx"


def fill(path: Path, row: int, **values: str) -> None:
    """Fill in a row of the list of findings as an auditor does, counted from 0."""
    book = load_workbook(path)
    sheet = book["差异清单"]
    heads = {cell.value: cell.column for cell in sheet[4]}
    for head, value in values.items():
        sheet.cell(5 + row, heads[head], value)
    book.save(path)


def give(client: TestClient, path: Path) -> Any:
    files = {"file": (path.name, path.read_bytes())}
    return client.post("/import?token=t0ken", files=files, data={"back": "/report/1"})


def decisions(engine: Engine) -> list[tuple[str, str, str, str]]:
    columns = (DecisionRow.decision, DecisionRow.note, DecisionRow.reviewer, DecisionRow.how)
    with engine.connect() as connection:
        return [tuple(r) for r in connection.execute(select(*columns).order_by(DecisionRow.id))]


def test_a_workpaper_has_a_list_to_choose_from(
    engine: Engine, audit: Audit, tmp_path: Path
) -> None:
    book = load_workbook(workpaper(engine, audit, tmp_path))
    sheet = book["差异清单"]
    heads = [cell.value for cell in sheet[4]]
    (rule, *_) = sheet.data_validations.dataValidation
    assert set(rule.formula1.strip('"').split(",")) == {k.zh for k in kinds().values()}
    column = sheet.cell(5, heads.index("复核结论") + 1).coordinate
    assert any(column in str(r.sqref) for r in sheet.data_validations.dataValidation)


def test_a_workpaper_comes_back(
    client: TestClient, engine: Engine, audit: Audit, tmp_path: Path
) -> None:
    decide(client, "f2", "dismissed")
    path = workpaper(engine, audit, tmp_path)
    fill(path, 0, 复核结论="属实", 备注="核对原件", 复核人="李四")
    answer = give(client, path)
    assert "记下1条结论" in answer.text and 'href="/report/1"' in answer.text
    assert decisions(engine)[1:] == [("confirmed", "核对原件", "李四", "import")]
    assert "记下0条结论" in give(client, path).text


def test_what_others_decided_meanwhile_is_not_overwritten(
    client: TestClient, engine: Engine, audit: Audit, tmp_path: Path
) -> None:
    path = workpaper(engine, audit, tmp_path)
    decide(client, "f1", "dismissed", "乙先看")
    fill(path, 0, 复核结论="属实", 复核人="李四")
    fill(path, 1, 复核结论="属实", 复核人="李四")
    answer = give(client, path)
    assert "记下1条结论" in answer.text and "1处在底稿写出之后别人已有结论" in answer.text
    assert "误报" in answer.text and len(decisions(engine)) == 2


def test_the_command_reads_it_as_well(
    engine: Engine, audit: Audit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workpaper(engine, audit, tmp_path)
    fill(path, 0, 复核结论="经说明合理", 复核人="王五")
    with pytest.raises(SystemExit) as ended:
        main(["review", "--import", str(path), "--store", str(tmp_path / "store.db")])
    assert ended.value.code == 0 and capsys.readouterr().out == "记下1条结论\n"
    assert decisions(engine) == [("explained", "", "王五", "import")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"复核结论": "大概"}, "第5行的“大概”不是一种结论"),
        ({"复核结论": "属实", "复核编号": ""}, "第5行的编号"),
    ],
)
def test_a_workpaper_with_a_fault_keeps_nothing(
    client: TestClient, engine: Engine, audit: Audit, tmp_path: Path, values: Any, said: str
) -> None:
    path = workpaper(engine, audit, tmp_path)
    fill(path, 1, 复核结论="属实", 复核人="李四")
    fill(path, 0, **values)
    answer = give(client, path)
    assert answer.status_code == 422 and said in answer.text and not decisions(engine)


@pytest.mark.parametrize(
    ("data", "said"), [(b"PK\x03\x04 no workbook", "打不开"), (b"a,b\n1,2\n", "没有编号"),
                       (b"\xff\x00\xff", "编码")]
)  # fmt: skip
def test_files_of_something_else(
    client: TestClient, tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    answer = give(client, path)
    assert answer.status_code == 422 and said in answer.text


def test_headings_in_both_languages() -> None:
    known = headings()
    for heading, name in (("复核结论", "decision"), ("Decision", "decision"), ("Mark", "mark")):
        assert known[heading] == name


@pytest.mark.parametrize(("lang", "head"), [("zh", "复核"), ("en", "Review")])
def test_the_list_of_findings_comes_back(
    client: TestClient, engine: Engine, tmp_path: Path, lang: str, head: str
) -> None:
    taken = client.get(f"/findings.csv?severity=mismatch&lang={lang}").content
    rows = list(csv.DictReader(io.StringIO(taken.decode("utf-8-sig"))))
    rows[0][head] = "confirmed"
    path = tmp_path / "findings.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert "记下1条结论" in give(client, path).text
    assert decisions(engine) == [("confirmed", "", "张三", "import")]


def test_the_letter_asks_about_what_was_confirmed(client: TestClient) -> None:
    assert client.get("/report/1/letter.docx").status_code == 409
    decide(client, "f1", "confirmed")
    decide(client, "f2", "dismissed")
    answer = client.get("/report/1/letter.docx")
    assert "filename*=UTF-8''%E8%AF%A2%E9%97%AE%E5%87%BD" in answer.headers["content-disposition"]
    lines = [p.text for p in Document(io.BytesIO(answer.content)).paragraphs]
    text = "\n".join(lines)
    assert lines[0].startswith("关于《望川市柳岸街道办事处2022年度部门决算》")
    assert "望川市柳岸街道办事处：" in lines and "以下1处" in text and "一、第" in text
    assert "请教：" in text and "按公开的数字：" in text and "原文：" in text
    assert not any(word in text for word in ("错误", "造假", "违规", "{{", "{%", "二、"))


def test_a_letter_holds_whatever_a_report_prints() -> None:
    point = Point(3, "“<&>”一处", "{{ unit }} {% for %} \x07 ]]>", ("<w:p/>",), "", "")
    letter = Letter("A&B<局>", "《A&B》", "x.pdf", date(2026, 1, 2), (point,))
    text = "\n".join(p.text for p in Document(io.BytesIO(write(letter))).paragraphs)
    assert "A&B<局>：" in text and "{{ unit }} {% for %}" in text and "<w:p/>" in text
    assert "2026年1月2日" in text and "按公开的数字" not in text


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("致{{ unit }}，共{{ count }}处")
    document.save(str(tmp_path / "own.docx"))
    letter = Letter("甲局", "《甲》", "x.pdf", date(2026, 1, 2), ())
    made = Document(io.BytesIO(write(letter, tmp_path / "own.docx")))
    assert made.paragraphs[0].text == "致甲局，共0处"
    document.add_paragraph("{% for x in %}")
    document.save(str(tmp_path / "bad.docx"))
    with pytest.raises(TemplateError):
        write(letter, tmp_path / "bad.docx")


def test_numbers_of_a_list() -> None:
    numbers = {1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九", 100: "100"}
    assert {n: numeral(n) for n in numbers} == numbers


def test_a_summary_for_an_editor(client: TestClient) -> None:
    decide(client, "f1", "confirmed", "核对原件")
    page = client.get("/report/1/summary").text
    assert "已复核属实 1处" in page and "核对原件" in page and "尚未了结 4处" in page
