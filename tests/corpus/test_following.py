"""Decisions follow a figure into the file as it is read or published anew, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from corpus.store.following import follow
from corpus.store.models import DecisionRow, ReportRow
from corpus.store.queries import Filter
from corpus.store.reading import figure_item, figures_of, report_of
from corpus.store.records import record
from corpus.store.review import Decision, Item, decide, items
from reconcile.audit import Audit
from tests.corpus.test_store import an_audit, put

NEW = "5" * 64


def only(engine: Engine) -> Item:
    (item,) = items(engine, Filter(), everything=True)
    return item


def published_anew(engine: Engine, **finding: object) -> int:
    """The same report in another file that prints something else besides; its id."""
    audit = an_audit(NEW, page_count=31)
    (found,) = audit.findings
    other = replace(audit, findings=(replace(found, **finding),))
    made = record(other, "1.0")
    put(engine, replace(made, report={**made.report, "content": NEW}), "new.pdf")
    with engine.connect() as connection:
        query = select(ReportRow.id).where(ReportRow.sha256 == NEW)
        return int(connection.scalar(query) or 0)


def of_new(engine: Engine) -> list[tuple[str, str, str]]:
    columns = (DecisionRow.decision, DecisionRow.reviewer, DecisionRow.how)
    with engine.connect() as connection:
        query = select(*columns).where(DecisionRow.sha256 == NEW).order_by(DecisionRow.id)
        return [tuple(row) for row in connection.execute(query)]


@pytest.fixture
def decided(store: Engine) -> Engine:
    put(store, record(an_audit(), "1.0"))
    decide(store, [Decision(only(store), "confirmed", "甲", "已致电")])
    return store


def test_into_a_file_published_anew_on_another_page(decided: Engine) -> None:
    found = follow(decided, [published_anew(decided, page=22)])
    assert (found.count, found.left) == (1, ())
    assert of_new(decided) == [("confirmed", "甲", "follow")]
    assert follow(decided, [2]).count == 0  # once is enough


def test_not_where_the_figure_is_another(decided: Engine) -> None:
    found = follow(decided, [published_anew(decided, stated="14.00")])
    assert found.count == 0 and of_new(decided) == []
    (left,) = found.left
    assert (left.decision, left.reviewer) == ("confirmed", "甲") and left.message


def test_into_a_sentence_that_was_edited(decided: Engine) -> None:
    """The rule and both figures are the same, and most of the words."""
    clause = only(decided).clause
    found = follow(decided, [published_anew(decided, clause=f"经复核，{clause}")])
    assert (found.count, found.left) == (1, ())


def test_not_into_another_sentence_with_the_same_figures(decided: Engine) -> None:
    found = follow(decided, [published_anew(decided, clause="全年安排的培训由三个单位合办")])
    assert found.count == 0 and len(found.left) == 1


def test_what_the_body_corrected_is_not_corrected_where_it_stands_again(store: Engine) -> None:
    put(store, record(an_audit(), "1.0"))
    decide(store, [Decision(only(store), "corrected", "甲")])
    found = follow(store, [published_anew(store, page=22)])
    assert found.count == 0 and not found.left and of_new(store) == []


def test_what_was_decided_about_a_figure_follows_it(store: Engine) -> None:
    id = put(store, record(an_audit(), "1.0"))
    assert id is not None
    report = report_of(store, id)
    assert report is not None
    figure = figures_of(store, report)[0]
    decide(store, [Decision(figure_item(report, figure, {}), "agreed", "甲")])
    assert follow(store, [published_anew(store)]).count == 1
    assert of_new(store) == [("agreed", "甲", "follow")]


def test_not_over_a_decision_that_is_there(decided: Engine) -> None:
    id = published_anew(decided)
    (new,) = [i for i in items(decided, Filter(), everything=True) if NEW in i.hashes]
    decide(decided, [Decision(new, "dismissed", "乙")])
    assert follow(decided, [id]).count == 0
    assert of_new(decided) == [("dismissed", "乙", "")]


def test_not_into_the_report_of_another_year(decided: Engine) -> None:
    audit = an_audit(NEW, year=2023)
    made = record(audit, "1.0")
    put(decided, replace(made, report={**made.report, "content": NEW}), "new.pdf")
    assert follow(decided, [2]) == follow(decided, [99]) and of_new(decided) == []


def test_into_the_same_file_read_by_a_later_gouji(decided: Engine) -> None:
    """The mark has changed, as the page of the finding has; figures and words have not."""
    audit: Audit = an_audit()
    (found,) = audit.findings
    put(decided, record(replace(audit, findings=(replace(found, page=20),)), "2.0"), version="2.0")
    with decided.connect() as connection:
        (id,) = connection.scalars(select(ReportRow.id))
    assert only(decided).decision == "open"
    assert follow(decided, [id]).count == 1
    assert only(decided).decision == "confirmed"
