"""What the review page asks of a store, on every database."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select

from corpus.store.deciding import ChangedError, decide_seen, history, standing, undo
from corpus.store.equations import Picked, drop, equations, keep
from corpus.store.listing import SORTS, Wanted, choices, findings, reports, sentences, unread
from corpus.store.models import DecisionRow
from corpus.store.queries import Filter
from corpus.store.reading import figures_of, findings_of, report_of
from corpus.store.records import record
from corpus.store.review import Decision, Item, items
from tests.corpus.test_store import an_audit, put

OTHER = "7" * 64


@pytest.fixture
def two(store: Engine) -> Engine:
    """Two reports, a copy of the first, and a file that could not be read."""
    put(store, record(an_audit(), "1.0"), "/甲/a.pdf")
    put(store, record(an_audit("2" * 64), "1.0"), "/乙/a.pdf")
    made = record(an_audit(OTHER, unit="某县教育局", year=2023), "1.0")
    put(store, replace(made, report={**made.report, "content": OTHER}), "/丙/b.pdf")
    put(store, None, "/丁/c.pdf")
    return store


def an_item(engine: Engine) -> Item:
    return next(i for i in items(engine, Filter(year=2024), everything=True))


def test_lists(two: Engine) -> None:
    found = reports(two, Wanted())
    assert (found.total, found.sums["mismatch"]) == (2, 2)
    assert {r["name"]: r["copies"] for r in found.rows} == {"a.pdf": 1, "b.pdf": 0}
    for sort in SORTS:
        assert reports(two, Wanted(sort=sort)).total == 2
    assert reports(two, Wanted(unit="教育", year=2023, kind="final")).total == 1
    assert reports(two, Wanted(text="收入总计")).total == 2
    assert findings(two, Wanted(severity="mismatch")).total == 2
    assert sentences(two, Wanted(text="收入 总计")).total > 0
    assert unread(two, Wanted()).sums == {"crashed": 1}
    assert choices(two)["years"] == [2023, 2024]


def test_one_report(two: Engine) -> None:
    report = report_of(two, 1)
    assert report is not None and len(report.hashes) == 2 and report.ids == (1, 2)
    (found,) = findings_of(two, report, "zh")
    assert found.culprit is not None and found.finding.cells
    assert len(figures_of(two, report)) == report.row.claims
    assert figures_of(two, report, page=999) == []
    assert report_of(two, 99) is None


def test_what_is_settled_counts_apart(two: Engine) -> None:
    decide_seen(two, Decision(an_item(two), "dismissed", "甲", "看过", "△"), 0)
    assert reports(two, Wanted()).sums["mismatch_settled"] == 1
    assert reports(two, Wanted(state="settled")).total == 1
    (row,) = findings(two, Wanted(state="settled")).rows
    assert (row["decision"], row["note"], row["tick"]) == ("dismissed", "看过", "△")


def test_a_decision_is_about_what_was_seen(two: Engine) -> None:
    item = an_item(two)
    first = decide_seen(two, Decision(item, "confirmed", "甲"), 0)
    with pytest.raises(ChangedError) as raised:
        decide_seen(two, Decision(item, "dismissed", "乙"), 0)
    assert (raised.value.latest.reviewer, raised.value.latest.id) == ("甲", first)
    second = decide_seen(two, Decision(item, "dismissed", "乙"), first)
    past = history(two, item.hashes, item.mark)
    assert [p.decision for p in past] == ["dismissed", "confirmed"]  # the copy's are the same ones
    undo(two, item, "甲", second)
    past = history(two, item.hashes, item.mark)
    assert [p.how for p in past] == ["undo", "", ""] and past[0].decision == "confirmed"
    assert [p.decision for p in standing(past)] == ["confirmed"]
    assert all(p.made.tzinfo for p in past)


def test_of_many_at_once_one_is_first_and_the_others_are_told(two: Engine) -> None:
    item, told = an_item(two), []

    def decide(who: int) -> None:
        try:
            decide_seen(two, Decision(item, "confirmed", f"p{who}", f"{who}"), 0)
        except ChangedError as error:
            told.append(error.latest.reviewer)

    threads = [threading.Thread(target=decide, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with two.connect() as connection:
        kept = connection.scalar(select(func.count()).select_from(DecisionRow))
    assert kept == 2 and len(told) == 7 and len(set(told)) == 1  # one, and the copy's


def test_own_equations(two: Engine) -> None:
    picked = [Picked("1.5万元", "1.5", "万元", 1), Picked("2万元", "2", "万元", 2)]
    id = keep(two, OTHER, "sum", picked, None, "自算", "甲")
    (kept,) = equations(two, [OTHER])
    assert (kept.id, str(kept.equation.result), kept.equation.unit) == (id, "3.5", "万元")
    drop(two, ["0" * 64], id)  # another file's
    assert len(equations(two, [OTHER])) == 1
    drop(two, [OTHER], id)
    assert equations(two, [OTHER]) == []
