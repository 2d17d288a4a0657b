"""The files that a check is asked for: patterns that no shell expanded, and what else was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path

from gouji.help import Words

#: How the names of files end that gouji wrote its marks into.
MARKED = (".marked.pdf", ".marked.docx", ".marked.xlsx")


def expanded(files: Sequence[Path]) -> list[Path]:
    """The files, with *.pdf and the like replaced by the files there are, in the order of their
    names: the shells of Windows leave that to the program. A pattern that nothing fits stays, to
    be named as missing."""
    return [path for file in files for path in _expanded(file)]


def unmarked(files: Sequence[Path]) -> list[Path]:
    """Of several files those that gouji did not write its marks into."""
    return [p for p in files if not is_marked(p)] if len(files) > 1 else list(files)


def _expanded(file: Path) -> Iterator[Path]:
    names = sorted(glob(str(file))) if has_magic(str(file)) and not file.exists() else []
    yield from map(Path, names) if names else (file,)


def is_marked(path: Path) -> bool:
    """Whether a file is a marked copy: its first page is gouji's own, and no part of a report."""
    return path.name.lower().endswith(MARKED)


def hint(path: Path, words: Words) -> str:
    """What to do with a file or folder that cannot be checked; "" where there is nothing to
    say."""
    hints = words["hints"]
    if path.is_dir():
        return str(hints["folder"].format(file=path))
    name = next((n for n, endings in hints["endings"].items() if _ends(path, endings)), "")
    return str(hints[name].format(file=path)) if name else ""


def _ends(path: Path, endings: Sequence[str]) -> bool:
    return path.suffix.lower() in endings


def completed(arguments: Sequence[str], commands: Collection[str], words: Words) -> list[str]:
    """The arguments, with `check` before those that begin with a file: gouji 决算.pdf."""
    given = list(arguments)
    if not given or given[0] in commands or given[0].startswith("-"):
        return given
    first = Path(given[0])
    endings = {e for every in words["hints"]["endings"].values() for e in every}
    endings |= set(words["hints"]["read"]["endings"])
    return ["check", *given] if first.exists() or _ends(first, sorted(endings)) else given
