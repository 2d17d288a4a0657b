"""What is written of reports that were published again: a page for each pair, and the overview."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from corpus.store.records import record
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from extract.read import read
from gouji.cli import main
from reconcile.reconcile import reconcile
from tests.corpus.again.bank import cases, run
from tests.oddpaper import SLIP, WRONG, Paper, draw

Captured = pytest.CaptureFixture[str]


def gouji(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(a) for a in arguments])
    return int(ended.value.code or 0)


def stored(engine: Engine, path: Path) -> None:
    found = record(reconcile(read(path)), "1")
    scan = begin_scan(engine, ScanPlan("", "1", 1, 1.0, 1))
    name = path.as_posix()
    result = FileResult(name, name, 1, found.report["sha256"], "read")
    write_result(engine, scan, "1", result, found)


def test_a_page_with_pictures_of_both(empty: Engine, tmp_path: Path, capsys: Captured) -> None:
    store, out = empty.url.database, tmp_path / "out"
    stored(empty, draw(tmp_path / "old.pdf", Paper()))
    stored(empty, draw(tmp_path / "new.pdf", Paper(), slip=True))
    assert gouji("compare", "--store", store, "--html", "--out", out) == 0
    told = capsys.readouterr()
    assert "有改动1" in told.out and "B04" in told.out
    (path,) = out.iterdir()
    page = path.read_text("utf-8")
    assert page.count("<image id=") == 2 and "default-src 'none'" in page
    assert f">{WRONG}万元" in page and f">{SLIP}万元" in page
    assert "<script" not in page and "入库先后" in page
    assert gouji("query", "republished", "--store", store, "--csv") == 0
    assert ",difference,1,0,0," in capsys.readouterr().out
    assert gouji("overview", "--store", store, "--out", out) == 0
    overview = (out / "index.html").read_text("utf-8")
    assert "再次公开的报告 1份" in overview and re.search(r'href="again-[^"]+\.html"', overview)


def test_a_file_that_is_gone_has_no_pictures(tmp_path: Path, empty: Engine) -> None:
    """The earlier file lay where the later one lies now; what it printed is quoted."""
    case = next(c for c in cases("cases") if c.name == "a number of vehicles")
    run(empty, case)
    assert gouji("compare", "--store", empty.url.database, "--out", tmp_path / "o", "-q") == 0
    (path,) = (tmp_path / "o").iterdir()
    page = path.read_text("utf-8")
    assert "<image" not in page and "3辆" in page and "4辆" in page


def test_a_file_that_says_it_corrects_and_discloses_more(tmp_path: Path, empty: Engine) -> None:
    """The later file says that it corrects, and has what the earlier one did not disclose."""
    case = next(c for c in cases("cases") if c.name == "a figure of the narrative alone")
    before = case.texts[0].replace("，主要原因是办公费增加", "")
    run(empty, replace(case, texts=(before, case.texts[1]), files=("a.pdf", "a（更正）.pdf")))
    assert gouji("compare", "--store", empty.url.database, "--out", tmp_path / "o", "-q") == 0
    (path,) = (tmp_path / "o").iterdir()
    found = path.read_text("utf-8")
    assert "再次公开的文件" in found and "a（更正）" in found
    supplied = found[found.index("先前未见，不再这样说的") :].partition("</ul>")[0]
    assert "机关运行经费增减变化的原因" in supplied


def test_in_english(tmp_path: Path, empty: Engine, capsys: Captured) -> None:
    run(empty, next(c for c in cases("cases") if c.name == "a row goes"))
    store = empty.url.database
    assert gouji("compare", "--store", store, "--out", tmp_path / "o", "--lang", "en") == 0
    assert "1 changed without a word" in capsys.readouterr().out
    (path,) = (tmp_path / "o").iterdir()
    page = path.read_text("utf-8")
    head = page[page.index('class="outcome"') : page.index('id="changes"')]
    assert "no such figure" in page and not re.search("[，。；]", head)
