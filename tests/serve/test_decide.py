"""Deciding: kept with who and when, never over what was not seen, taken back, never lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, select

from corpus.store.deciding import history
from corpus.store.models import DecisionRow
from corpus.store.reading import report_of

HX = {"HX-Request": "true"}


def decide(client: TestClient, decision: str, last: int, f: str = "f1", **more: Any) -> Any:
    data = {"decision": decision, "last": str(last), **more}
    return client.post(f"/report/1/decide/{f}?token=t0ken", data=data, headers=HX)


def last_of(page: str) -> int:
    return int(re.findall(r'name="last" value="(\d+)"', page)[0])


def rows(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(DecisionRow.__table__).order_by(DecisionRow.id)))


def test_a_decision_is_kept_with_all_that_belongs_to_it(client: TestClient, engine: Engine) -> None:
    answer = decide(client, "confirmed", 0, note=" 已致电 ", tick="△")
    assert answer.status_code == 200 and "已致电" in answer.text and "张三" in answer.text
    assert 'hx-swap-oob="true"' in answer.text  # the list beside it follows
    (row,) = rows(engine)
    assert (row.decision, row.note, row.tick, row.reviewer) == ("confirmed", "已致电", "△", "张三")
    assert '"stated"' in row.seen and row.made is not None
    page = client.get("/report/1?f=f1").text
    assert "属实" in page and last_of(page) == row.id


def test_without_a_name_nothing_is_kept(client: TestClient, engine: Engine) -> None:
    client.cookies.clear()
    answer = decide(client, "confirmed", 0, note="写了很久")
    assert answer.status_code == 422 and "写了很久" in answer.text and not rows(engine)


def test_the_later_of_two_is_told_and_loses_nothing(client: TestClient, engine: Engine) -> None:
    decide(client, "confirmed", 0, note="先")
    client.cookies.set("gouji_name", "B")
    late = decide(client, "dismissed", 0, note="后，写了很久")
    assert late.status_code == 409 and len(rows(engine)) == 1
    assert "先" in late.text and "张三" in late.text and "后，写了很久" in late.text
    again = decide(client, "dismissed", last_of(late.text), note="后，写了很久")
    assert again.status_code == 200
    assert [(r.decision, r.reviewer) for r in rows(engine)] == [
        ("confirmed", "张三"),
        ("dismissed", "B"),
    ]


def test_the_same_once_more_changes_nothing(client: TestClient, engine: Engine) -> None:
    first = last_of(decide(client, "confirmed", 0).text)
    assert decide(client, "confirmed", first).status_code == 200 and len(rows(engine)) == 1


def test_undoing_goes_back_step_by_step_and_keeps_all(client: TestClient, engine: Engine) -> None:
    def undo(last: int) -> Any:
        address = "/report/1/undo/f1?token=t0ken"
        return client.post(address, data={"last": str(last)}, headers=HX)

    last = last_of(decide(client, "confirmed", 0, note="一").text)
    last = last_of(decide(client, "dismissed", last, note="二").text)
    seen = []
    for _ in range(3):
        last = last_of(undo(last).text)
        seen.append((rows(engine)[-1].decision, rows(engine)[-1].note))
    assert seen == [("confirmed", "一"), ("open", ""), ("open", "")]
    assert len(rows(engine)) == 4  # the third had nothing left to undo
    assert undo(0).status_code == 409
    report = report_of(engine, 1)
    assert report is not None
    past = history(engine, report.hashes, rows(engine)[0].mark)
    assert [p.how for p in past] == ["undo", "undo", "", ""]


def test_what_a_person_decides_outlasts_a_power_cut(client: TestClient, engine: Engine) -> None:
    """SQLite has it on the disk before the page says so: synchronous is FULL (2), not NORMAL."""
    kept: list[tuple[str, int]] = []

    def note(connection: Any, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT INTO decisions", "INSERT INTO own_", "UPDATE own_")):
            raw = connection.connection.driver_connection
            kept.append((statement[:10], raw.execute("PRAGMA synchronous").fetchone()[0]))

    event.listen(engine, "before_cursor_execute", note)
    last = last_of(decide(client, "confirmed", 0).text)
    client.post("/report/1/undo/f1?token=t0ken", data={"last": str(last)}, headers=HX)
    figure = '{"text": "1", "value": "1", "unit": "", "page": 1}'
    data = {"figures": f"[{figure}, {figure}]", "kind": "sum"}
    client.post("/report/1/equations?token=t0ken", data=data, headers=HX)
    client.post("/report/1/equations/1/drop?token=t0ken", headers=HX)
    assert [synchronous for _, synchronous in kept] == [2, 2, 2, 2], kept


def test_figures_that_nothing_confirms(client: TestClient, engine: Engine) -> None:
    page = client.get("/report/1?group=figures").text
    figure = re.findall(r'data-id="(c\d+)" data-page', page)[0]
    assert decide(client, "confirmed", 0, figure).status_code == 422  # that is for findings
    answer = decide(client, "agreed", 0, figure, note="见账簿")
    assert answer.status_code == 200 and "已核相符" in answer.text
    assert rows(engine)[0].mark.startswith("figure-")
    assert "已核相符" in client.get(f"/report/1?f={figure}").text
    assert decide(client, "agreed", 0).status_code == 422


@pytest.mark.parametrize("data", [{"decision": "maybe", "last": "0"}, {"decision": "open"}, {}])
def test_what_is_no_decision(client: TestClient, engine: Engine, data: dict[str, str]) -> None:
    assert client.post("/report/1/decide/f1?token=t0ken", data=data).status_code == 422
    assert not rows(engine)


def test_without_a_script_the_page_comes_again(client: TestClient) -> None:
    data = {"decision": "confirmed", "last": "0"}
    answer = client.post("/report/1/decide/f1?token=t0ken", data=data)
    assert (answer.status_code, answer.headers["location"]) == (303, "/report/1?f=f1")
    conflict = client.post("/report/1/decide/f1?token=t0ken", data=data | {"decision": "open"})
    assert conflict.status_code == 409 and "<html" in conflict.text
