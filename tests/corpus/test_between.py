"""Checks between reports: what differs is found, with both reports; nothing is invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from corpus.between import wording
from corpus.between.compare import compare
from corpus.between.holding import hold, hold_sum
from corpus.between.shelf import MappingError, Slot, read_units
from corpus.sampling.model import Accounts
from corpus.scanning.worker import _read
from corpus.store.database import open_store
from corpus.store.models import ROOM, FactRow, ReportRow
from corpus.store.queries import Filter, differences
from corpus.store.records import Row
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from reconcile.audit import Verdict
from tests.corpus import families


def fact(label: str, value: str, measure: str = "level", **fields: Any) -> FactRow:
    known: dict[str, Any] = {
        "quantity": f"general:{label}",
        "unit": "万元",
        "change": "",
        "change_unit": "",
        "page": 9,
        "place": "正文",
        "clause": "",
        "scan": "",
    }
    return FactRow(label=label, value=value, measure=measure, **(known | fields))


def facts(*rows: FactRow) -> Mapping[tuple[str, str], FactRow]:
    return {(row.quantity, row.measure): row for row in rows}


def verdicts(own: FactRow, published: FactRow) -> list[Verdict]:
    measures = ("previous", "change", "budget")
    return [held.check.verdict for held in hold(facts(own), facts(published), measures)]


@pytest.mark.parametrize(
    ("quoted", "published", "unit", "verdict"),
    [
        ("849.50", "849.50", "万元", Verdict.CONSISTENT),
        ("849.5", "8495000", "元", Verdict.CONSISTENT),
        ("849.5", "8495321.17", "元", Verdict.CONSISTENT),  # what it rounds to
        ("849.50", "849.51", "万元", Verdict.ROUNDING),
        ("849.50", "894.50", "万元", Verdict.MISMATCH),
        ("849.50", "849.50", "元", Verdict.MISMATCH),
    ],
)
def test_a_figure_quoted(quoted: str, published: str, unit: str, verdict: Verdict) -> None:
    own = fact("公务接待费", quoted, "previous")
    assert verdicts(own, fact("公务接待费", published, unit=unit)) == [verdict]


@pytest.mark.parametrize(
    ("level", "change", "published", "verdict"),
    [
        ("9759.38", "1062.85", "8696.53", Verdict.CONSISTENT),
        ("9759.38", "-1062.85", "10822.23", Verdict.CONSISTENT),
        ("9759.4", "1062.9", "8696.53", Verdict.CONSISTENT),
        ("9759.4", "1062.8", "8696.53", Verdict.ROUNDING),
        ("9759.38", "1062.85", "8796.53", Verdict.MISMATCH),
        ("9759.38", "1062.85", "10822.23", Verdict.MISMATCH),
    ],
)
def test_a_figure_implied(level: str, change: str, published: str, verdict: Verdict) -> None:
    own = fact("支出", level, "change", change=change, change_unit="万元")
    assert verdicts(own, fact("支出", published)) == [verdict]


def test_the_implied_figure_is_shown() -> None:
    own = fact("支出", "9759.38", "change", change="1062.85", change_unit="万元")
    (held,) = hold(facts(own), facts(fact("支出", "87965300", unit="元")), ["change"])
    assert (str(held.stated), str(held.expected)) == ("8696.53万元", "8796.53万元")


def test_what_cannot_be_held() -> None:
    own = fact("行政运行", "5.00", "previous", quantity="general#2010601")
    renamed = fact("机关服务", "6.00", quantity="general#2010601")
    blank = fact("行政运行", "", quantity="general#2010601")
    assert verdicts(own, renamed) == verdicts(own, blank) == []
    assert verdicts(own, fact("行政运行", "6.00", quantity="general#2010602")) == []


def test_a_sum_of_units() -> None:
    whole = facts(fact("公务接待费", "3.20"), fact("行政运行", "10.00", quantity="general#2010601"))
    first = facts(fact("公务接待费", "1.10"), fact("行政运行", "10.00", quantity="general#2010601"))
    second = facts(fact("公务接待费", "1.90"), fact("其他", "4.00", quantity="general#2019999"))
    found = {h.fact.label: h.check.verdict for h in hold_sum(whole, [first, second])}
    assert found == {"公务接待费": Verdict.MISMATCH, "行政运行": Verdict.CONSISTENT}
    assert not list(hold_sum(facts(fact("会议费", "1.00")), [first, second]))  # not in their tables


class TestShelf:
    """Reports put into a store by hand."""

    @pytest.fixture(autouse=True)
    def _store(self, store: Engine) -> None:
        self.store, self.count = store, 0

    def put(self, unit: str, year: int, *rows: FactRow, kind: str = "final", **fields: Any) -> None:
        self.count += 1
        zero = ("pages", "pages_unread", "claims", "confirmed", "contradicted", "unverifiable",
                "mismatches", "roundings", "wordings", "doubts")  # fmt: skip
        blank = ("version", "unit_from", "year_from", "kind_from", "level_from", "unchecked",
                 "members")  # fmt: skip
        number = str(self.count)
        report: Row = dict.fromkeys(zero, 0) | dict.fromkeys(blank, "") | {
            "id": self.count, "sha256": number, "content": number, "file": f"{number}.pdf",
            "unit": unit, "unit_key": unit, "year": year, "kind": kind, "level": "department",
        }  # fmt: skip
        columns = [c.name for c in FactRow.__table__.columns]
        with self.store.begin() as connection:
            connection.execute(insert(ReportRow), report | fields)
            for at, row in enumerate(rows, 1):
                values = {name: getattr(row, name) for name in columns}
                placed = {"id": self.count * ROOM + at, "report_id": self.count}
                connection.execute(insert(FactRow), values | placed)

    def found(self) -> list[dict[str, Any]]:
        answer = differences(self.store, Filter())
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    def test_both_reports_are_named(self) -> None:
        self.put("某市财政局", 2023, fact("会议费", "8.20", page=12))
        self.put("某市财政局", 2024, fact("会议费", "8.02", "previous", page=21))
        done = compare(self.store)
        assert done.pairs["B01"] == 1 and done.severities["difference"] == 1
        (row,) = self.found()
        assert (row["rule"], row["file"], row["other_file"]) == ("B01", "2.pdf", "1.pdf")
        assert (row["page"], row["other_page"]) == (21, 12)
        assert "称上年为8.02万元" in row["message"] and "公布为8.20万元" in row["message"]
        assert "两位数字颠倒" in row["detail"] and "可能经过调整" in row["detail"]

    def test_comparing_again_replaces(self) -> None:
        self.put("某市财政局", 2023, fact("会议费", "8.20"))
        self.put("某市财政局", 2024, fact("会议费", "8.02", "previous"))
        assert compare(self.store) == compare(self.store)
        assert len(self.found()) == 1

    def test_a_budget_is_held_against_the_budget(self) -> None:
        self.put("某市财政局", 2024, fact("会议费", "9.00"), kind="budget")
        self.put("某市财政局", 2024, fact("会议费", "9.90", "budget"))
        compare(self.store)
        (row,) = self.found()
        assert row["rule"] == "B02" and row["other_kind"] == "budget"

    def test_other_years_kinds_levels_and_units_are_no_pairs(self) -> None:
        quoting = fact("会议费", "8.02", "previous")
        self.put("某市财政局", 2024, quoting)
        self.put("某市财政局", 2022, fact("会议费", "8.20"))
        self.put("某市财政局", 2023, fact("会议费", "8.20"), kind="budget")
        self.put("某市财政局", 2023, fact("会议费", "8.20"), level="unit")
        self.put("某市审计局", 2023, fact("会议费", "8.20"))
        done = compare(self.store)
        assert done.verdicts.total() == 0 and done.alone == 5

    def test_a_shorter_name_of_the_same_body(self) -> None:
        self.put("上海市普陀区财政局", 2023, fact("会议费", "8.20"))
        self.put("普陀区财政局", 2024, fact("会议费", "8.02", "previous"))
        assert compare(self.store).pairs["B01"] == 1

    def test_two_reports_for_one_place_are_not_compared(self) -> None:
        self.put("某市财政局", 2023, fact("会议费", "8.20"))
        self.put("某市财政局", 2023, fact("会议费", "8.30"))
        self.put("某市财政局", 2024, fact("会议费", "8.02", "previous"))
        done = compare(self.store)
        assert done.verdicts.total() == 0 and [wording.slot(s) for s in done.crowded] == [
            "某市财政局 2023 决算"
        ]

    def test_the_same_report_twice_is_one(self) -> None:
        self.put("某市财政局", 2023, fact("会议费", "8.20"), content="same")
        self.put("某市财政局", 2023, fact("会议费", "8.20"), content="same")
        self.put("某市财政局", 2024, fact("会议费", "8.02", "previous"))
        assert compare(self.store).severities["difference"] == 1

    def test_what_a_scan_may_have_been_misread_for_is_no_difference(self) -> None:
        self.put(
            "某市财政局",
            2023,
            fact("会议费", "8.20", scan="read"),
            fact("培训费", "3", scan="held"),
        )
        self.put(
            "某市财政局", 2024, fact("会议费", "8.02", "previous"), fact("培训费", "4", "previous")
        )
        assert compare(self.store).severities == {"reading": 1, "difference": 1}
        assert any("对照原件" in row["detail"] for row in self.found())

    def test_reports_of_another_scope_are_said_to_be(self) -> None:
        names = ("会议费", "培训费", "公务接待费", "人员经费", "公用经费")
        self.put("某市财政局", 2023, *(fact(n, "8.20") for n in names))
        self.put("某市财政局", 2024, *(fact(n, "9.00", "previous") for n in names[1:]),
                 fact("会议费", "8.20", "previous"))  # fmt: skip
        done = compare(self.store)
        assert done.severities == {"scope": 4}
        assert "5个数字中有4个不同" in self.found()[0]["detail"]

    def test_a_department_and_its_units(self) -> None:
        self.put("某市财政局", 2024, fact("公务接待费", "3.20"))
        self.put("某市财政局", 2024, fact("公务接待费", "1.10", page=5), level="unit")
        self.put("某市国库中心", 2024, fact("公务接待费", "1.90", page=6), level="unit")
        units = {"某市财政局": ["某市财政局", "某市国库中心"]}
        assert compare(self.store, units).pairs["B03"] == 1
        (row,) = self.found()
        assert row["rule"] == "B03" and "合计为3.00万元" in row["message"]
        assert "某市国库中心1.90万元（第6页）" in row["message"]

    def test_a_unit_without_a_report(self) -> None:
        self.put("某市财政局", 2024, fact("公务接待费", "3.20"))
        self.put("某市国库中心", 2024, fact("公务接待费", "1.90"), level="unit")
        units = {"某市财政局": ["某市财政局", "某市国库中心"]}
        done = compare(self.store, units)
        assert done.missing == [Slot("某市财政局", "unit", 2024, "final")] and self.found() == []
        assert [slot.level for slot in done.unsummed] == ["department"]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Path]]:
    """A store of made-up reports, typeset and read again: 决算 of two years and the 预算."""
    folder = tmp_path_factory.mktemp("family")
    engine = open_store(str(folder / "store.db"))
    now, before = families.two_years(3)
    put(engine, families.write(now, folder / "now.pdf", template="delta"))
    put(engine, families.write(before, folder / "before.pdf", template="delta"))
    plan = families.budget_of(now)
    put(engine, families.write(plan, folder / "plan.pdf", kind="budget", template="delta"))
    yield engine, folder
    engine.dispose()


def put(engine: Engine, path: Path) -> None:
    read = _read([path], "1.0")
    scan = begin_scan(engine, ScanPlan("", "1.0", 1, 1.0, 1))
    result = FileResult(path.name, path.name, 1, read.sha256, read.status)
    write_result(engine, scan, "1.0", result, read.record)


def test_nothing_is_invented(years: tuple[Engine, Path]) -> None:
    done = compare(years[0])
    assert done.severities == {} and done.pairs == {"B01": 1, "B02": 1}
    assert done.verdicts["consistent"] + done.verdicts["rounding"] >= 12


def test_what_is_changed_is_found(years: tuple[Engine, Path]) -> None:
    engine, folder = years
    _, before = families.two_years(3)
    first, *rest = before.items
    changed = replace(first, project=first.project + Decimal(1_234_500))
    altered = replace(before, items=(changed, *rest))
    path = families.write(altered, folder / "before.pdf", template="delta")
    put(engine, path)
    with engine.begin() as connection:  # the report it takes the place of
        connection.execute(
            ReportRow.__table__.delete().where(
                ReportRow.year == before.year, ReportRow.id < _last(connection)
            )
        )
    done = compare(engine)
    assert done.severities.total() > 0
    answer = differences(engine, Filter())
    labels = {dict(zip(answer.columns, row, strict=True))["quantity"] for row in answer.rows}
    sums = {"本年收入合计", "本年支出合计", "收支总计", "财政拨款收支总计", "财政拨款收入",
            "财政拨款支出", "一般公共预算财政拨款支出", "一般公共预算财政拨款收入", "项目支出",
            "一般公共预算项目支出", "财政拨款项目支出"}  # fmt: skip
    assert labels <= sums | set(first.subject.names)
    assert labels & {"一般公共预算财政拨款支出", "财政拨款收支总计", "本年支出合计"}


def test_a_department_is_the_sum_of_its_units(tmp_path: Path) -> None:
    units = [replace(families.two_years(seed)[0], year=2023) for seed in (3, 10)]
    assert len({unit.owner for unit in units}) == 2
    whole = families.department_of("云溪市卫生健康委员会", units)
    engine = open_store(str(tmp_path / "store.db"))
    for number, accounts in enumerate((whole, *units)):
        path = families.write(accounts, tmp_path / f"{number}.pdf", template="delta")
        put(engine, path)
    done = compare(engine, {whole.owner: [unit.owner for unit in units]})
    assert done.pairs["B03"] == 1 and done.verdicts["consistent"] >= 20
    assert done.severities == {}, differences(engine, Filter()).rows
    engine.dispose()


@pytest.fixture(scope="module")
def household() -> tuple[Accounts, list[Accounts]]:
    """A department's accounts, and those of its office and its three units that make them up."""
    owner = "云溪市卫生健康委员会"
    parts = [replace(families.two_years(seed)[0], year=2023) for seed in (3, 10, 11, 12)]
    units = [replace(parts[0], owner=owner), *parts[1:]]
    assert len({unit.owner for unit in units}) == 4
    return families.department_of(owner, units), units


@pytest.mark.parametrize("form", ["items", "table", "prose"])
def test_a_department_lists_its_units(
    form: str, household: tuple[Accounts, list[Accounts]], tmp_path: Path
) -> None:
    """All four reports are at hand: they add up. One is changed: that is found. One is taken away:
    nothing is compared, and it is said which is missing."""
    whole, units = household
    names = [f"{whole.owner}（本级）", *(unit.owner for unit in units[1:])]
    engine = open_store(str(tmp_path / "store.db"))
    look = "delta"
    put(engine, families.write(whole, tmp_path / "d.pdf", template=look, units=names, form=form))
    for number, accounts in enumerate(units):
        path = tmp_path / f"{number}.pdf"
        put(engine, families.write(accounts, path, template=look, level="单位"))
    done = compare(engine)
    assert done.pairs["B03"] == 1 and done.verdicts["consistent"] >= 20
    assert done.severities == {}, differences(engine, Filter()).rows

    mapped = compare(engine, {whole.owner: [unit.owner for unit in units[:2]]})
    assert mapped.severities.total() > 0  # the file, which leaves out two units, goes first

    with engine.begin() as connection:
        last = ReportRow.__table__.delete().where(ReportRow.file == "3.pdf")
        connection.execute(last)
    done = compare(engine)
    assert done.pairs["B03"] == 0 and done.severities == {}
    assert [(slot.unit, slot.level) for slot in done.unsummed] == [(whole.owner, "department")]
    assert [slot.unit for slot in done.missing] == [units[3].owner]
    engine.dispose()


def _last(connection: Any) -> int:
    from sqlalchemy import func, select

    return int(connection.scalar(select(func.max(ReportRow.id))))


def test_a_mapping_file(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    text = "部门,单位\n某市财政局,某市财政局（本级）\n\n某市财政局, 某市 国库中心\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        path.write_bytes(text.encode(encoding))
        assert read_units(path) == {"某市财政局": ["某市财政局", "某市国库中心"]}


@pytest.mark.parametrize(("data", "line"), [("部门,单位\n某市财政局\n", 2), ("a,\n", 1)])
def test_a_mapping_file_with_a_fault(tmp_path: Path, data: str, line: int) -> None:
    path = tmp_path / "units.csv"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(MappingError) as raised:
        read_units(path)
    assert raised.value.line == line
