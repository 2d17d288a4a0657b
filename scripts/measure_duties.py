"""Leaves out of made-up reports what they must disclose, and counts what gouji notices.

python scripts/measure_duties.py                        # all voices that are not held out
python scripts/measure_duties.py --voices river --detail
python scripts/measure_duties.py --only held-out        # of these only numbers are printed

`found` are the duties said to be missing after they were left out; `not judged` those of which
gouji says that it could not tell; `false` are duties said to be missing that nothing was taken of,
and that were met, or did not apply, before. Some stay met: a table, or other words, say it too.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from random import Random

import gouji
from corpus.sampling.omissions import Omission, omissions, omit
from corpus.sampling.sample import Draft, drafted
from corpus.sampling.typeset import typeset
from corpus.sampling.voice import voices
from reconcile.duties.values import State

#: What was told of a duty before: one that could not be judged may be seen to be missing once what
#: made it doubtful is gone.
_TOLD = (State.MET, State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Job:
    """A report of a voice, with so many things left out at a time."""

    voice: str
    held_out: bool
    kind: str
    seed: int
    together: int
    detail: bool


@dataclass(slots=True)
class Tally:
    """What became of the omissions, by duty."""

    left_out: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for name in ("left_out", "found", "open", "false"):
            getattr(self, name).update(getattr(other, name))
        self.lines += other.lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 where a duty was said to be missing that was not left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("seen", "held-out"), default="seen")
    parser.add_argument("--voices", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--together", type=int, default=4, help="things left out of one report")
    parser.add_argument("--detail", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args(arguments)
    held_out = options.only == "held-out"
    names = [n for n in voices(held_out=held_out) if not options.voices or n in options.voices]
    jobs = [
        Job(name, held_out, kind, options.seed, options.together, options.detail)
        for name, kind in product(names, ("final", "budget"))
    ]
    whole = Tally()
    with ProcessPoolExecutor(options.workers) as pool:
        for job, tally in zip(jobs, pool.map(measured, jobs), strict=True):
            whole.add(tally)
            for line in tally.lines:
                print(line)
            print(f"{job.voice} {job.kind}: {_sums(tally)}", flush=True)
    _print(whole)
    return int(bool(whole.false))


def measured(job: Job) -> Tally:
    """Everything left out once of a voice's report, some at a time."""
    draft = drafted(job.seed, kind=job.kind, style=job.voice)
    before = _states(draft, job)
    tally = Tally()
    asked = [o for o in omissions() if before.get(o.duty) is State.MET and omit(draft.report, o)]
    Random(f"{job.voice} {job.kind}").shuffle(asked)
    for some in _apart(asked, job.together):
        _try(draft, some, before, job, tally)
    return tally


def _apart(asked: Sequence[Omission], together: int) -> Iterator[list[Omission]]:
    """The omissions some at a time, none with one that touches the same duties or section."""
    rest = list(asked)
    while rest:
        some: list[Omission] = []
        for one in list(rest):
            touched = {d.split(".")[0] for o in some for d in (o.duty, *o.also)}
            if (
                len(some) < together
                and not {d.split(".")[0] for d in (one.duty, *one.also)} & touched
            ):
                some.append(one)
                rest.remove(one)
        yield some


def _try(
    draft: Draft,
    some: Sequence[Omission],
    before: Mapping[str, State],
    job: Job,
    tally: Tally,
) -> None:
    report = draft.report
    for one in some:
        report = omit(report, one) or report
    after = _states(replace(draft, report=report), job)
    fallen = {d for o in some for d in (o.duty, *o.also)}
    where = f"{job.voice} {job.kind}"
    for one in some:
        state = after.get(one.duty)
        tally.left_out[one.duty] += 1
        tally.found[one.duty] += state is State.MISSING
        tally.open[one.duty] += state is State.NOT_JUDGED
        if state is not State.MISSING and job.detail and not job.held_out:
            tally.lines.append(f"{where}: {one.duty} is {state}")
    for id, state in after.items():
        if state is State.MISSING and before.get(id) in _TOLD and id not in fallen:
            tally.false[id] += 1
            if job.detail and not job.held_out:
                left_out = " ".join(o.duty for o in some)
                tally.lines.append(f"{where}: {id} is said to be missing (left out: {left_out})")


def _states(draft: Draft, job: Job) -> Mapping[str, State]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{job.voice}-{job.kind}.pdf"
        path.write_bytes(typeset(draft.report, draft.look).data)
        return {one.duty: one.state for one in gouji.check(path).duties}


def _sums(tally: Tally) -> str:
    counts = [c.total() for c in (tally.left_out, tally.found, tally.open, tally.false)]
    return "{} left out, {} found, {} not judged, {} false".format(*counts)


def _print(tally: Tally) -> None:
    print(f"{'duty':8}{'left out':>10}{'found':>8}{'not judged':>12}{'false':>8}")
    for id in sorted({*tally.left_out, *tally.false}):
        print(
            f"{id:8}{tally.left_out[id]:>10}{tally.found[id]:>8}{tally.open[id]:>12}"
            f"{tally.false[id]:>8}"
        )
    print(f"all: {_sums(tally)}")


if __name__ == "__main__":
    sys.exit(main())
