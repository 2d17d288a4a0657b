"""The published files behind the reports of a store, found again by what the store knows of them.

Nothing here takes a path from a request: a report's id leads to the store's own keys, and bytes are
only used where their hash is the report's.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from corpus.scanning.sources import Source, opened
from corpus.store.reading import Report
from extract.errors import UnreadableError
from extract.files import MAX_BYTES


class GoneError(Exception):
    """The published file is gone, or is no longer the one that was read."""


@dataclass(frozen=True, slots=True)
class Original:
    """A published file: the places where it may be, and the hash it must have."""

    sources: tuple[Source, ...]
    sha256: str

    @property
    def suffix(self) -> str:
        """How its name ends, which says of what kind it is."""
        names = [s.members[-1] if s.members else s.path.name for s in self.sources]
        return Path(names[0]).suffix.lower() if names else ""

    def read(self) -> bytes:
        """Its bytes. Raises GoneError."""
        for source in self.sources:
            try:
                with opened(source) as stream:
                    data = stream.read(MAX_BYTES)
            except UnreadableError:
                continue
            if hashlib.sha256(data).hexdigest() == self.sha256:
                return data
        raise GoneError(self.sha256)


def original(report: Report, beside: tuple[Path, ...]) -> Original:
    """The file of a report. Relative paths are looked up from each folder of `beside`."""
    found = (s for key in report.keys for s in _sources(key, beside))
    return Original(tuple(found), report.row.sha256)


def _sources(key: str, beside: tuple[Path, ...]) -> Iterator[Source]:
    path, *members = (unquote_to_bytes(part) for part in key.split("!"))
    names = tuple(m.decode("utf-8", "surrogatepass") for m in members)
    own = Path(os.fsdecode(path))
    for folder in (Path(), *beside):
        place = folder / own
        yield Source(place, place.name, 0, names)
        if own.is_absolute():
            return
