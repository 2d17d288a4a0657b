"""The JSON result against its contract (docs/result.md)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.claims.ties import Tie, Ties
from extract.figures.quantity import Quantity
from reconcile.audit import Evidence, Judgement, Severity, Verdict
from reconcile.phrases import phrase, say
from report import result
from report.result import plain, to_dict
from tests import factories

DOCS = Path(__file__).parents[2] / "docs" / "result.md"
SCHEMA = [
    getattr(result, name) for name in dir(result) if name.endswith("Dict") and name != "TypedDict"
] + [result.Result]


def test_document() -> None:
    assert to_dict(factories.audit())["document"] == {
        "file": "a.pdf",
        "sha256": "0" * 64,
        "unit": "某市财政局",
        "year": 2024,
        "kind": "final",
        "form": "pdf",
        "pages": 30,
        "pieces": [],
        "unread": [],
        "scanned": [],
        "misread": [],
    }


def test_table() -> None:
    assert to_dict(factories.audit())["tables"] == [
        {
            "id": "t1",
            "title": "收入支出决算总表",
            "number": "公开01表",
            "pages": [7],
            "unit": "万元",
            "rows": 1,
            "columns": 1,
        }
    ]


def test_claim_with_evidence() -> None:
    level = to_dict(factories.audit())["claims"][0]
    assert level["page"] == 21
    assert level["bbox"] == [100.0, 20.0, 190.0, 32.0]
    assert (level["text"], level["value"], level["unit"]) == ("9859.38万元", "9859.38", "万元")
    assert (level["kind"], level["role"], level["direction"]) == ("amount", "level", None)
    assert level["sentence"].startswith("2024年度收入总计9859.38万元")
    assert (level["verdict"], level["expected"], level["formula"]) == (
        "consistent",
        "9859.38",
        None,
    )
    assert level["evidence"] == [
        {
            "table": "t1",
            "title": "收入支出决算总表",
            "page": 7,
            "place": "第7页",
            "row": "总计",
            "column": "决算数",
            "value": "9859.38",
            "unit": "万元",
            "text": "9,859.38",
            "bbox": [10.0, 20.0, 60.0, 32.0],
            "confidence": None,
        }
    ]


def test_claim_with_formula() -> None:
    rate = to_dict(factories.audit())["claims"][2]
    assert (rate["kind"], rate["role"], rate["direction"]) == ("percent", "change_rate", "增加")
    assert (rate["value"], rate["expected"], rate["verdict"]) == ("13.95", "12.08", "mismatch")
    assert rate["formula"] == "1062.85 ÷ (9859.38 − 1062.85) = 12.08%"


def test_finding() -> None:
    (found,) = to_dict(factories.audit())["findings"]
    assert (found["severity"], found["page"]) == ("mismatch", 21)
    assert (found["stated"], found["expected"]) == ("13.95", "12.08")
    assert found["claims"] == ["c3", "c2", "c1"]
    assert found["cells"][0]["value"] == "9859.38"
    assert (found["unit"], found["difference"], found["chain"]) == ("%", "1.87", None)


def test_a_claim_says_how_surely_it_is_known() -> None:
    audit = factories.audit()
    ties = Ties(subject=Tie.INHERITED, base=Tie.GUESSED)
    first, *others = audit.disclosure.claims
    known = replace(audit.disclosure, claims=(replace(first, ties=ties), *others))
    claims = to_dict(replace(audit, disclosure=known))["claims"]
    assert claims[0]["ties"] == {
        "subject": "inherited",
        "measure": "said",
        "period": "said",
        "base": "guessed",
    }
    assert set(claims[1]["ties"].values()) == {"said"}


def test_a_finding_lists_what_else_its_figure_breaks() -> None:
    also = (phrase("join.coded", rule="6.00+4.00=10.00", code="N06"), "2.00=3.00")
    audit = factories.audit(findings=(factories.finding(also=also), factories.finding(id="f2")))
    first, second = to_dict(audit, "en")["findings"]
    assert first["also"] == [say(also[0], "en"), "2.00=3.00"]
    assert second["also"] == []


def test_a_chain_names_its_first() -> None:
    made = [
        factories.finding(
            id=name,
            severity=Severity.ROUNDING,
            stated="4440.08",
            expected="4440.09",
            cells=(factories.evidence("4440.08"),),
        )
        for name in ("f1", "f2")
    ]
    written = to_dict(factories.audit(findings=tuple(made)))["findings"]
    assert [f["chain"] for f in written] == [None, "f1"]


def test_counts() -> None:
    written = to_dict(factories.audit())
    assert written["coverage"] == {
        "confirmed": 2,
        "contradicted": 1,
        "unverifiable": 1,
        "total": 4,
        "confirmed_by": {"table": 1, "equation": 1, "repetition": 0},
    }
    assert written["checks"] == {
        "consistent": 0,
        "rounding": 0,
        "mismatch": 1,
        "unverifiable": 0,
    }
    assert written["unchecked"] == ["没有读到国有资本经营预算财政拨款支出决算表"]
    assert written["ledger"] == [
        {
            "text": "2024",
            "page": 21,
            "place": "第21页",
            "bbox": [10.0, 20.0, 60.0, 32.0],
            "kind": "none",
            "reason": "年份",
        }
    ]


def test_claim_without_judgement_is_unverifiable() -> None:
    claims = to_dict(replace(factories.audit(), judgements=()))["claims"]
    assert {c["verdict"] for c in claims} == {"unverifiable"}


def test_blank_cell_has_no_value() -> None:
    blank = Evidence(factories.cell(""), "表", "行", "列")
    audit = factories.audit(judgements=(Judgement("c1", Verdict.MISMATCH, (blank,)),))
    (cell,) = to_dict(audit)["claims"][0]["evidence"]
    assert (cell["value"], cell["unit"], cell["text"]) == (None, "", "")


def test_converted_figure_has_no_exponent() -> None:
    """1.23亿元 in 万元 is 1.23E+4 to Python; the result says 12300."""
    converted = Quantity("1.23亿元", Decimal("1.23"), "亿元").to("万元")
    assert plain(converted.value) == "12300"


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_plain_is_exact(value: Decimal) -> None:
    written = plain(value)
    assert written is not None
    assert re.fullmatch(r"-?\d+(\.\d+)?", written)
    assert Decimal(written) == value


def test_is_json_and_survives_it() -> None:
    written = to_dict(factories.audit())
    assert json.loads(json.dumps(written, ensure_ascii=False)) == written


def _dicts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(d for v in value.values() for d in _dicts(v))]
    return [d for v in value for d in _dicts(v)] if isinstance(value, list) else []


def test_every_dict_has_the_keys_of_the_schema() -> None:
    shapes = [frozenset(get_type_hints(schema)) for schema in SCHEMA]
    shapes.append(frozenset(v.value for v in Verdict))
    audit = factories.audit(disclosure=replace(factories.audit().disclosure, unread=((9, "x"),)))
    written = to_dict(audit)
    for found in _dicts(written):
        assert frozenset(found) in shapes


@pytest.mark.parametrize("schema", SCHEMA, ids=lambda s: s.__name__)
def test_every_field_is_documented(schema: Any) -> None:
    documented = set(re.findall(r"`(\w+)`", DOCS.read_text(encoding="utf-8")))
    assert set(get_type_hints(schema)) <= documented


def test_every_severity_and_verdict_is_documented() -> None:
    words = DOCS.read_text(encoding="utf-8")
    for value in (*Severity, *Verdict):
        assert f"`{value}`" in words


def test_figures_are_strings() -> None:
    """Nothing that is a figure of the report passes through a float."""
    for schema in SCHEMA:
        for name, hint in get_type_hints(schema).items():
            if name != "bbox":
                assert float not in (hint, *get_args(hint))
