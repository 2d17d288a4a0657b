"""Writes docs/result.schema.json, the JSON Schema of the result.

python scripts/make_schema.py            # write it
python scripts/make_schema.py --check    # 1 where the file is not what would be written
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from report.schema import schema

PATH = Path(__file__).resolve().parents[1] / "docs" / "result.schema.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the schema, or compare it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    if options.check:
        return int(not PATH.exists() or PATH.read_text(encoding="utf-8") != text)
    PATH.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
