"""What reviewers decide: kept with the finding, shown, left out, carried to Excel and back."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from corpus.store import queries
from corpus.store.decided_csv import DecisionsError, read_decisions
from corpus.store.decisions import decision_of, kinds
from corpus.store.overview import overview
from corpus.store.queries import Filter
from corpus.store.records import record
from corpus.store.review import Decision, Item, MarkError, decide, find, items, lost
from corpus.store.views import SETTLED
from tests.corpus.test_store import an_audit, put

HEADINGS = {"编号": "mark", "复核": "decision", "备注": "note", "reviewer": "reviewer"}


@pytest.fixture
def reviewed(store: Engine) -> Engine:
    """A store with a finding in a report, and with the same report in another file."""
    put(store, record(an_audit(), "1.0"))
    put(store, record(an_audit("2" * 64), "1.0"), "copy.pdf")
    return store


def only(engine: Engine, **fields: object) -> Item:
    (item,) = items(engine, Filter(**fields), everything=True)  # type: ignore[arg-type]
    return item


def keep(engine: Engine, kind: str, note: str = "", reviewer: str = "甲") -> int:
    return decide(engine, [Decision(only(engine), kind, reviewer, note)])


def test_a_finding_is_open_at_first(reviewed: Engine) -> None:
    (item,) = items(reviewed, Filter())
    assert (item.decision, item.rule, item.unit) == ("open", "change-rate", "某市财政局")
    assert len(item.hashes) == 2  # the copy is not reviewed twice


def test_the_last_decision_holds(reviewed: Engine) -> None:
    assert keep(reviewed, "confirmed") == 1
    assert keep(reviewed, "dismissed", "已致电", "乙") == 1
    assert keep(reviewed, "dismissed", "已致电", "丙") == 0  # nothing new in it
    item = only(reviewed)
    assert (item.decision, item.note, item.reviewer) == ("dismissed", "已致电", "乙")
    assert items(reviewed, Filter()) == []


def test_a_decision_survives_a_later_version(reviewed: Engine) -> None:
    keep(reviewed, "dismissed")
    put(reviewed, record(an_audit(), "2.0"), version="2.0")
    put(reviewed, record(an_audit("2" * 64), "2.0"), "copy.pdf", version="2.0")
    assert only(reviewed).decision == "dismissed" and lost(reviewed) == 0
    answer = queries.findings_of_rule(reviewed, "mismatch", Filter())
    assert {row[answer.columns.index("decision")] for row in answer.rows} == {"dismissed"}


def test_decisions_on_what_is_no_longer_found_are_counted(reviewed: Engine) -> None:
    keep(reviewed, "confirmed")
    for sha256, key in (("0" * 64, "a.pdf"), ("2" * 64, "copy.pdf")):
        put(reviewed, record(replace(an_audit(sha256), findings=()), "2.0"), key, version="2.0")
    assert lost(reviewed) == 2 and items(reviewed, Filter(), everything=True) == []


def test_settled_findings_can_be_left_out_of_answers(reviewed: Engine) -> None:
    def rows(**fields: bool) -> int:
        return len(queries.findings_of_rule(reviewed, "mismatch", Filter(**fields)).rows)

    assert rows(undecided=True) == 2
    keep(reviewed, "explained")
    assert (rows(), rows(undecided=True)) == (2, 0)
    keep(reviewed, "open")
    assert rows(undecided=True) == 2


@pytest.mark.parametrize(
    ("chosen", "count"),
    [({"unit": "财政"}, 1), ({"unit": "教育"}, 0), ({"year": 2024}, 1), ({"year": 2020}, 0),
     ({"kind": "final"}, 1), ({"kind": "budget"}, 0)],
)  # fmt: skip
def test_findings_of_some_reports(reviewed: Engine, chosen: dict[str, object], count: int) -> None:
    assert len(items(reviewed, Filter(**chosen))) == count  # type: ignore[arg-type]


def test_units_count_open_findings_apart(reviewed: Engine) -> None:
    def counts() -> tuple[int, int]:
        answer = queries.worst_units(reviewed, Filter())
        row = dict(zip(answer.columns, answer.rows[0], strict=True))
        return row["open_mismatches"], row["mismatches"]

    assert counts() == (1, 1)
    keep(reviewed, "explained")
    assert counts() == (0, 1)
    found = overview(reviewed, {}, "zh")
    (entry,) = found.entries
    assert (entry.mismatch, entry.settled, dict(found.counted.rules)) == (0, 1, {})
    keep(reviewed, "open")
    assert counts() == (1, 1)


def test_what_settles_is_the_same_in_the_views_as_in_the_list_of_decisions() -> None:
    findings = {code for code, kind in kinds().items() if kind.settled}
    assert set(re.findall(r"'(\w+)'", SETTLED)) == findings


def test_files_of_one_name_are_told_apart(store: Engine) -> None:
    for folder, sha256 in (("甲", "3"), ("乙", "4")):
        made = record(an_audit(sha256 * 64), "1.0")
        put(
            store, replace(made, report={**made.report, "content": sha256}), f"/年报/{folder}/x.pdf"
        )
    assert {i.file for i in items(store, Filter())} == {"甲/x.pdf", "乙/x.pdf"}
    answer = queries.findings_of_rule(store, "mismatch", Filter())
    assert {row[answer.columns.index("file")] for row in answer.rows} == {"甲/x.pdf", "乙/x.pdf"}


def test_marks_may_be_shortened(reviewed: Engine) -> None:
    item = only(reviewed)
    for given in (item.mark, item.mark[:6], item.reference):
        assert find([item], given) == item
    for given in (item.mark[:3], "ffffffffffffffff", f"{item.mark}-99999999"):
        with pytest.raises(MarkError, match="unknown"):
            find([item], given)
    other = replace(item, mark=item.mark[:8] + "0" * 8)
    with pytest.raises(MarkError, match="ambiguous"):
        find([item, other], item.mark[:6])


def test_decisions_in_the_words_of_auditors() -> None:
    for code, kind in kinds().items():
        for written in (code, kind.zh, kind.en, f" {kind.en.upper()} ", *kind.also):
            assert decision_of(written) == code
    assert decision_of("大概对") is None
    words = [w for k in kinds().values() for w in (k.zh, k.en, *k.also)]
    assert len(words) == len(set(words))


def sheet(path: Path, *rows: list[str], encoding: str = "utf-8-sig", mark: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=mark).writerows(rows)
    return path


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", ","), ("utf-16", "\t")],
)
def test_a_sheet_is_read_as_excel_saves_it(
    reviewed: Engine, tmp_path: Path, encoding: str, mark: str
) -> None:
    item = only(reviewed)
    path = sheet(
        tmp_path / "a.csv",
        ["编号", "复核", "备注", "reviewer", "说明"],
        [item.reference, "属实", "'=已核对原件", "张三", "不管它"],
        ["0123456789abcdef-00000000", "误报", "", "张三", ""],
        [item.reference, "", "", "", ""],
        encoding=encoding,
        mark=mark,
    )
    found = read_decisions(path, [item], "", HEADINGS)
    (decision,) = found.decisions
    assert (decision.kind, decision.note, decision.reviewer) == ("confirmed", "=已核对原件", "张三")
    assert found.unknown == ("0123456789abcdef-00000000",)


@pytest.mark.parametrize(
    ("row", "status", "line"),
    [
        (["{mark}", "大概", "", "张三"], "bad_decision", 2),
        (["{mark}", "属实", "", ""], "no_reviewer_line", 2),
        (["", "属实", "", "张三"], "bad_mark", 2),
    ],
)
def test_a_sheet_with_a_fault(
    reviewed: Engine, tmp_path: Path, row: list[str], status: str, line: int
) -> None:
    item = only(reviewed)
    filled = [field.format(mark=item.reference) for field in row]
    path = sheet(tmp_path / "a.csv", ["编号", "复核", "备注", "reviewer"], filled)
    with pytest.raises(DecisionsError) as raised:
        read_decisions(path, [item], "", HEADINGS)
    assert (raised.value.status, raised.value.line) == (status, line)


def test_a_sheet_of_something_else(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.csv", ["部门", "单位"], ["甲", "乙"])
    with pytest.raises(DecisionsError) as raised:
        read_decisions(path, [], "甲", HEADINGS)
    assert raised.value.status == "no_columns"
    path.write_bytes(b"\xff\x00\xff")
    with pytest.raises(DecisionsError, match="encoding"):
        read_decisions(path, [], "甲", HEADINGS)


def test_a_field_of_any_length(reviewed: Engine, tmp_path: Path) -> None:
    item = only(reviewed)
    path = tmp_path / "r.csv"
    note = "长" * 200_000
    path.write_text(f"编号,复核,备注,reviewer\n{item.reference},属实,{note},甲\n")
    (decision,) = read_decisions(path, [item], "", HEADINGS).decisions
    assert decision.note == note


def test_a_decision_is_on_the_disk_when_it_is_kept(reviewed: Engine) -> None:
    """A power cut may cost a scan its last reports, which are read again; no decision."""
    seen: list[int] = []

    def note(connection: Connection) -> None:
        if connection.dialect.name == "sqlite":
            seen.append(int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one()))

    store = reviewed
    event.listen(store, "commit", note)
    item = only(store)
    assert decide(store, [Decision(item, "confirmed", "甲")]) == 1
    event.remove(store, "commit", note)
    assert seen == ([2] if store.dialect.name == "sqlite" else [])
    with store.connect() as connection:
        if store.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 1
