"""Publishes made-up reports a second time, and counts what gouji says changed between the two.

python scripts/measure_again.py                       # 12 reports of the usual voices
python scripts/measure_again.py --voices stairs --detail
python scripts/measure_again.py --only held-out       # of these only numbers are printed

Each report comes again in other forms and another look, with the same figures: whatever is told of
it is false. And it comes with some figures changed, and with things left out: `planted` are the
figures that changed, `found` those that are told, `false` what is told besides.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from corpus.between.again.pair import compared
from corpus.between.again.sides import side
from corpus.between.again.values import CHANGED, GONE, Compared
from corpus.sampling.document import Figure
from corpus.sampling.flaws import plain, planted
from corpus.sampling.forms import as_book, as_page, as_word
from corpus.sampling.looks import looks
from corpus.sampling.omissions import omissions, omit
from corpus.sampling.sample import Draft, drafted
from corpus.sampling.slips import digit
from corpus.sampling.typeset import typeset
from corpus.sampling.voice import USUAL, voices
from corpus.store.database import opened
from corpus.store.models import ReportRow
from corpus.store.records import record
from corpus.store.writing import FileResult, ScanPlan, begin_scan, write_result
from extract.read import read
from reconcile.reconcile import reconcile

#: How many figures change in the second file.
_CHANGED = 5


@dataclass(slots=True)
class Tally:
    """What was told of pairs of one kind."""

    pairs: int = 0
    planted: int = 0
    found: int = 0
    false: int = 0
    unclear: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 where something was told that did not change."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=("usual", "seen", "held-out"), default="usual")
    parser.add_argument("--voices", nargs="*")
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=900)
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args(arguments)
    names = list(USUAL) if options.only == "usual" else voices(held_out=options.only == "held-out")
    names = [n for n in names if not options.voices or n in options.voices] or options.voices
    totals: dict[str, Tally] = {}
    for number in range(options.count):
        seed, style = options.seed + number, names[number % len(names)]
        draft = drafted(seed, None, "budget" if number % 3 == 2 else "final", style=style)
        lines = list(_measured(draft, seed, totals))
        print(f"{seed} {style} {draft.report.owner}", flush=True)
        for line in lines if options.detail and options.only != "held-out" else ():
            print(f"    {line}")
    print(f"{'':12}{'pairs':>6}{'planted':>8}{'found':>6}{'false':>6}{'tables left':>12}")
    for name, t in totals.items():
        print(f"{name:12}{t.pairs:6}{t.planted:8}{t.found:6}{t.false:6}{t.unclear:12}")
    return int(any(t.false for t in totals.values()))


def _measured(draft: Draft, seed: int, totals: dict[str, Tally]) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with opened(str(place / "store.db")) as engine:
            first = _file(place, "base.pdf", draft)
            base = _stored(engine, first)
            for name, path in _same(draft, place):
                if path.read_bytes() == first.read_bytes():
                    continue
                found = _compared(engine, base, path)
                yield from _counted(totals.setdefault(name, Tally()), name, found, Counter())
            for name, other, wanted in _others(draft, seed):
                found = _compared(engine, base, _file(place, f"{name}.pdf", other))
                yield from _counted(totals.setdefault(name, Tally()), name, found, wanted)


def _file(place: Path, name: str, draft: Draft) -> Path:
    path = place / name
    path.write_bytes(typeset(draft.report, draft.look).data)
    return path


def _same(draft: Draft, place: Path) -> Iterator[tuple[str, Path]]:
    """The same figures in other clothes."""
    other = next(look for name, look in looks().items() if look != draft.look)
    yield "other look", _file(place, "look.pdf", replace(draft, look=other))
    for name, data in (
        ("a.docx", as_word(draft.report, draft.look)),
        ("a.html", as_page(draft.report, draft.look)),
        ("a.xlsx", as_book(draft.report, draft.look, narrative=True)),
    ):
        (place / name).write_bytes(data)
        yield name[2:], place / name


def _others(draft: Draft, seed: int) -> Iterator[tuple[str, Draft, Counter[str]]]:
    """The report with figures changed, and with things left out; what is to be told of each."""
    rng = Random(seed)
    figures = [f for f in draft.report.figures() if f.value and len(plain(f.text)) > 2]
    wanted: Counter[str] = Counter()
    report = draft.report
    for figure in rng.sample(figures, min(_CHANGED, len(figures))):
        text = digit(figure, rng)
        if text is not None and _stands_once(figure, figures):
            report, _ = planted(report, "again", "mismatch", figure, text)
            wanted[f"{plain(figure.text)} → {plain(text)}"] += 1
    yield "changed", replace(draft, report=report), wanted
    some = [o for o in omissions() if omit(draft.report, o)]
    shorter = draft.report
    for one in rng.sample(some, min(2, len(some))):
        shorter = omit(shorter, one) or shorter
    yield "left out", replace(draft, report=shorter), Counter()


def _stands_once(figure: Figure, figures: Sequence[Figure]) -> bool:
    return sum(f.name == figure.name for f in figures) == 1


def _stored(engine: Engine, path: Path) -> int:
    found = record(reconcile(read(path)), "1")
    scan = begin_scan(engine, ScanPlan("", "1", 1, 1.0, 1))
    result = FileResult(path.name, path.name, 1, found.report["sha256"], "read")
    return write_result(engine, scan, "1", result, found).report_id or 0


def _compared(engine: Engine, base: int, path: Path) -> Compared:
    other = _stored(engine, path)
    with Session(engine) as session:
        rows = [session.get(ReportRow, id) for id in (base, other)]
        before, after = (side(session, row) for row in rows if row is not None)
    return compared(before, after)


def _counted(tally: Tally, name: str, found: Compared, wanted: Counter[str]) -> Iterator[str]:
    told: Counter[str] = Counter()
    for change in found.changes:
        texts = [plain(f.text) if f else "" for f in (change.before, change.after)]
        if name != "left out" or change.kind != GONE:
            told[" → ".join(texts)] += 1
    right = Counter({key: n for key, n in told.items() if _meant(key, wanted)})
    tally.pairs += 1
    tally.planted += wanted.total()
    tally.found += right.total()
    tally.false += told.total() - right.total()
    tally.unclear += len(found.unclear)
    for change in found.changes:
        texts = [plain(f.text) if f else "" for f in (change.before, change.after)]
        if not _meant(" → ".join(texts), wanted) and (name != "left out" or change.kind != GONE):
            mark = "~" if change.kind == CHANGED else change.kind
            where = f"{change.figure.label} | {change.figure.context[:60]}"
            yield f"{name} {mark} {' → '.join(texts)} | {where}"
    missing = [w for w in wanted if not any(_meant(key, Counter([w])) for key in told)]
    yield from (f"{name}: not told {w}" for w in missing)
    yield from (f"{name}: not compared {title}" for title in found.unclear)


def _meant(told: str, wanted: Counter[str]) -> bool:
    """Whether what is told is one of what was planted; units stand in some figures only."""
    old, _, new = told.partition(" → ")
    return any(
        old.startswith(a) and new.startswith(b) and a and b
        for a, _, b in (w.partition(" → ") for w in wanted)
    )


if __name__ == "__main__":
    sys.exit(main())
