"""The shipped samples: what was planted is found, nothing else is, and they can be made again."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest

import gouji
from corpus.sampling import KINDS, VOICES, Flaw, looks, make
from corpus.sampling.compose import compose
from corpus.sampling.invent import invent
from corpus.sampling.model import ZERO
from corpus.sampling.plant import plant
from corpus.sampling.score import Score, names, score
from corpus.sampling.shipped import SCANS, SHIPPED, Plan
from extract.pdf.pages import read_pages
from reconcile.audit import Finding, Severity

FOLDER = Path(__file__).parents[2] / "corpus" / "samples"
#: The share of claims that was confirmed when the samples were made, less a little.
COVERAGE = {
    "final-clean": 0.90,
    "budget-clean": 0.93,
    "final-narrative": 0.84,
    "final-tables": 0.88,
    "final-parts": 0.76,
    "budget-wording": 0.84,
    "final-slips": 0.85,
    "budget-three-line": 0.88,
    "final-three-line": 0.78,
    "final-level-rules": 0.82,
}
plans = pytest.mark.parametrize("plan", SHIPPED, ids=lambda plan: plan.name)


@cache
def audit_of(name: str) -> gouji.Audit:
    return gouji.check(FOLDER / f"{name}.pdf")


@cache
def key_of(name: str) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def flaws_of(name: str) -> list[Flaw]:
    listed = key_of(name).get("flaw", [])
    assert isinstance(listed, list)
    return [Flaw(**entry) for entry in listed]


def result_of(plan: Plan) -> Score:
    return score(audit_of(plan.name), flaws_of(plan.name))


@plans
def test_identified(plan: Plan) -> None:
    read, key = audit_of(plan.name).disclosure, key_of(plan.name)
    assert (read.unit, read.year, read.kind) == (key["unit"], key["year"], key["kind"])


@plans
def test_planted_flaws_are_found(plan: Plan) -> None:
    result = result_of(plan)
    lost = [*result.missed, *(flaw for flaw, _ in result.touched)]
    assert not lost
    assert len(result.found) == len(plan.flaws)


@plans
def test_nothing_is_found_that_was_not_planted(plan: Plan) -> None:
    alarms = [(f.rule, f.page, f.stated, f.expected, f.message) for f in result_of(plan).alarms]
    assert not alarms


@plans
def test_coverage(plan: Plan) -> None:
    coverage = audit_of(plan.name).coverage
    assert coverage.total > 50
    assert coverage.confirmed >= COVERAGE[plan.name] * coverage.total


@plans
def test_shipped_files_are_what_is_made(plan: Plan) -> None:
    sample = plan.sample()
    assert (FOLDER / f"{plan.name}.pdf").read_bytes() == sample.data
    assert (FOLDER / f"{plan.name}.toml").read_text("utf-8") == sample.key.to_toml()
    assert len(sample.data) < 400_000
    assert 8 <= sample.key.pages <= 20


@pytest.mark.parametrize("plan", SCANS, ids=lambda plan: plan.name)
def test_the_scanned_sample_is_pictures_of_what_its_key_says(plan: Plan) -> None:
    """Reading it takes a minute; scripts/measure_scans.py reads many."""
    path, sample = FOLDER / f"{plan.name}.pdf", plan.sample()
    assert (FOLDER / f"{plan.name}.toml").read_text("utf-8") == sample.key.to_toml()
    assert path.stat().st_size < 1_200_000
    pages = read_pages(path).pages
    assert len(pages) == sample.key.pages and all(p.is_scan for p in pages)
    with pytest.raises(gouji.UnreadableError, match="--no-ocr"):
        gouji.check(path, ocr=False)


def test_a_key_says_what_make_says() -> None:
    sample = make(3, "gorge", "final", flaws=("share", "row_total"))
    read = tomllib.loads(sample.key.to_toml())
    assert [Flaw(**entry) for entry in read["flaw"]] == list(sample.key.flaws)
    assert read["unit"] == sample.key.unit


@pytest.mark.parametrize("template", looks())
@pytest.mark.parametrize("kind", ["final", "budget"])
def test_every_template_holds_most_kinds_of_errors(template: str, kind: str) -> None:
    """A flaw states another figure than it expects, and there is something to change it in."""
    report = compose(invent(5, kind=kind), looks()[template], VOICES["terse"], kind, 5)
    done = [plant(report, flaw_kind, Random(5)) for flaw_kind in KINDS]
    planted = [found for found in done if found is not None]
    assert len(planted) >= (23 if kind == "final" else 15)
    for changed, flaw in planted:
        assert flaw.stated != flaw.expected
        assert changed != report
        assert flaw.figure in {f.name for f in changed.figures()}


def test_the_score_tells_findings_apart() -> None:
    flaw = Flaw("share", "mismatch", "71.73", "71.65", "正文", "占71.73%", "x.share", page=4)
    right = Finding("f1", "N04", Severity.MISMATCH, 4, "…", "71.73", "71.65")
    assert names(right, flaw)
    for wrong in (
        Finding("f1", "N04", Severity.ROUNDING, 4, "…", "71.73", "71.65"),
        Finding("f1", "N04", Severity.MISMATCH, 5, "…", "71.73", "71.65"),
        Finding("f1", "N04", Severity.MISMATCH, 4, "…", "71.73", str(Decimal("71.64"))),
    ):
        assert not names(wrong, flaw)


def test_a_body_without_projects() -> None:
    items = tuple(replace(i, project=ZERO) for i in invent(3, kind="final").items)
    accounts = replace(invent(3, kind="final"), items=items, projects=())
    look, voice = looks()["river"], VOICES["broad"]
    for kind, said in (("final", "无一般公共预算项目支出"), ("budget", "无项目支出")):
        report = compose(accounts, look, voice, kind, 1)
        assert said in "".join(map(str, report.blocks))
