"""Scans made-up reports, reads them, and counts what was read right and what gouji says of them.

python scripts/measure_scans.py --count 1 --voices hooks terse         # every quality
python scripts/measure_scans.py --quality bad --flawed 2 --detail      # and with planted errors
    python scripts/measure_scans.py --quality photo --files 决算.pdf          # of another hand

The truth is what gouji reads in the same report before it is scanned. Figures count as right by
page: those of the scan that the text has as well. Core-seconds are those of the whole check of
reports that have no planted errors; those with some are scanned alike, so that pages without an
error are read once (where GOUJI_CACHE names a folder, and not anew by the next run).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from random import Random
from zlib import crc32

import pymupdf

import gouji
from corpus.sampling import KINDS, Key, Sample, make
from corpus.sampling.scanned import qualities, scanned
from corpus.sampling.score import score, touches
from corpus.sampling.voice import voices
from extract.disclosure import Disclosure
from reconcile.audit import Audit

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(slots=True)
class Tally:
    """Counts over the scans of one quality."""

    reports: int = 0
    pages: int = 0
    seconds: float = 0.0
    told: int = 0
    told_right: int = 0
    listed: int = 0
    listed_right: int = 0
    clean: int = 0
    false: int = 0
    worded: int = 0
    doubts: int = 0
    planted: int = 0
    named: int = 0
    shown: int = 0
    known: int = 0
    lines: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 where a figure was called wrong that is not."""
    options = _options(arguments)
    tallies = {name: Tally() for name in options.quality}
    with tempfile.TemporaryDirectory() as kept:
        os.environ.setdefault("GOUJI_CACHE", kept)
        for sample in chain(_files(options.files), () if options.files else _samples(options)):
            _measure(sample, tallies, detail=options.detail)
    _print(tallies)
    return int(any(tally.false for tally in tallies.values()))


def _measure(sample: Sample, tallies: Mapping[str, Tally], *, detail: bool) -> None:
    """Scan a sample in every quality, and count what comes of it."""
    before = _checked(sample.data)
    about = f"{sample.key.style} {sample.key.kind} {sample.key.seed}".strip()
    for name, tally in tallies.items():
        scan = scanned(sample.data, qualities()[name], crc32(about.encode()))
        begun = time.process_time()
        after = _checked(scan)
        if not sample.key.flaws:
            tally.seconds += time.process_time() - begun
        _count(tally, sample, before, after)
        for line in tally.lines if detail else ():
            print(f"{name} {about} {line}", flush=True)
        tally.lines.clear()


def _samples(options: argparse.Namespace) -> Iterator[Sample]:
    for voice in options.voices or voices(held_out=False):
        for report in options.reports:
            for seed in range(options.first, options.first + options.count):
                yield make(seed, kind=report, style=voice)
                kinds = list(KINDS)
                Random(f"scans {voice} {report} {seed}").shuffle(kinds)
                for copy in range(options.flawed):
                    flaws = kinds[copy * options.together : (copy + 1) * options.together]
                    yield make(seed, kind=report, style=voice, flaws=flaws, lenient=True)


def _files(paths: Sequence[Path]) -> Iterator[Sample]:
    """Reports that somebody else made, in which nothing is wrong but what gouji says of them."""
    for path in paths:
        data = path.read_bytes()
        with pymupdf.open(stream=data, filetype="pdf") as report:
            pages = report.page_count
        yield Sample(data, Key("", 0, "", "", path.stem, 0, pages))


def _checked(data: bytes) -> Audit:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(data)
        return gouji.check(path)


def _count(tally: Tally, sample: Sample, before: Audit, after: Audit) -> None:
    tally.reports += 1
    tally.pages += sample.key.pages * (not sample.key.flaws)
    told, read = _told(before.disclosure), _told(after.disclosure)
    tally.told += told.total()
    tally.told_right += (told & read).total()
    listed, seen = _listed(before.disclosure), _listed(after.disclosure)
    tally.listed += listed.total()
    tally.listed_right += (listed & seen).total()
    for what, truth, found in (("text", told, read), ("table", listed, seen)):
        if truth != found:
            tally.lines.append(f"{what}: wants {dict(truth - found)} has {dict(found - truth)}")
    result, text = score(after, sample.key.flaws), score(before, sample.key.flaws)
    told_before = {(f.severity, f.rule, f.page, f.stated) for f in text.alarms}
    alarms = [f for f in result.alarms if f.severity != "rounding"]
    alarms = [f for f in alarms if (f.severity, f.rule, f.page, f.stated) not in told_before]
    tally.clean += not sample.key.flaws
    tally.false += sum(f.severity == "mismatch" for f in alarms)
    tally.worded += sum(f.severity == "wording" for f in alarms)
    tally.doubts += sum(f.severity == "doubt" for f in after.findings)
    tally.planted += len(sample.key.flaws)
    tally.named += sum(flaw not in text.missed for flaw, _ in (*result.found, *result.touched))
    doubted = [f for f in after.findings if f.severity == "doubt"]
    tally.known += len(text.missed)
    for flaw in result.missed:
        if flaw not in text.missed:
            why = [str(f.detail) for f in doubted if touches(after, f, flaw)]
            tally.shown += bool(why)
            tally.lines.append(f"{'doubt' if why else 'missed'}: {flaw} {why[:1]}")
    tally.lines += [f"false {f.severity}: p{f.page} {f.rule} {f.message}" for f in alarms]


def _told(read: Disclosure) -> Counter[tuple[int, str]]:
    """The numbers of the narrative by page."""
    return Counter(
        (s.places[m.start()].page, m[0])
        for s in read.sentences
        if s.kind == "body"
        for m in _NUMBER.finditer(s.text)
    )


def _listed(read: Disclosure) -> Counter[tuple[int, str]]:
    """The figures of the tables by page."""
    return Counter(
        (c.page, str(c.quantity.value))
        for table in read.tables
        for row in table.rows
        for c in row.cells
        if c.quantity is not None
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--quality", nargs="*", default=["fine", "coarse", "bad"], choices=list(qualities()))
    add("--voices", nargs="*", choices=[*voices(), *voices(held_out=True)])
    add("--reports", nargs="*", default=["final"], choices=("final", "budget"))
    add("--count", type=int, default=1, help="reports of each voice and kind")
    add("--first", type=int, default=0, help="the first seed")
    add("--flawed", type=int, default=0, help="copies of each with planted errors")
    add("--together", type=int, default=6, help="errors in one report")
    add("--files", nargs="*", type=Path, default=[], help="scan these PDFs instead")
    add("--detail", action="store_true", help="what was read wrong, missed or invented")
    return parser.parse_args(arguments)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%} of {whole}" if whole else "—"


def _print(tallies: dict[str, Tally]) -> None:
    rows = {
        "reports (clean)": lambda t: f"{t.reports} ({t.clean})",
        "pages": lambda t: t.pages,
        "narrative right": lambda t: _share(t.told_right, t.told),
        "tables right": lambda t: _share(t.listed_right, t.listed),
        "false mismatches": lambda t: t.false,
        "wording found only there": lambda t: t.worded,
        "doubts": lambda t: t.doubts,
        "planted, missed in the text": lambda t: _share(t.known, t.planted),
        "others, as mismatch": lambda t: _share(t.named, t.planted - t.known),
        "… or doubt": lambda t: _share(t.named + t.shown, t.planted - t.known),
        "core-seconds a page": lambda t: f"{t.seconds / max(t.pages, 1):.2f}",
    }
    print(f"{'':28}" + "".join(f"{name:>20}" for name in tallies))
    for title, of in rows.items():
        print(f"{title:28}" + "".join(f"{of(tally)!s:>20}" for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())
