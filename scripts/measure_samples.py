"""Checks made-up reports of every voice with every kind of error, and counts what gouji finds.

python scripts/measure_samples.py --count 2                 # all voices, two reports of each kind
python scripts/measure_samples.py --voices river --detail   # what was missed and called wrongly
python scripts/measure_samples.py --clean --count 20        # only clean reports: false alarms
python scripts/measure_samples.py --only held-out           # only the voices that are held out

Of the held-out voices only numbers are printed: who improves the reader shall not build on them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random

import gouji
from corpus.sampling import KINDS, Sample, looks, make
from corpus.sampling.score import Score, score
from corpus.sampling.voice import voices
from reconcile.audit import Audit, Finding


@dataclass(frozen=True, slots=True)
class Job:
    """A report to make and check. `template` None: the voice's own."""

    voice: str
    held_out: bool
    report: str
    seed: int
    kinds: tuple[str, ...]
    template: str | None
    large: bool
    keep: Path | None
    detail: bool


@dataclass(slots=True)
class Tally:
    """Counts over some reports. `clean` and `flawed` are false alarms by rule and severity, in
    reports without an error and in those with some (where they may repeat those of the clean)."""

    reports: int = 0
    unflawed: int = 0
    misread: int = 0
    claims: int = 0
    confirmed: int = 0
    doubts: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    clean: Counter[str] = field(default_factory=Counter)
    flawed: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for name in ("reports", "unflawed", "misread", "claims", "confirmed", "doubts"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("planted", "named", "shown", "clean", "flawed"):
            getattr(self, name).update(getattr(other, name))

    @property
    def false_mismatches(self) -> int:
        return mismatches(self.clean) + mismatches(self.flawed)


def mismatches(alarms: Counter[str]) -> int:
    """How many of the alarms call a figure wrong."""
    return sum(n for rule, n in alarms.items() if rule.endswith("mismatch"))


class _Raw(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the description."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 where something was missed or invented."""
    options = _options(arguments)
    kept: dict[bool, dict[str, Tally]] = {False: {}, True: {}}
    jobs = list(_jobs(options))
    for job, tally in zip(jobs, _measured(jobs, options.workers), strict=True):
        kept[job.held_out].setdefault(job.voice, Tally()).add(tally)
        for line in tally.lines:
            print(line, flush=True)
    whole = Tally()
    for held_out, tallies in kept.items():
        if tallies:
            whole.add(_print("held out" if held_out else "seen", tallies))
    found = whole.named + whole.shown
    return int(whole.false_mismatches > 0 or found != whole.planted)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    add = parser.add_argument
    add("--only", choices=("seen", "held-out"), help="one of the two groups of voices")
    add("--voices", nargs="*", help="only these voices")
    add("--count", type=int, default=1, help="reports of each voice and kind of report")
    add("--first", type=int, default=0, help="the first seed")
    add("--clean", action="store_true", help="only clean reports")
    add("--kinds", nargs="*", default=list(KINDS), help="kinds of errors to plant")
    add("--together", type=int, default=4, help="errors in one report")
    add("--reports", nargs="*", default=["final", "budget"])
    add("--templates", nargs="*", default=[None], choices=list(looks()), help="not the voice's own")
    add("--large", action="store_true", help="reports of large bodies")
    add("--detail", action="store_true", help="every miss and false alarm with its sentence")
    add("--keep", type=Path, help="a folder for the PDFs that went wrong")
    add("--workers", type=int, default=1, help="processes")
    return parser.parse_args(arguments)


def _jobs(options: argparse.Namespace) -> Iterator[Job]:
    groups = {"seen": (False,), "held-out": (True,)}.get(options.only, (False, True))
    for held_out in groups:
        names = [n for n in voices(held_out=held_out) if not options.voices or n in options.voices]
        seeds = range(options.first, options.first + options.count)
        for name, report, template, seed in product(
            names, options.reports, options.templates, seeds
        ):
            for kinds in _groups(options, f"{name} {report} {seed}"):
                yield Job(name, held_out, report, seed, kinds, template, options.large,
                          options.keep, options.detail and not held_out)  # fmt: skip


def _groups(options: argparse.Namespace, of: str) -> Iterator[tuple[str, ...]]:
    """No error at all, and then all kinds of errors, some at a time."""
    yield ()
    if options.clean:
        return
    kinds = list(options.kinds)
    Random(f"kinds {of}").shuffle(kinds)
    for at in range(0, len(kinds), options.together):
        yield tuple(kinds[at : at + options.together])


def _measured(jobs: Sequence[Job], workers: int) -> Iterator[Tally]:
    if workers == 1:
        yield from map(_measure, jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_measure, jobs)


def _measure(job: Job) -> Tally:
    tally = Tally()
    sample = make(
        job.seed, job.template, job.report, flaws=job.kinds, style=job.voice, large=job.large,
        lenient=True,
    )  # fmt: skip
    if job.kinds and not sample.key.flaws:
        return tally
    audit, result = _checked(sample, job)
    key, read = sample.key, audit.disclosure
    tally.reports = 1
    tally.misread = (read.unit, read.year, read.kind) != (key.unit, key.year, key.kind)
    if not key.flaws:
        tally.unflawed = 1
        tally.confirmed, tally.claims = audit.coverage.confirmed, audit.coverage.total
        tally.doubts = sum(f.severity == "doubt" for f in audit.findings)
    tally.planted.update(flaw.kind for flaw in key.flaws)
    tally.named.update(flaw.kind for flaw, _ in result.found)
    tally.shown.update(flaw.kind for flaw, _ in result.touched)
    alarms = tally.flawed if key.flaws else tally.clean
    alarms.update(f"{f.rule} {f.severity}" for f in result.alarms)
    if job.detail:
        tally.lines = list(_lines(job, audit, result))
    return tally


def _checked(sample: Sample, job: Job) -> tuple[Audit, Score]:
    """What gouji finds in a sample, and how good that is; files of which all is found are not
    kept."""
    name = f"{job.voice}-{job.report}-{job.seed}-{'-'.join(job.kinds) or 'clean'}.pdf"
    with tempfile.TemporaryDirectory() as folder:
        path = (job.keep or Path(folder)) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample.data)
        audit = gouji.check(path)
    result = score(audit, sample.key.flaws)
    if job.keep and not (result.missed or result.alarms or result.touched):
        path.unlink()
    return audit, result


def _lines(job: Job, audit: Audit, result: Score) -> Iterator[str]:
    """What was missed, only shown, or called wrongly, each with the words it stands in."""
    of = f"{job.voice} {job.report} {job.seed}"
    for flaw in result.missed:
        yield (f"missed {of} {flaw.kind} p{flaw.page} {flaw.stated}≠{flaw.expected} "
               f"{flaw.where}: {flaw.clause}")  # fmt: skip
    for flaw, f in result.touched:
        yield (f"shown  {of} {flaw.kind} p{flaw.page} {flaw.stated}≠{flaw.expected} "
               f"{flaw.where}: {flaw.clause} | {f.rule} {f.stated}≠{f.expected}")  # fmt: skip
    for f in result.alarms:
        yield (f"alarm  {of} {f.rule} {f.severity} p{f.page} {f.stated}≠{f.expected} "
               f"{f.message} | {f.formula}\n       {_sentence(audit, f)}")  # fmt: skip


def _sentence(audit: Audit, finding: Finding) -> str:
    """The sentences a finding is about, or the words of its clause."""
    claims = {claim.id: claim for claim in audit.disclosure.claims}
    numbers = dict.fromkeys(claims[c].sentence for c in finding.claims)
    texts = [audit.disclosure.sentences[number].text for number in numbers]
    return " ‖ ".join(texts[:2]) or finding.clause


#: `confirmed`, `false` (mismatches), `other` (lesser findings) and `doubts` are those of clean
#: reports; `beside` are mismatches beside the planted ones in reports with errors.
_COLUMNS = (
    "clean", "misread", "confirmed", "flawed", "planted", "named", "shown", "missed",
    "beside", "false", "other", "doubts",
)  # fmt: skip


def _row(name: str, tally: Tally) -> str:
    planted, named, shown = (sum(c.values()) for c in (tally.planted, tally.named, tally.shown))
    false = mismatches(tally.clean)
    values = (
        tally.unflawed,
        tally.misread,
        f"{tally.confirmed}/{tally.claims}",
        tally.reports - tally.unflawed,
        planted,
        named,
        shown,
        planted - named - shown,
        mismatches(tally.flawed),
        false,
        sum(tally.clean.values()) - false,
        tally.doubts,
    )
    return f"{name:10}" + "".join(f"{value!s:>10}" for value in values)


def _print(title: str, tallies: dict[str, Tally]) -> Tally:
    """A line for each voice, and all together by kind of error; returns the sum."""
    whole = Tally()
    print(f"\n{title:10}" + "".join(f"{column:>10}" for column in _COLUMNS))
    for name, tally in sorted(tallies.items()):
        whole.add(tally)
        print(_row(name, tally))
    print(_row("together", whole))
    for kind, planted in sorted(whole.planted.items()):
        print(f"  {kind:24}{planted:6} planted{whole.named[kind]:6} named"
              f"{whole.shown[kind]:6} shown")  # fmt: skip
    print("  false alarms, clean reports:", dict(whole.clean) or "none")
    print("  false alarms, flawed reports:", dict(whole.flawed) or "none")
    return whole


if __name__ == "__main__":
    sys.exit(main())
