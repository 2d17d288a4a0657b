"""What a scan asks of the store and writes to it: the one seam between reading and keeping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from corpus.store.writing import (
    FileResult,
    Known,
    known,
    link_file,
    write_joined,
    write_result,
)

if TYPE_CHECKING:
    from corpus.store.records import Record


@dataclass(frozen=True, slots=True)
class Books:
    """A store as one scan by one version of gouji uses it."""

    engine: Engine
    scan: int
    version: str

    def known(self, sha256: str) -> Known | None:
        """What this version of gouji has made of some content."""
        return known(self.engine, sha256, self.version)

    def write(self, result: FileResult, found: Record | None, *, passing: bool) -> Known:
        """Store what came of a file, and its report if it was read."""
        return write_result(self.engine, self.scan, self.version, result, found, passing=passing)

    def link(self, result: FileResult) -> Known:
        """Store a file whose content has been read already."""
        return link_file(self.engine, self.scan, self.version, result)

    def join(self, results: Sequence[FileResult], found: Record) -> int:
        """Store one report that several files make."""
        return write_joined(self.engine, self.scan, self.version, results, found)
