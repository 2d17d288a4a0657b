"""Writes docs/rules/: a page for every rule, made from its file in reconcile/rules/ or
corpus/between/rules/, and an index.

python scripts/make_rule_pages.py            # all of them
python scripts/make_rule_pages.py --check    # 1 where a page is not what would be made
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.between import catalogue
from report.rule_page import document, index

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "rules"


def pages() -> Mapping[str, str]:
    """The text of every page by its file's name."""
    every = catalogue.every()
    made = {f"{code}.md": document(rule) for code, rule in every.items()}
    return made | {"README.md": index(list(every.values()))}


def outdated(folder: Path = FOLDER) -> list[str]:
    """The names of the pages that are missing, not what would be made, or of no rule."""
    made = pages()
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or compare them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    if options.check:
        for name in (differing := outdated()):
            print(f"DIFFERS  {name}")
        return int(bool(differing))
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"{len(made)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
