"""A user's own relations: read, applied, and what is said where the file is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.audit import Severity
from reconcile.reconcile import reconcile as decide
from reconcile.rules import rule
from reconcile.rules.own import REQUIRED, RelationsError, own_relations
from reconcile.tables.relation_forms import _FORMS
from reconcile.tables.relations import load_relations
from tests.rules.builder import built

GOOD = """
[[relation]]
code = "X01"
form = "sum"
name = "收入合计＝财政拨款＋其他收入"
whole = "income/@total/total"
parts = ["income/@total/appropriation", "income/@total/other_income"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_relation_of_ones_own_is_applied(tmp_path: Path) -> None:
    relations = (*load_relations(), *own_relations(written(tmp_path, GOOD)))
    good, bad = rule("T07").passes[0], rule("T13").flags[0]
    holding = decide(built(good), relations)
    assert [c.verdict.value for c in holding.checks if c.rule == "X01"] == ["consistent"]
    failing = decide(built(bad), relations)
    assert any(c.rule == "X01" and c.verdict.value == "mismatch" for c in failing.checks)
    # one cause is one finding: gouji's own rule fails for the same figure and is shown
    (found,) = failing.findings
    assert found.severity is Severity.MISMATCH and found.also


def test_every_form_is_known() -> None:
    assert set(REQUIRED) == set(_FORMS)
    for relation in load_relations():
        assert all(getattr(relation, key) for key in REQUIRED[relation.form]), relation.code


def test_the_shipped_relations_would_pass(tmp_path: Path) -> None:
    """The check of a user's file is not stricter than what gouji's own need."""
    import reconcile

    text = (Path(reconcile.__file__).with_name("tables") / "relations.toml").read_text("utf-8")
    renamed = text.replace('code = "T', 'code = "XT')
    assert len(own_relations(written(tmp_path, renamed))) == len(load_relations())


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        (('form = "sum"', 'form = "sume"'), "unknown_value", "sume，是不是 sum"),
        (("whole", "hole"), "unknown_key", "hole，是不是 whole"),
        (('name = "收入合计＝财政拨款＋其他收入"', ""), "missing_key", "X01缺少 name"),
        (('code = "X01"', 'code = "T01"'), "taken_code", "T01 已有"),
        (('code = "X01"', 'code = "乙一"'), "bad_code", "code"),
        (('code = "X01"', ""), "missing_key", "第1条关系缺少 code"),
        (('"income/@total/total"', '"incom/@total/total"'), "unknown_value", "是不是 income"),
        (('"income/@total/total"', '"income/@total/totl"'), "unknown_value", "是不是 total"),
        (('"income/@total/total"', '"income/total"'), "bad_address", "income/total"),
        (('"income/@total/total"', '"income/^(合计/total"'), "bad_pattern", "^(合计"),
        (('"income/@total/total"', '["income/@total/total"]'), "wrong_type", "whole 应为文字"),
        (("[[relation]]", "[relation]"), "no_relations", "没有 [[relation]]"),
        (('form = "sum"', "form = sum"), "no_toml", "TOML"),
    ],
)
def test_what_is_wrong_is_named(
    change: tuple[str, str], status: str, said: str, tmp_path: Path
) -> None:
    path = written(tmp_path, GOOD.replace(*change))
    with pytest.raises(RelationsError) as error:
        own_relations(path)
    assert error.value.status == status
    assert said in str(error.value) and str(path) in str(error.value)
    english = error.value.text("en")
    assert str(path) in english and "；" not in english


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RelationsError, match="没有这个文件"):
        own_relations(tmp_path / "none.toml")


def test_a_code_cannot_be_used_twice(tmp_path: Path) -> None:
    with pytest.raises(RelationsError) as error:
        own_relations(written(tmp_path, GOOD * 2))
    assert error.value.status == "taken_code"
