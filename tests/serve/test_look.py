"""Lists: what is in them, narrowed, sorted and found again by their address."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from corpus.store.filenames import short_names
from corpus.store.listing import SORTS, Wanted, findings, reports, sentences, unread


def units(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/report/\d+">([^<]+)', page)


def test_reports_by_weight_with_what_is_settled(client: TestClient, engine: Engine) -> None:
    assert set(units(client.get("/").text)) == {"望川市柳岸街道办事处", "雁回县疾病预防控制中心"}
    before = reports(engine, Wanted()).sums
    assert before["mismatch"] == 10 and before["mismatch_settled"] == 0
    client.post("/report/1/decide/f1?token=t0ken", data={"decision": "confirmed", "last": "0"})
    after = reports(engine, Wanted()).sums
    assert (after["mismatch"], after["mismatch_settled"]) == (9, 1)
    assert reports(engine, Wanted(state="settled")).total == 1
    assert reports(engine, Wanted(state="open")).total == 2


def test_every_order_both_ways(engine: Engine) -> None:
    for sort in SORTS:
        down = [r["id"] for r in reports(engine, Wanted(sort=sort, down=True)).rows]
        up = [r["id"] for r in reports(engine, Wanted(sort=sort, down=False)).rows]
        assert sorted(down) == sorted(up) == [1, 2]
    years = [r["year"] for r in reports(engine, Wanted(sort="year", down=False)).rows]
    assert years == sorted(years)


def test_what_is_asked_stays_in_the_address(client: TestClient) -> None:
    page = client.get("/?unit=望川&sort=year&down=0").text
    assert units(page) == ["望川市柳岸街道办事处"]
    assert 'value="望川"' in page and "sort=year&amp;down=1" in page
    assert "没有符合条件的" in client.get("/?unit=没有这个").text


def test_nonsense_in_an_address_counts_for_nothing(client: TestClient) -> None:
    for query in ("year=x", "page=-4", "page=99999999999", "sort=;drop", "down=7", "year=²"):
        for path in ("/", "/findings", "/search", "/unread"):
            assert client.get(f"{path}?{query}").status_code == 200


def test_findings_of_all_reports(client: TestClient, engine: Engine) -> None:
    everything = findings(engine, Wanted())
    heavy = findings(engine, Wanted(severity="mismatch"))
    assert heavy.total == 10 < everything.total
    rule = heavy.rows[0]["rule"]
    assert {r["rule"] for r in findings(engine, Wanted(rule=rule)).rows} == {rule}
    first = findings(engine, Wanted(size=1)).rows
    second = findings(engine, Wanted(size=1, page=2)).rows
    assert first[0]["id"] != second[0]["id"]
    assert findings(engine, Wanted(text="没有这些字")).total == 0
    assert client.get("/findings?severity=mismatch").text.count("<tr>") == 11


def test_findings_by_decision(client: TestClient, engine: Engine) -> None:
    data = {"decision": "dismissed", "last": "0", "note": "=1+1"}
    client.post("/report/1/decide/f1?token=t0ken", data=data)
    assert findings(engine, Wanted(state="dismissed")).total == 1
    assert findings(engine, Wanted(state="settled")).total == 1
    assert findings(engine, Wanted(state="open", severity="mismatch")).total == 9
    taken = client.get("/findings.csv?state=settled").content.decode("utf-8-sig")
    assert "误报" in taken and "张三" in taken and "'=1+1" in taken
    assert len(taken.splitlines()) == 2


def test_words_of_narratives(client: TestClient, engine: Engine) -> None:
    found = sentences(engine, Wanted(text="公务 接待"))
    assert found.total and all("接待" in r["text"] for r in found.rows)
    assert "<mark>接待</mark>" in client.get("/search?text=接待").text
    assert sentences(engine, Wanted(text=" ")).total == 0


def test_what_could_not_be_read_and_why(client: TestClient, engine: Engine) -> None:
    assert unread(engine, Wanted()).sums == {"broken": 1}
    page = client.get("/unread").text
    assert "&lt;b&gt;坏了&lt;/b&gt;" in page and "<b>坏了" not in page and "损坏" in page
    assert unread(engine, Wanted(state="encrypted")).total == 0


def test_what_a_report_says_is_escaped(client: TestClient, engine: Engine) -> None:
    nasty = "<script>alert(1)</script>\"'"
    with engine.begin() as connection:
        connection.execute(text("UPDATE reports SET unit = :n"), {"n": nasty})
        for column in ("message", "clause", "detail", "formula", "stated"):
            connection.execute(text(f"UPDATE findings SET {column} = :n"), {"n": nasty})
        connection.execute(text("UPDATE files SET path = :n WHERE report_id = 1"), {"n": nasty})
        connection.execute(text("UPDATE sentences SET text = :n"), {"n": nasty})
    for page in ("/", "/findings", "/report/1", "/report/1/page/14?view=text", "/report/1/summary"):
        answer = client.get(page)
        assert answer.status_code == 200 and "<script>alert" not in answer.text
    assert "<script>alert" not in client.get("/?text=" + nasty).text
    assert "<script>alert" not in client.get("/search?text=script").text


def test_english(client: TestClient) -> None:
    assert "2 reports" in client.get("/?lang=en").text
    client.get("/lang/en")
    assert "Reviewer" in client.get("/").text
    assert "Not settled yet" in client.get("/report/1/summary").text


def test_files_of_one_name_are_told_apart() -> None:
    names = short_names(["/a/甲/x.pdf", "/a/乙/x.pdf", "/a/甲/y.pdf"])
    assert names == {"/a/甲/x.pdf": "甲/x.pdf", "/a/乙/x.pdf": "乙/x.pdf", "/a/甲/y.pdf": "y.pdf"}
    assert short_names(["x.pdf", "x.pdf", "a/x.pdf"]) == {"x.pdf": "x.pdf", "a/x.pdf": "a/x.pdf"}


def test_no_report_no_page(client: TestClient, tmp_path: Path) -> None:
    for page in ("/report/99", "/report/99/card/f1", "/report/1/card/none", "/report/1/picture/77"):
        assert client.get(page).status_code == 404
    assert replace(Wanted(), year=2020).filter.year == 2020
