"""The same report in every form gives the same claims, verdicts and findings."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from corpus.sampling.forms import as_word
from corpus.sampling.sample import drafted
from extract.errors import UnreadableError
from extract.geometry import Box
from extract.leaves import Form, Kind, Leaf, Spot
from gouji.apart import Limits, checker
from gouji.audit import Audit, check
from gouji.checked import Wish
from gouji.help import Lang, load_words
from report.marked_copy.book import commented_book
from report.marked_copy.notes import Note
from report.marked_copy.write import write_copies
from report.texts import load
from report.view import View
from scripts.measure_forms import claims, findings, verdicts
from tests.corpus.forms import draft, write

SCHEMA = Path(__file__).parents[2] / "docs" / "result.schema.json"
FORMS = ("a.pdf", "a.html", "a.docx", "a.xlsx", "text.docx+tables.xlsx")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


@pytest.fixture(scope="module")
def audits(folder: Path) -> dict[str, Audit]:
    made = draft()
    files = {form: [write(folder, name, made) for name in form.split("+")] for form in FORMS}
    return {form: check(paths if len(paths) > 1 else paths[0]) for form, paths in files.items()}


@pytest.mark.parametrize("form", FORMS[1:])
def test_the_same_in_every_form(audits: dict[str, Audit], form: str) -> None:
    for told in (claims, verdicts, findings):
        assert Counter(told(audits[form])) == Counter(told(audits["a.pdf"]))
    assert Counter(kind for _, kind, *_ in findings(audits[form])) == {"mismatch": 3, "missing": 2}


@pytest.mark.parametrize(
    ("form", "places"),
    [
        ("a.pdf", {"第"}),
        ("a.html", {"第", "表"}),
        ("a.docx", {"第", "表"}),
        ("a.xlsx", {"「"}),
        ("text.docx+tables.xlsx", {"t"}),
    ],
)
def test_places_in_words(audits: dict[str, Audit], form: str, places: set[str]) -> None:
    result = audits[form].to_dict()
    said = [f["place"] for f in result["findings"]]
    assert {p[0] for p in said} == places
    assert all(c["place"] for c in result["claims"]) and all(e["place"] for e in result["ledger"])


@pytest.mark.parametrize("form", FORMS)
def test_results_are_as_the_schema_says(audits: dict[str, Audit], form: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    result = json.loads(json.dumps(audits[form].to_dict()))
    assert list(_faults(result, schema, schema["$defs"], "")) == []
    del result["document"]["form"]
    assert list(_faults(result, schema, schema["$defs"], "")) == ["/document: form is missing"]


def _faults(value: Any, kind: dict[str, Any], known: dict[str, Any], at: str) -> Any:
    """Where a value is not as a schema of these few words says."""
    if "$ref" in kind:
        kind = known[kind["$ref"].rpartition("/")[2]]
    if "anyOf" in kind:
        if all(list(_faults(value, one, known, at)) for one in kind["anyOf"]):
            yield f"{at}: {value!r} is none of these"
        return
    types = {
        "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
        "boolean": bool, "null": type(None),
    }  # fmt: skip
    if not isinstance(value, types[kind["type"]]):
        yield f"{at}: {value!r} is no {kind['type']}"
    elif isinstance(value, list):
        for one in value:
            yield from _faults(one, kind["items"], known, f"{at}[]")
    elif isinstance(value, dict):
        named = kind.get("properties", {})
        yield from (f"{at}: {n} is missing" for n in kind.get("required", ()) if n not in value)
        for name, one in value.items():
            other = kind.get("additionalProperties")
            if name not in named and not other:
                yield f"{at}: {name} is not known"
            else:
                yield from _faults(one, named.get(name) or other, known, f"{at}/{name}")


def test_a_copy_of_the_word_file_with_comments(
    audits: dict[str, Audit], tmp_path: Path, folder: Path
) -> None:
    before = (folder / "a.docx").read_bytes()
    names = write_copies(View(audits["a.docx"], load("zh")), tmp_path, "a")
    assert names == ["a.marked.docx"] and (folder / "a.docx").read_bytes() == before
    made = docx.Document(str(tmp_path / "a.marked.docx"))
    said = [c.text for c in made.comments]
    assert len(said) >= 3 and all("[f" in text for text in said)
    plain = docx.Document(str(folder / "a.docx"))
    assert [p.text for p in made.paragraphs] == [p.text for p in plain.paragraphs]


def test_words_without_a_figure_get_a_comment_too(tmp_path: Path) -> None:
    made = drafted(903, None, "final", flaws=("placeholder",), style="formal")
    path = tmp_path / "a.docx"
    path.write_bytes(as_word(made.report, made.look))
    write_copies(View(check(path), load("zh")), tmp_path, "a")
    document = docx.Document(str(tmp_path / "a.marked.docx"))
    assert [c.text for c in document.comments if "[f1]" in c.text and "“XX”" in c.text]
    (number,) = (str(c.comment_id) for c in document.comments if "“XX”" in c.text)
    runs = document.element.body.xpath(f"//w:commentRangeStart[@w:id='{number}']/following::w:t[1]")
    assert [run.text for run in runs] == ["XX"]


def test_comments_that_a_workbook_had_stay() -> None:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"].comment = Comment("原有", "某")
    book.save(stream)
    leaf = Leaf(Form.WORKBOOK, "a.xlsx", sheet="Sheet")
    spot = Spot(Kind.CELL, Box(0, 0, 1, 1), ref="A1")
    data = commented_book(stream.getvalue(), [Note(1, leaf, spot, "1", "新")], "勾稽")
    found = openpyxl.load_workbook(io.BytesIO(data)).active["A1"].comment
    assert found is not None and found.text == "原有\n\n新"


def test_a_copy_of_the_workbook_with_comments(audits: dict[str, Audit], tmp_path: Path) -> None:
    audit = audits["text.docx+tables.xlsx"]
    assert write_copies(View(audit, load("zh")), tmp_path, "a") == [
        "a-1.marked.docx", "a-2.marked.xlsx",
    ]  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "a-2.marked.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.comment]
    shown = {
        e["place"].rpartition("「")[2] for f in audit.to_dict()["findings"] for e in f["cells"]
    }
    assert {f"{c.parent.title}」{c.coordinate}" for c in cells} == shown


def test_pages_drawn_from_what_was_read(audits: dict[str, Audit]) -> None:
    page = audits["text.docx+tables.xlsx"].to_html()
    assert page.count("data:image/svg+xml;base64,") == 12
    assert "text.docx" in page and "没有页面图片" not in page


def test_pieces_of_different_reports_are_not_put_together(tmp_path: Path) -> None:
    text = write(tmp_path, "text.docx", draft())
    tables = write(tmp_path, "tables.xlsx", draft(4, flawed=False))
    with pytest.raises(UnreadableError) as error:
        check([text, tables])
    assert error.value.status == "not_together"


def test_a_text_alone_says_that_there_were_no_tables(tmp_path: Path) -> None:
    audit = check(write(tmp_path, "text.docx", draft()))
    assert any("没有读到有数字的表格" in line for line in audit.unchecked)
    assert {f.rule for f in audit.findings} >= {"N03"}


def test_tables_alone_are_checked(tmp_path: Path) -> None:
    audit = check(write(tmp_path, "tables.xlsx", draft()))
    assert not audit.disclosure.claims and {f.rule for f in audit.findings} == {"T06"}
    assert any("正文中却没有读到" in line for line in audit.unchecked)


def test_a_table_with_hidden_rows_makes_no_sums(tmp_path: Path) -> None:
    """What is hidden may be what is missing from the sum: nothing is called a mismatch for it."""
    path = write(tmp_path, "tables.xlsx", draft(flawed=False))
    book = openpyxl.load_workbook(path)
    sheet = book["Z03"]
    sheet.row_dimensions[sheet.max_row - 2].hidden = True
    book.save(path)
    audit = check(path)
    assert audit.findings == ()
    assert any("（「Z03」）有隐藏的行或列没有读" in line for line in audit.unchecked)
    assert any("隐藏的行未读" in why for _, why in audit.disclosure.unread)


@pytest.mark.parametrize(("form", "place"), [("a.docx", "全文"), ("a.xlsx", "「")])
def test_duties_name_places_and_no_pages(audits: dict[str, Audit], form: str, place: str) -> None:
    items = audits[form].to_dict()["duties"]["items"]
    there = [one for one in items if one["page"]]
    assert there and all(one["place"].startswith(place) for one in there)
    assert not any(re.search("第[0-9]+页", one["why"]) for one in items)


def test_pieces_are_checked_in_a_process_of_their_own(folder: Path, tmp_path: Path) -> None:
    given = tmp_path / "a"
    given.mkdir()
    for name in ("text.docx", "tables.xlsx"):
        (given / name).write_bytes((folder / name).read_bytes())
    (given / "读我.txt").write_text("无")
    wish = Wish({}, Lang.ZH, quiet=True, checklist=True, together=(given,))
    with checker(Limits(120, 2000), load_words(Lang.ZH)) as checked:
        found = checked(given, wish)
    assert found.status == 1 and "不一致3" in found.text and found.left == ("读我.txt",)
    assert len(found.bodies) == 1
