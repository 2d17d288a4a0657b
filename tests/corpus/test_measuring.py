"""The script that measures made-up reports, and the score it counts by."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from corpus.sampling import Flaw
from corpus.sampling.score import score
from extract.disclosure import Disclosure
from reconcile.audit import Audit, Finding, Severity

SCRIPT = Path(__file__).parents[2] / "scripts" / "measure_samples.py"


@pytest.fixture(scope="module")
def measuring() -> Iterator[ModuleType]:
    """The script, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("measure_samples", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_a_line_for_each_voice(measuring: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    status = measuring.main(["--voices", "plain", "--reports", "budget", "--kinds", "row_total"])
    printed = capsys.readouterr().out
    assert status == 0
    assert "seen" in printed and "held out" not in printed
    row = next(line for line in printed.splitlines() if line.startswith("plain"))
    assert row.split()[:2] == ["plain", "1"]
    assert "row_total" in printed


def test_held_out_voices_print_no_sentences(measuring: ModuleType) -> None:
    options = measuring._options(["--detail", "--clean", "--count", "1"])
    jobs = list(measuring._jobs(options))
    assert {job.detail for job in jobs if job.held_out} == {False}
    assert {job.detail for job in jobs if not job.held_out} == {True}


def _audit(*findings: Finding) -> Audit:
    read = Disclosure(Path("x.pdf"), "", "甲", 2023, "final", 1, (), (), ())
    return Audit(read, (), (), findings)


def test_an_error_of_wording_is_found_by_its_words() -> None:
    flaw = Flaw(
        "lost_unit", "wording", "650.00", "650.00万元", "正文", "决算为650.00。", "x", page=3
    )
    clause = "支出决算为650.00。"
    told = Finding("f1", "W03", Severity.WORDING, 3, "…", "无单位", "", clause=clause)
    elsewhere = Finding("f2", "W03", Severity.WORDING, 4, "…", "无单位", "", clause=clause)
    result = score(_audit(told, elsewhere), [flaw])
    assert [finding.id for _, finding in result.found] == ["f1"]
    assert [finding.id for finding in result.alarms] == ["f2"]
