"""The store as a worker of a cluster uses it: patient, and only while the file is its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from corpus.cluster.patience import store_again
from corpus.scanning.books import Books
from corpus.store.work import Claim, finish, still, written_in
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


class WrittenError(Exception):
    """Another worker wrote the same content meanwhile."""


@dataclass(frozen=True, slots=True)
class HeldBooks(Books):
    """The books of a scan for one file that a worker holds.

    What is written is written in one transaction with the note that the file is done, unless there
    are `files` to be written about it after that. `again` reads contents again that the store has.
    """

    held: Claim
    files: bool = False
    again: bool = False
    closed: list[bool] = field(default_factory=list)

    def known(self, sha256: str) -> Known | None:
        return store_again(lambda: known(self.engine, sha256, self.version))

    def write(self, result: FileResult, found: Record | None, *, passing: bool) -> Known:
        def also(connection: Connection) -> None:
            self._hold(connection)
            own = self.scan if self.again else None
            if found and written_in(connection, result.sha256, self.version, own):
                raise WrittenError

        about = (self.engine, self.scan, self.version, result)
        try:
            now = store_again(lambda: write_result(*about, found, passing=passing, also=also))
        except WrittenError:
            return self.link(result)
        return self._noted(now)

    def link(self, result: FileResult) -> Known:
        about = (self.engine, self.scan, self.version, result)
        return self._noted(store_again(lambda: link_file(*about, also=self._hold)))

    def join(self, results: Sequence[FileResult], found: Record) -> int:
        about = (self.engine, self.scan, self.version, results, found)
        made = store_again(lambda: write_joined(*about, also=self._hold))
        self.closed.append(not self.files)
        return made

    def close(self) -> None:
        """Note that the file is done, where that has not been noted. Raises LostClaimError."""
        if not any(self.closed):
            store_again(self._finish)

    def _finish(self) -> None:
        with self.engine.begin() as connection:
            finish(connection, self.held)

    def _hold(self, connection: Connection) -> None:
        if self.files or any(self.closed):
            still(connection, self.held)
        else:
            finish(connection, self.held)

    def _noted(self, now: Known) -> Known:
        self.closed.append(not self.files)
        return now
