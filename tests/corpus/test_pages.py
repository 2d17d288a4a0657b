"""Pages of lists show what the whole list has, in its order: held against all rows, sorted here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, text

from corpus.store.decisions import settled
from corpus.store.listing import COUNTS, Wanted, findings
from corpus.store.overview import overview
from corpus.store.queries import Filter
from corpus.store.review import Item, find, items
from tests.corpus.crowd import fill

#: Reports 31 to 35 print what 1 to 5 do, with the same findings but one; some are decided about.
_TWISTS = (
    "UPDATE reports SET content = (SELECT o.content FROM reports o WHERE o.id = reports.id - 30)"
    " WHERE id BETWEEN 31 AND 35",
    "UPDATE findings SET mark = (SELECT o.mark FROM findings o WHERE o.id = findings.id - 30000000)"
    " WHERE report_id BETWEEN 31 AND 35 AND id % 1000000 <> 2",
    "INSERT INTO decisions (sha256, mark, decision, note, reviewer, made) SELECT r.sha256, f.mark,"
    " CASE f.id % 3 WHEN 0 THEN 'confirmed' WHEN 1 THEN 'dismissed' ELSE 'open' END, '', '乙',"
    " '2030-01-02 03:04:05' FROM findings f JOIN reports r ON r.id = f.report_id"
    " WHERE (f.id / 1000000 + f.id % 1000000) % 4 = 1",
)


@pytest.fixture
def crowd(store: Engine) -> Iterator[Engine]:
    fill(store, 60)
    with store.begin() as connection:
        for statement in _TWISTS:
            connection.execute(text(statement))
    yield store


def every_row(engine: Engine) -> list[Any]:
    """All findings of reports that are no copies."""
    query = "SELECT * FROM report_findings WHERE report_id NOT BETWEEN 31 AND 35"
    with engine.connect() as connection:
        return list(connection.execute(text(query)))


def weight(row: Any) -> tuple[Any, ...]:
    known = tuple(COUNTS)
    severity = known.index(row.severity) if row.severity in known else len(known)
    return (severity, row.unit, row.year, row.report_id, row.page, row.id)


def ids(engine: Engine, size: int, **wanted: Any) -> list[int]:
    """The ids of a whole list, page by page."""
    found: list[int] = []
    for page in range(1, 1000):
        rows = findings(engine, Wanted(size=size, page=page, **wanted)).rows
        if not rows:
            break
        found += [row["id"] for row in rows]
    return found


def test_findings_page_by_page(crowd: Engine) -> None:
    rows = every_row(crowd)
    assert ids(crowd, 37) == [r.id for r in sorted(rows, key=weight)]
    assert findings(crowd, Wanted()).total == len(rows)
    for sort, down in (("unit", False), ("rule", True), ("year", False)):
        by = sorted(sorted(rows, key=weight), key=lambda r, s=sort: getattr(r, s), reverse=down)
        assert ids(crowd, 50, sort=sort, down=down) == [r.id for r in by]


def test_findings_by_what_was_decided(crowd: Engine) -> None:
    rows = sorted(every_row(crowd), key=weight)
    done = [r.id for r in rows if r.decision in settled()]
    assert done and ids(crowd, 20, state="settled") == done
    assert ids(crowd, 99, state="open") == [r.id for r in rows if r.id not in done]
    dismissed = [r.id for r in rows if r.decision == "dismissed"]
    assert ids(crowd, 99, state="dismissed") == dismissed
    known = [r.id for r in rows if r.decision]
    for down in (True, False):  # those that nobody looked at are the last either way
        listed = ids(crowd, 40, sort="made", down=down)
        assert set(listed[: len(known)]) == set(known)
        assert listed[len(known) :] == [r.id for r in rows if not r.decision]


def test_a_finding_that_files_share_is_reviewed_once(crowd: Engine) -> None:
    found = items(crowd, Filter(), everything=True)
    within = [i for i in found if i.severity != "difference"]
    assert len(within) == len(every_row(crowd)) + 5  # what only the copies have
    assert sum(len(i.hashes) == 2 for i in within) == 25
    assert len({i.reference for i in found}) == len(found)
    for limit in (1, 7, 80):
        assert items(crowd, Filter(limit=limit), everything=True) == found[:limit]
    open_ones = [i for i in found if i.decision not in settled()]
    heavy = [i for i in open_ones if i.severity in ("mismatch", "doubt", "difference")]
    assert items(crowd, Filter()) == heavy


def test_findings_by_their_marks(crowd: Engine) -> None:
    found = items(crowd, Filter(), everything=True)
    some: list[Item] = [found[3], found[90], found[-1]]
    given = [some[0].mark, some[1].mark[:7], some[2].reference]
    known = items(crowd, Filter(), everything=True, marks=given)
    assert len(known) < 10
    assert [find(known, mark) for mark in given] == some
    assert items(crowd, Filter(), everything=True, marks=["abc", ""]) == []


def test_the_charts_count_the_files_that_are_asked_for(crowd: Engine) -> None:
    rows = [r for r in every_row(crowd) if r.severity in ("mismatch", "doubt")]
    every = [r.rule for r in rows if r.decision not in settled()]
    assert overview(crowd, {}, "zh").counted.rules == {n: every.count(n) for n in set(every)}
    few = overview(crowd, {}, "zh", keys={"f/7.pdf", "f/8.pdf", "f/37.pdf"}).counted
    some = [r.rule for r in rows if r.decision not in settled() and r.report_id in (7, 8, 37)]
    assert few.rules == {n: some.count(n) for n in set(some)}
