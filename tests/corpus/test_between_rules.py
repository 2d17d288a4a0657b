"""Every rule between reports against its own examples, and the pieces of its messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from sqlalchemy import Engine

import corpus.between
from corpus.between.catalogue import CODES, Case, flags, message, passes, rule
from corpus.between.wording import words
from corpus.store.database import open_store
from reconcile.phrases import LANGUAGES
from reconcile.rules.catalogue import TEXTS
from tests.corpus.cases import run

LEAST_PASSES, LEAST_FLAGS = 3, 2


def cases(kind: str) -> list[object]:
    every = passes if kind == "passes" else flags
    return [
        pytest.param(code, case, id=f"{code}-{number}")
        for code in CODES
        for number, case in enumerate(every(code), 1)
    ]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "store.db"))
    yield engine
    engine.dispose()


@pytest.mark.parametrize(("code", "case"), cases("flags"))
def test_flags(code: str, case: Case, empty: Engine) -> None:
    found = run(empty, case).rows
    assert {row["rule"] for row in found} == {code}
    shown = [
        (
            row["severity"],
            row["quantity"],
            f"{row['stated']}{row['figure_unit']}",
            f"{row['expected']}{row['figure_unit']}",
        )
        for row in found
    ]
    assert (case.outcome, case.quantity, case.stated, case.expected) in shown


@pytest.mark.parametrize(("code", "case"), cases("passes"))
def test_lets_pass(code: str, case: Case, empty: Engine) -> None:
    outcome = run(empty, case)
    assert not [row["message"] for row in outcome.rows]
    verdicts = outcome.done.verdicts
    if code == "B04":  # it holds all figures of two files, and counts them apart
        assert outcome.done.pairs[code] == (case.outcome != "silent")
        assert bool(outcome.done.again.same) == (case.outcome != "silent")
    elif case.outcome == "silent":
        assert not verdicts, f"{code} held {dict(verdicts)}"
    else:
        wanted = "rounding" if case.outcome == "rounding" else "consistent"
        assert outcome.done.pairs[code] == 1 and verdicts[wanted]


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_a_page_and_examples(code: str) -> None:
    one = rule(code)
    assert one.name and one.name_en
    assert all(one.texts[key] and one.english[key] for key in TEXTS)
    assert len(passes(code)) >= LEAST_PASSES and len(flags(code)) >= LEAST_FLAGS
    assert not re.search("[，。；]", "".join(one.english.values()))


def test_every_rule_of_the_code_is_in_the_catalogue() -> None:
    folder = Path(corpus.between.__file__).parent
    named = {
        code
        for path in folder.glob("*.py")
        for code in re.findall(r'"(B\d\d)"', path.read_text("utf-8"))
    }
    files = {path.stem for path in (folder / "rules").glob("*.toml")}
    assert named == files == set(CODES)


def test_messages_have_the_same_fields_in_every_language() -> None:
    for code in CODES:
        zh, en = (_fields(message(code, lang)) for lang in LANGUAGES)
        assert zh == en, code
    for name, texts in words().items():
        assert set(texts) == set(LANGUAGES), name
        assert _fields(texts["zh"]) == _fields(texts["en"]), name


def _fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def test_an_example_that_is_changed_twice_is_noticed() -> None:
    from corpus.between.catalogue import _changed

    paper = passes("B01")[0].papers[0]
    with pytest.raises(ValueError, match="2 times"):
        _changed([replace(paper, text="甲乙甲")], "甲", "丙")
