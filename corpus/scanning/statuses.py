"""The statuses of files: which are worth another try, and their names for people."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

#: The status of a file of which some was not read for a fault of gouji, and those of all files
#: that gave a report.
FAULTY = "faulty"
READ = ("read", "partial", FAULTY)


@dataclass(frozen=True, slots=True)
class Status:
    """A status: its names, whether --retry reads such a file again, and whether it is `passing`:
    of the run, not of the content."""

    words: str
    english: str
    retry: bool
    passing: bool = False


@cache
def statuses() -> dict[str, Status]:
    """Every status by its stable word (those of extract.errors.UnreadableError among them)."""
    source = resources.files("corpus.scanning").joinpath("statuses.toml").read_text("utf-8")
    return {name: Status(**entry) for name, entry in tomllib.loads(source).items()}


def retried(status: str) -> bool:
    """Whether a file of that status is read again by --retry; one never heard of is."""
    known = statuses().get(status)
    return known is None or known.retry


def passing(status: str) -> bool:
    """Whether a status says nothing of the content that was to be read."""
    known = statuses().get(status)
    return known is not None and known.passing
