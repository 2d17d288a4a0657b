"""Findings and decisions of an earlier file: what stands, what fell away, what is new."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine, select

from corpus.between.again.answer import republished
from corpus.between.again.carried import carried
from corpus.store.following import follow
from corpus.store.models import FindingRow, ReportRow
from corpus.store.queries import Filter
from corpus.store.review import Decision, decide, items
from tests.corpus.again.bank import cases, run

#: The narrative's share is wrong in both files, the sum of the purchases in the first one only.
CASE = next(c for c in cases("cases") if c.name == "a figure of the narrative alone")
BEFORE = CASE.texts[0].replace("占61.54%", "占61.99%").replace("货物支出20.00", "货物支出25.00")
AFTER = CASE.texts[0].replace("占61.54%", "占61.99%").replace("80人次", "90人次")


def test_what_stands_and_what_fell_away(store: Engine) -> None:
    run(store, replace(CASE, texts=(BEFORE, AFTER)))
    with store.connect() as connection:
        earlier, later = connection.scalars(select(ReportRow.id).order_by(ReportRow.id))
    found = items(store, Filter(), sources=(FindingRow,), everything=True)
    old = [i for i in found if i.hashes[0].endswith("1") and "61.99" in i.stated]
    gone = [i for i in found if i.hashes[0].endswith("1") and i.severity == "mismatch"
            and i not in old]  # fmt: skip
    assert old and gone
    decide(store, [Decision(i, "confirmed", "甲") for i in (*old, *gone)])
    assert follow(store, [later]).count == len(old)
    with store.connect() as connection:
        done = carried(connection, earlier, later)
    assert {s.decision for s in done.kept if "61.99" in s.message} == {"confirmed"}
    assert done.undone == len(gone) and not done.fresh
    answer = republished(store, Filter())
    row = dict(zip(answer.columns, answer.rows[0], strict=True))
    assert (row["changed"], row["added"], row["gone"]) == (2, 0, 0)
    assert row["undone"] == len(gone) and row["fallen"] >= row["undone"] and row["kept"]
