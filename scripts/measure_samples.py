"""Checks made-up reports of every template with every kind of error, and counts what gouji finds.

python scripts/measure_samples.py --seeds 2          # clean reports and single errors
python scripts/measure_samples.py --templates river plain --kinds share --detail
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gouji
from corpus.sampling import KINDS, NoPlaceError, Sample, looks, make
from corpus.sampling.score import score


@dataclass(slots=True)
class Tally:
    """Counts over all samples, by kind of error and by rule of false alarm."""

    planted: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    wrong_identity: int = 0
    confirmed: int = 0
    claims: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 where something was missed or invented."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("--seeds", type=int, default=1, help="reports of each template and kind")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--templates", nargs="*", default=list(looks()))
    parser.add_argument("--kinds", nargs="*", default=["clean", *KINDS])
    parser.add_argument("--reports", nargs="*", default=["final", "budget"])
    parser.add_argument("--large", action="store_true", help="reports of large bodies")
    parser.add_argument("--detail", action="store_true", help="every miss and every false alarm")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs that went wrong")
    options = parser.parse_args(arguments)
    tally = Tally()
    for sample, kind in _samples(options):
        _measure(sample, kind, tally, options)
    _print(tally)
    return int(bool(tally.alarms) or tally.named != tally.planted)


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the description."""


def _samples(options: argparse.Namespace) -> Iterator[tuple[Sample, str]]:
    """The samples asked for; kinds without a place in a report are left out."""
    for seed in range(options.first, options.first + options.seeds):
        for at, template in enumerate(options.templates):
            for report in options.reports:
                for kind in options.kinds:
                    flaws = () if kind == "clean" else (kind,)
                    try:
                        large = options.large
                        sample = make(seed * 31 + at, template, report, flaws=flaws, large=large)
                        yield sample, kind
                    except NoPlaceError:
                        continue


def _measure(sample: Sample, kind: str, tally: Tally, options: argparse.Namespace) -> None:
    key = sample.key
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.pdf"
        path.write_bytes(sample.data)
        audit = gouji.check(path)
    result = score(audit, key.flaws)
    tally.reports += 1
    read = audit.disclosure
    tally.wrong_identity += (read.unit, read.year, read.kind) != (key.unit, key.year, key.kind)
    tally.confirmed += audit.coverage.confirmed
    tally.claims += audit.coverage.total
    tally.planted[kind] += len(key.flaws)
    tally.named[kind] += len(result.found)
    tally.touched[kind] += len(result.touched)
    tally.alarms.update(f"{f.rule} {f.severity}" for f in result.alarms)
    name = f"{key.template}-{key.kind}-{key.style}-{kind}-{key.seed}"
    if not (result.missed or result.alarms or result.touched):
        return
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        (options.keep / f"{name}.pdf").write_bytes(sample.data)
    if options.detail:
        for flaw in result.missed:
            print(f"missed  {name} p{flaw.page} {flaw.stated}≠{flaw.expected} "
                  f"{flaw.where}: {flaw.clause}")  # fmt: skip
        for flaw, f in result.touched:
            print(f"touched {name} p{flaw.page} {flaw.stated}≠{flaw.expected} {flaw.where}: "
                  f"{flaw.clause} | {f.rule} p{f.page} {f.stated}≠{f.expected}")  # fmt: skip
        for f in result.alarms:
            print(f"alarm   {name} {f.rule} {f.severity} p{f.page} {f.stated}≠{f.expected} "
                  f"{f.message} | {f.formula}")  # fmt: skip
        sys.stdout.flush()


def _print(tally: Tally) -> None:
    print(f"{tally.reports} reports, {tally.wrong_identity} of them identified wrongly, "
          f"{tally.confirmed} of {tally.claims} claims confirmed")  # fmt: skip
    print(f"{'error':20}{'planted':>8}{'named':>8}{'touched':>8}")
    for kind, planted in sorted(tally.planted.items()):
        print(f"{kind:20}{planted:8}{tally.named[kind]:8}{tally.touched[kind]:8}")
    print("false alarms:", dict(tally.alarms) or "none")


if __name__ == "__main__":
    raise SystemExit(main())
