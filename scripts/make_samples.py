"""Typesets the sample reports of corpus/samples/ and writes their keys.

python scripts/make_samples.py            # all of them
python scripts/make_samples.py --check    # 1 where a shipped file is not what would be made
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.sampling.shipped import SCANS, SHIPPED

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "samples"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the samples, or compare them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--out", type=Path, default=FOLDER, help="the folder to write to")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    differing = 0
    for plan in (*SHIPPED, *SCANS):
        for suffix, data in plan.files().items():
            path = options.out / f"{plan.name}{suffix}"
            if options.check:
                same = path.exists() and path.read_bytes() == data
                differing += not same
                print(f"{'same' if same else 'DIFFERS'}  {path.name}")
            else:
                path.write_bytes(data)
                print(f"{len(data):7}  {path.name}")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
