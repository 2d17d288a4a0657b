"""One report: its findings in words, its pages with marks, its text where there is no picture."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from corpus.store.reading import figures_of, findings_of, report_of
from reconcile.audit import Audit
from report.texts import load
from report.view import View
from serve.cards import card_of
from serve.originals import GoneError, original
from tests.serve.conftest import SAMPLES


def test_findings_read_as_in_every_output(engine: Engine, slips: Audit) -> None:
    """What the store gives back is what the writers make of the audit itself."""
    view = View(slips, load("zh"))
    shown = {f.id: f for f in view.every_finding}
    report = report_of(engine, 1)
    assert report is not None
    found = findings_of(engine, report, "zh")
    assert {f.finding.id for f in found} == set(shown)
    for one in found:
        card, same = card_of(one, load("zh")), shown[one.finding.id]
        assert (card.item.message, card.difference) == (same.message, same.difference)
        assert (card.agree, card.rule) == (same.agree, same.rule)
        assert [s.words for s in card.spots if "《" in s.words] == [c.words for c in same.cells]
        assert card.page == (same.culprit.page if same.culprit else same.finding.page)


def test_figures_stand_where_the_claims_do(engine: Engine, slips: Audit) -> None:
    report = report_of(engine, 1)
    assert report is not None
    stated = {f.claim.id: f for f in figures_of(engine, report)}
    for id, claim in View(slips, load("zh")).claims.items():
        parts = [(p.page, p.box.rounded()) for p in stated[id].parts]
        assert parts == [(p.page, p.box.rounded()) for p in claim.places]


def test_the_page_at_hand_with_its_marks(client: TestClient) -> None:
    page = client.get("/report/1").text
    number = re.findall(r'<article id="card"[^>]* data-page="(\d+)"', page)[0]
    assert f'href="/report/1/picture/{number}"' in page
    assert 'data-findings="f1"' in page and 'viewBox="0 0 595.0 842.0"' in page
    assert client.get(f"/report/1/picture/{number}").headers["content-type"] == "image/png"


def test_a_shared_link_opens_what_it_names(client: TestClient) -> None:
    for f in ("f2", "f3"):
        page = client.get(f"/report/1?f={f}").text
        assert re.findall(r'id="card"[^>]* data-id="(\w+)"', page) == [f]
        assert f'id="row-{f}" class="row mismatch current"' in page
    assert 'data-page="5"' in client.get("/report/1?p=5").text
    assert 'data-page="1"' in client.get("/report/1?p=-3").text


def test_what_is_settled_is_not_opened_first(client: TestClient) -> None:
    data = {"decision": "confirmed", "last": "0"}
    client.post("/report/1/decide/f1?token=t0ken", data=data)
    assert re.findall(r'id="card"[^>]* data-id="(\w+)"', client.get("/report/1").text) == ["f2"]


def test_text_and_tables_where_there_is_no_picture(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = client.get("/report/1").text
    (number,) = re.findall(r'<article id="card"[^>]* data-page="(\d+)"', found)
    plain = client.get(f"/report/1/page/{number}?view=text").text
    assert "<svg" not in plain and "warning" not in plain
    assert re.search(r'class="in-text mismatch" data-id="\w+" data-findings="f1"', plain)

    def gone(*_: object) -> None:
        raise GoneError("x")

    hands = client.app.state.desk.hands  # type: ignore[attr-defined]
    monkeypatch.setattr(hands, "sizes", gone)
    page = client.get("/report/1/page/8").text
    assert "原文件已不在原处" in page and "<table" in page
    monkeypatch.setattr(hands, "page", gone)
    assert client.get("/report/1/picture/8").status_code == 404


def test_only_the_file_that_was_read_is_used(engine: Engine) -> None:
    report = report_of(engine, 1)
    assert report is not None
    assert original(report, ()).read() == (SAMPLES / "final-slips.pdf").read_bytes()
    with engine.begin() as connection:
        connection.execute(text("UPDATE files SET key = '/etc/passwd' WHERE report_id = 1"))
    changed = report_of(engine, 1)
    assert changed is not None
    with pytest.raises(GoneError):
        original(changed, ()).read()


def test_how_it_may_be_wrong_and_what_to_ask(client: TestClient) -> None:
    page = client.get("/report/1?f=f1").text
    assert "可能怎样看错" in page and "可以问" in page
