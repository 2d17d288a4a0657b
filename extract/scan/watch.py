"""Whether scans are read, and who is told how far that has come: set by whoever asks for a report,
seen where pictures are met."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass


def _nobody(*_: int) -> None:
    """Is told, and tells nobody."""


@dataclass(frozen=True, slots=True)
class Ocr:
    """`wanted` is False where pictures are left unread; `counted` is told how many pages there are
    to be read, `done` that so many out of how many are."""

    wanted: bool = True
    counted: Callable[[int], None] = _nobody
    done: Callable[[int, int], None] = _nobody


_USUAL = Ocr()
_current: ContextVar[Ocr] = ContextVar("ocr", default=_USUAL)


def current() -> Ocr:
    """What holds here."""
    return _current.get()


@contextlib.contextmanager
def watched(ocr: Ocr) -> Iterator[None]:
    """Within, scans are read as `ocr` says."""
    token = _current.set(ocr)
    try:
        yield
    finally:
        _current.reset(token)
