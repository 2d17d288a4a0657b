"""Scans made-up reports, reads them, and counts what was read right and what gouji says of them.

python scripts/measure_scans.py --count 1 --voices hooks terse         # every quality
python scripts/measure_scans.py --quality bad --flawed 2 --detail      # and with planted errors
    python scripts/measure_scans.py --quality photo --files 决算.pdf          # of another hand
    python scripts/measure_scans.py --pairs folder                           # and with errors

Pairs are NAME-clean.pdf and NAME-planted.pdf in a folder, with the errors of the latter in
NAME.json: a list of objects with the figure that is wrong as `stated`.
The truth is what gouji reads in the same report before it is scanned. Figures count as right by
page: those of the scan that the text has as well. Core-seconds are those of the whole check of
reports that have no planted errors; those with some are scanned alike, so that pages without an
error are read once (where GOUJI_CACHE names a folder, and not anew by the next run).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from reconcile.audit import Audit, Finding

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
        for sample in _all_samples(options):
            _measure(sample, tallies, detail=options.detail)
        for pair in _pairs(options.pairs, options.only):
            _measure_pair(pair, tallies, detail=options.detail)
    _print(tallies)
    return int(any(tally.false for tally in tallies.values()))


def _measure(sample: Sample, tallies: Mapping[str, Tally], *, detail: bool) -> None:
    """Scan a sample in every quality, and count what comes of it."""
    before = _checked(sample.data)
    about = _about(sample)
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


def _about(sample: Sample) -> str:
    return f"{sample.key.style} {sample.key.kind} {sample.key.seed}".strip()


def _measure_pair(pair: Path, tallies: Mapping[str, Tally], *, detail: bool) -> None:
    """Scan a report that somebody else made, and its copy with errors; both alike, so that pages
    that are the same are read once."""
    (clean,) = _files([pair.with_name(f"{pair.name}-clean.pdf")], pair.name)
    _measure(clean, tallies, detail=detail)
    data = pair.with_name(f"{pair.name}-planted.pdf").read_bytes()
    planted = [_stated(e) for e in json.loads(pair.with_name(f"{pair.name}.json").read_text())]
    before = _checked(data)
    for name, tally in tallies.items():
        after = _checked(scanned(data, qualities()[name], crc32(_about(clean).encode())))
        _count_planted(tally, planted, before, after)
        for line in tally.lines if detail else ():
            print(f"{name} {pair.name} {line}", flush=True)
        tally.lines.clear()


def _count_planted(tally: Tally, planted: Sequence[str], before: Audit, after: Audit) -> None:
    """Count the errors of a copy that are found in the text by how they are found in the scan, and
    what is called a mismatch in the scan only."""
    tally.reports += 1
    tally.planted += len(planted)
    for stated in planted:
        text, scan = _best(before, stated), _best(after, stated)
        if text != "mismatch":
            tally.known += 1
            continue
        tally.named += scan == "mismatch"
        tally.shown += scan == "doubt"
        if scan != "mismatch":
            why = [str(f.detail) for f in after.findings if _figures_of(stated) & _mentioned(f)]
            tally.lines.append(f"{scan or 'missed'}: {stated} {why[:1]}")
    errors = set().union(*map(_figures_of, planted))
    told = {(f.rule, f.page, f.stated) for f in before.findings if f.severity != "doubt"}
    for f in after.findings:
        new = f.severity == "mismatch" and (f.rule, f.page, f.stated) not in told
        if new and not errors & _mentioned(f):
            tally.false += 1
            tally.lines.append(f"false {f.severity}: p{f.page} {f.rule} {f.message}")


def _stated(error: Mapping[str, object]) -> str:
    """The figure that is wrong; where a word is (增加 for 减少), the one behind it."""
    stated, where = str(error["stated"]), str(error.get("where", ""))
    behind = _NUMBER.search(where, where.find(stated) + 1) if stated in where else None
    return stated if _NUMBER.search(stated) or not behind else behind[0]


def _best(audit: Audit, stated: str) -> str:
    """How an error is found: as a mismatch, as a doubt, or ("") not at all."""
    found = {str(f.severity) for f in audit.findings if _figures_of(stated) & _mentioned(f)}
    if found & {"mismatch", "rounding", "wording"}:
        return "mismatch"
    return "doubt" if "doubt" in found else ""


def _mentioned(finding: Finding) -> set[str]:
    return _figures_of(f"{finding.message} {finding.stated} {finding.expected}")


def _figures_of(text: str) -> set[str]:
    """The figures of a text, however they are written."""
    plain = (n.replace(",", "").rstrip(".") for n in _NUMBER.findall(text))
    return {n.rstrip("0").rstrip(".") if "." in n else n for n in plain}


def _pairs(folders: Sequence[Path], only: Sequence[str]) -> Iterator[Path]:
    for folder in folders:
        for clean in sorted(folder.glob("*-clean.pdf")):
            pair = clean.with_name(clean.name.removesuffix("-clean.pdf"))
            if not only or pair.name in only:
                yield pair


def _all_samples(options: argparse.Namespace) -> Iterator[Sample]:
    if not options.files and not options.pairs:
        yield from _samples(options)
    yield from _files(options.files)


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


def _files(paths: Sequence[Path], name: str = "") -> Iterator[Sample]:
    """Reports that somebody else made, in which nothing is wrong but what gouji says of them."""
    for path in paths:
        data = path.read_bytes()
        with pymupdf.open(stream=data, filetype="pdf") as report:
            pages = report.page_count
        yield Sample(data, Key("", 0, "", "", name or path.stem, 0, pages))


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
    add("--pairs", nargs="*", type=Path, default=[], help="folders of reports in pairs")
    add("--only", nargs="*", default=[], help="the names of pairs to take; all without")
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
