"""What passes between a scan and the workers of its cluster: small, nothing of a file's bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.scanning.events import Event
from corpus.scanning.outputs import Unwritten
from corpus.scanning.pieces import Group
from corpus.scanning.pool import Options
from corpus.scanning.sources import Source

#: How long a worker holds a file without a sign of life, in seconds.
LEASE = 30.0
#: A file at which so many workers died is not tried again.
MOST_DEATHS = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What all files of a scan have in common. `store` is its address, which a worker's own
    GOUJI_STORE goes before; `target` takes the files about reports, "" where none are asked for."""

    store: str = field(repr=False)
    scan: int
    version: str
    options: Options
    target: str = ""
    lease: float = LEASE


@dataclass(frozen=True, slots=True)
class Errand:
    """A file to deal with, or the pieces of a report to put together; `key` names it in the
    store's list of work."""

    key: str
    source: Source
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a worker says of an errand: what came of it; or that it was `done` by another, is `held`
    by one for so many seconds yet, or that this worker cannot work (`trouble`: a status of
    CrewError and its message). `joined` counts the reports that were put together, `written` those
    of them that got their files; `unwritten` says why one did not."""

    events: tuple[Event, ...] = ()
    done: bool = False
    held: float | None = None
    trouble: tuple[str, str] | None = None
    joined: int = 0
    written: int = 0
    unwritten: Unwritten | None = None


class VersionError(Exception):
    """A worker that has another gouji than the scan: `theirs` and `ours`."""

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(theirs, ours)
        self.theirs, self.ours = theirs, ours
