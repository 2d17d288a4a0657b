"""Scans reports: every page as a picture, askew, with noise, packed as JPEG.

python scripts/make_scans.py report.pdf --quality bad --out scans       # one's own file
python scripts/make_scans.py --voices river --count 2 --out scans       # made-up reports
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.sampling import make
from corpus.sampling.scanned import qualities, scanned
from corpus.sampling.voice import voices


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a scan of each report."""
    options = _options(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, data in _reports(options):
        for quality in options.quality:
            path = options.out / f"{name}-{quality}.pdf"
            path.write_bytes(scanned(data, qualities()[quality], options.seed))
            print(path)
    return 0


def _reports(options: argparse.Namespace) -> Iterator[tuple[str, bytes]]:
    for path in options.files:
        yield path.stem, path.read_bytes()
    for voice in options.voices or ():
        for seed in range(options.count):
            yield f"{voice}-{seed}", make(seed, kind=options.report, style=voice).data


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("files", nargs="*", type=Path, help="PDF files to scan")
    add("--quality", nargs="*", default=["fine"], choices=list(qualities()))
    add("--voices", nargs="*", choices=list(voices(held_out=False)))
    add("--count", type=int, default=1, help="made-up reports of each voice")
    add("--report", choices=("final", "budget"), default="final")
    add("--seed", type=int, default=0, help="another number scans otherwise")
    add("--out", type=Path, default=Path("scans"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
