"""How fast a scan is, and what it takes: made-up reports of 20 to 30 pages, on this machine.

    python scripts/bench_scan.py --counts 100 2000          # reports an hour, and how it grows
    python scripts/bench_scan.py --counts 100 --stages      # the share of time by stage
    python scripts/bench_scan.py --stock REPORT.pdf ...     # beside camelot's lattice as it comes

Core-seconds are those of the workers for each file and those of the parent over all files; peak
memory is a worker's while it reads, libraries that it shares with the others included.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from corpus.scanning.pool import Options, cores
from corpus.scanning.scan import Event, Summary, scan
from corpus.store.database import opened

#: What a report goes through: a name for people, the module that calls the step, the step.
STAGES = (
    ("pages", "extract.sources", "read_pages"),
    ("layout", "extract.sources", "laid_out"),
    ("  of it camelot", "extract.paper.grids", "lattices"),
    ("tables", "extract.read", "read_tables"),
    ("sentences", "extract.read", "read_sentences"),
    ("claims", "extract.read", "read_claims"),
    ("ledger", "extract.read", "keep_ledger"),
    ("reconcile", "reconcile.reconcile", "reconcile"),
    ("  second reading", "extract.paper.again", "second_reading"),
    ("rows for the store", "corpus.store.records", "record"),
)


def make_reports(folder: Path, count: int, workers: int) -> list[Path]:
    """So many 决算 of large bodies, templates by turns; those that are there already stay."""
    paths = [folder / f"{number:05}.pdf" for number in range(count)]
    missing = [path for path in paths if not path.exists()]
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(_make, missing, chunksize=8))
    return paths


def _make(path: Path) -> None:
    from corpus.sampling import looks, make

    seed = int(path.stem)
    templates = sorted(looks())
    sample = make(seed, templates[seed % len(templates)], "final", large=True)
    path.write_bytes(sample.data)


def measure(paths: Sequence[Path], options: Options, *, keep: Path | None) -> None:
    """Scan reports into a new store and print what it took."""
    events: list[Event] = []

    def note(event: Event, _summary: Summary) -> None:
        events.append(event)

    with tempfile.TemporaryDirectory() as temporary:
        store = keep or Path(temporary, "bench.db")
        wall, cpu = time.perf_counter(), time.process_time()
        with opened(str(store)) as engine:
            summary = scan(paths, engine, options, note)
            seconds, parent = time.perf_counter() - wall, time.process_time() - cpu
        size = store.stat().st_size
    used = [e.usage.cpu_seconds for e in events]
    peaks = [e.usage.peak_mb for e in events]
    tenth = max(1, len(peaks) // 10)
    print(f"{summary.done} reports, {options.workers} workers: {dict(summary.statuses)}")
    print(f"  {3600 * summary.done / seconds:,.0f} reports an hour ({seconds:.1f} s)")
    print(f"  core-seconds a report: {(sum(used) + parent) / len(used):.2f}"
          f" (median {statistics.median(used):.2f}, most {max(used):.2f},"
          f" parent {parent / len(used):.3f})")  # fmt: skip
    print(f"  peak memory of a worker: {max(peaks):.0f} MB; median of the first tenth"
          f" {statistics.median(peaks[:tenth]):.0f}, of the last"
          f" {statistics.median(peaks[-tenth:]):.0f}")  # fmt: skip
    print(f"  store: {size / 1e6:.1f} MB, {size / len(used) / 1e3:.0f} KB a report")


def stages(paths: Sequence[Path]) -> None:
    """The share of processor time of each step, over reports read one after the other."""
    spent: dict[str, float] = defaultdict(float)
    worker: Any = importlib.import_module("corpus.scanning.worker")
    worker._read(paths[:1], "bench")  # loads what is loaded on first use
    with contextlib.ExitStack() as stack:
        for name, module, function in STAGES:
            stack.enter_context(_timed(name, module, function, spent))
        begun = time.process_time()
        for path in paths:
            worker._read([path], "bench")
        total = time.process_time() - begun
    print(f"{len(paths)} reports, {total / len(paths):.2f} core-seconds each")
    for name, _, _ in STAGES:
        print(f"  {name:20} {spent[name] / len(paths):6.3f} s {spent[name] / total:6.1%}")


@contextlib.contextmanager
def _timed(name: str, module: str, function: str, spent: dict[str, float]) -> Iterator[None]:
    """Add up the processor time of a function, as its module calls it."""
    home: Any = importlib.import_module(module)
    plain: Callable[..., Any] = getattr(home, function)

    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return plain(*arguments, **named)
        finally:
            spent[name] += time.process_time() - begun

    setattr(home, function, timed)
    try:
        yield
    finally:
        setattr(home, function, plain)


def beside_stock(paths: Sequence[Path]) -> None:
    """A whole warm check of each file, beside camelot's reading of its tables alone, and beside
    what PyMuPDF takes to give the characters and drawings of its pages. Processor seconds,
    medians."""
    import camelot

    import corpus.scanning.preload  # noqa: F401 - as a scan's worker begins

    worker: Any = importlib.import_module("corpus.scanning.worker")
    worker._read(paths[:1], "bench")
    camelot.read_pdf(str(paths[0]), pages="1", flavor="lattice")
    totals = [0.0, 0.0, 0.0]
    print(f"{'file':32} {'gouji s':>8} {'camelot s':>9} {'times':>6} {'pymupdf s':>9} {'times':>6}")
    for path in paths:
        ours = _seconds(5, lambda p=path: worker._read([p], "bench"))
        stock = _seconds(1, lambda p=path: camelot.read_pdf(str(p), pages="all", flavor="lattice"))
        raw = _seconds(5, lambda p=path: _drawn(p))
        totals = [a + b for a, b in zip(totals, (ours, stock, raw), strict=True)]
        _row(path.name, ours, stock, raw)
    _row("all", *totals)


def _row(name: str, ours: float, stock: float, raw: float) -> None:
    print(f"{name:32} {ours:8.3f} {stock:9.2f} {stock / ours:6.1f} {raw:9.3f} {ours / raw:6.1f}")


def _drawn(path: Path) -> None:
    """The characters and the drawings of every page, as PyMuPDF gives them."""
    import pymupdf

    with pymupdf.open(path) as document:
        for page in document:
            page.get_text("rawdict")
            page.get_drawings()


def _seconds(times: int, work: Callable[[], object]) -> float:
    """The processor seconds of some work, the median of so many times."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--counts", nargs="*", type=int, default=[], help="scans of so many reports"
    )
    parser.add_argument("--folder", type=Path, help="keep the made-up reports in this folder")
    parser.add_argument("--store", type=Path, help="keep the store of the last scan")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--stages", action="store_true", help="the share of time by stage")
    parser.add_argument("--stock", nargs="*", type=Path, default=[], help="PDFs to compare on")
    given = parser.parse_args()
    options = Options(workers=given.workers or cores())
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for count in given.counts:
            paths = make_reports(folder, count, options.workers)
            pages = sum(path.stat().st_size for path in paths)
            print(f"{count} reports of {pages / count / 1e3:.0f} KB")
            last = count == given.counts[-1]
            measure(paths, options, keep=given.store if last else None)
        if given.stages:
            stages(make_reports(folder, min(given.counts or [40]), options.workers)[:40])
    if given.stock:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        beside_stock(given.stock)


if __name__ == "__main__":
    main()
