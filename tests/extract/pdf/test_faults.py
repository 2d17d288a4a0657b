"""What is gouji's own fault is told apart from a file's damage: page by page, and for a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from extract import faults
from extract.errors import UnreadableError
from extract.layout import Page
from extract.pdf import pages, soundness
from extract.pdf.pages import read_pages
from extract.read import read
from report.texts import reason

WORDS = ("2024年度收入总计9859.38万元", "支出总计9859.38万元", "年末结转和结余0.00万元")
#: What gouji's own code may raise.
OWN = [
    TypeError("unsupported operand"), ValueError("not in list"), AttributeError("no such thing"),
    KeyError("合计"), IndexError("list index out of range"), ZeroDivisionError("division by zero"),
    RuntimeError("dictionary changed size"), AssertionError(),
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound PDF of three pages."""
    monkeypatch.delenv("GOUJI_DEBUG", raising=False)
    path = tmp_path / "报告.pdf"
    with pymupdf.open() as document:
        for words in WORDS:
            document.new_page().insert_text((72, 72), words, fontname="china-s")
        document.save(path)
    return path


def raises(error: Exception, page: int = 1) -> Callable[..., Any]:
    """Raises an error in the middle of gouji's own work on a page (its index)."""

    def failing(drawn: pymupdf.Page, *given: object) -> Any:
        if drawn.number == page:
            raise error
        return pages_drawing(drawn, *given)

    return failing


pages_drawing = pages.drawing_of


def in_library(error: str) -> Callable[..., Any]:
    """A function that raises within a library."""
    inside: dict[str, Any] = {"pymupdf": pymupdf}
    code = f"def failing(*_):\n    raise {error}"
    exec(compile(code, "/venv/site-packages/pymupdf/__init__.py", "exec"), inside)
    found: Callable[..., Any] = inside["failing"]
    return found


def texts(found: tuple[Page, ...]) -> list[str]:
    return ["".join(g.char for g in page.glyphs) for page in found]


@pytest.mark.parametrize("error", OWN, ids=lambda e: type(e).__name__)
def test_a_fault_of_gouji_costs_its_page_and_is_called_one(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(pages, "drawing_of", raises(error))
    found = read_pages(path).pages
    assert texts(found) == [WORDS[0], "", WORDS[2]]
    problem = found[1].problem
    assert faults.is_fault(problem) and "损坏" not in problem and "\n" not in problem
    assert "请报告" in problem and "其余照读" in problem and "GOUJI_DEBUG" in problem
    assert type(error).__name__ in problem and "test_faults.py" in problem
    english = reason(problem, "en")
    assert english.startswith("gouji failed on this page") and type(error).__name__ in english


def test_the_page_is_named_among_those_unread(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "drawing_of", raises(TypeError("no")))
    ((page, why),) = [(n, why) for n, why in read(path).unread if faults.is_fault(why)]
    assert page == 2 and "TypeError: no" in why


def test_the_traceback_can_be_seen(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_DEBUG", "1")
    monkeypatch.setattr(pages, "drawing_of", raises(KeyError("合计")))
    with pytest.raises(KeyError):
        read_pages(path)


@pytest.mark.parametrize(
    "error",
    [
        "pymupdf.mupdf.FzErrorFormat('no such object')", "RuntimeError('bad xref')",
        "TypeError('not enough arguments for format string')", "ValueError('bad xref')",
        "AttributeError('NoneType')", "AssertionError()", "KeyError(3)",
    ],
)  # fmt: skip
def test_what_the_library_says_of_a_page_is_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    monkeypatch.setattr(pages, "drawing_of", in_library(error))
    assert {page.problem for page in read_pages(path).pages} == {soundness.DAMAGED}


def test_mupdfs_own_errors_are_damage() -> None:
    with pymupdf.open() as document:
        document.new_page()
        with pytest.raises(Exception) as raised:
            document.xref_object(99)
        assert not faults.is_own(raised.value)
        with pytest.raises(pymupdf.mupdf.FzErrorBase) as broken:
            pymupdf.mupdf.fz_open_document("/no such file.pdf")
        assert not faults.is_own(broken.value)


def test_want_of_memory_is_neither(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pages, "drawing_of", in_library("RuntimeError('malloc (900 bytes) failed')")
    )
    assert {page.problem for page in read_pages(path).pages} == {soundness.MEMORY}
    monkeypatch.setattr(pages, "drawing_of", raises(MemoryError()))
    with pytest.raises(MemoryError):
        read_pages(path)


def test_a_file_of_which_nothing_is_read_for_a_fault(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise TypeError("no")

    monkeypatch.setattr(pages, "drawing_of", failing)
    with pytest.raises(UnreadableError) as raised:
        read(path)
    assert raised.value.status == "fault"
    assert "请报告" in raised.value.message and "重新下载" not in raised.value.message


def test_a_fault_where_the_other_pages_have_no_text(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pymupdf.open() as document:
        for _ in range(2):
            document.new_page()
        document.save(path)
    monkeypatch.setattr(pages, "drawing_of", raises(TypeError("no")))
    with pytest.raises(UnreadableError) as raised:
        read(path)
    assert raised.value.status == "fault"


def test_a_fault_over_what_lies_beside_the_pages(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise KeyError("Names")

    monkeypatch.setattr(pages, "beside_pages", failing)
    found = read_pages(path)
    assert texts(found.pages) == [*WORDS]
    ((_, why),) = found.beside
    assert faults.is_fault(why) and "附件" in why
    monkeypatch.setattr(pages, "beside_pages", in_library("ValueError('bad xref')"))
    assert read_pages(path).beside == ((1, "文件的附件和页数记录有损坏，未读"),)


def test_a_fault_over_the_whole_file_is_no_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise TypeError("no")

    monkeypatch.setattr(pages, "_torn", failing)
    with pytest.raises(TypeError):
        read_pages(path)
    monkeypatch.setattr(pages, "_torn", in_library("AttributeError('NoneType')"))
    with pytest.raises(UnreadableError) as raised:
        read_pages(path)
    assert raised.value.status == "broken"
