"""What a scan does not read: files that are neither PDFs nor archives."""

from __future__ import annotations

import os
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from corpus.scanning.sources import LIST, is_read
from report.outputs import ENDINGS, Output

_MARKED = ENDINGS[Output.PDF]
#: Stores, which often lie in the folder that is scanned.
_STORES = (".db", ".db-journal", ".db-shm", ".db-wal")


def others(folders: Iterable[Path]) -> Counter[str]:
    """How many files below some folders, and in the archives there, are of other kinds than those
    that are read, by the ending of their names ("" for none); hidden files and stores do not
    count."""
    return Counter(
        _ending(name)
        for folder in folders
        for name in _names(folder)
        if not is_read(name) and not _is_left_out(name)
    )


def _names(folder: Path) -> Iterator[str]:
    if folder.is_file():
        yield from _members(folder)
    for here, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if not os.path.exists(os.path.join(here, f, LIST))]
        for name in files:
            yield name
            yield from _members(Path(here, name))


def _members(path: Path) -> Iterator[str]:
    """The names in an archive; none where it cannot be opened, which the scan itself says."""
    if path.suffix.lower() != ".zip":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield from (i.filename for i in archive.infolist() if not i.is_dir())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return


def _ending(name: str) -> str:
    lower = name.lower()
    marked = next((ending for ending in _MARKED if lower.endswith(ending)), None)
    return marked or PurePosixPath(lower).suffix


def _is_left_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.startswith(".") or "__MACOSX" in path.parts or path.suffix in _STORES
