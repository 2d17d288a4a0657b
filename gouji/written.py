"""Where the result of a command goes: a file, whole or not at all, or standard output."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import typer

UNUSABLE = 2
#: What a shell shows of a program that wrote to a pipe nobody reads: 128 and SIGPIPE.
UNHEARD = 141


class UnwritableError(Exception):
    """Standard output cannot be written: the disk is full, nobody reads it. `reason` says why."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _Checked(io.TextIOWrapper):
    """Standard output that says so when it cannot be written."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            raise UnwritableError(error) from error

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise UnwritableError(error) from error


@contextlib.contextmanager
def unwritable() -> Iterator[None]:
    """Raise UnwritableError where the work inside cannot write to standard output, at its end as
    well; nothing more is tried to be written then."""
    own = sys.stdout
    if type(own) is not io.TextIOWrapper or own.closed:
        yield
        return
    sys.stdout = _Checked(
        own.buffer, encoding=own.encoding, errors=own.errors, line_buffering=own.line_buffering
    )
    try:
        yield
        sys.stdout.flush()
    except UnwritableError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), own.fileno())
        raise
    finally:
        sys.stdout.detach()
        sys.stdout = own


@contextlib.contextmanager
def result_file(
    inputs: Sequence[Path], out: Path | None, words: Mapping[str, Any]
) -> Iterator[TextIO]:
    """Standard output, or the file to write, which is there when the work inside has ended; ends
    the program where that cannot be written, or is one of the `inputs`."""
    if out is None:
        yield sys.stdout
        return
    from gouji.reasons import spoken

    message = words["message"]
    if out.resolve() in {path.resolve() for path in inputs}:
        typer.echo(message["same_file"].format(file=out), err=True)
        raise typer.Exit(UNUSABLE)
    try:
        with whole(out, empty=False) as stream:  # a file that was refused has no result
            yield stream
    except OSError as error:
        typer.echo(message["cannot_write"].format(file=out, reason=spoken(error, words)), err=True)
        raise typer.Exit(UNUSABLE) from error


@contextlib.contextmanager
def whole(
    path: Path, *, encoding: str = "utf-8", newline: str | None = None, empty: bool = True
) -> Iterator[TextIO]:
    """A file to write, beside `path` until it is whole, then in its place; but for an `empty`
    one that is not wanted, where what stood there stays. What is no plain file (a pipe, a device)
    is written as it comes. Raises OSError."""
    if path.exists() and not path.is_file():
        with path.open("w", encoding=encoding, newline=newline) as stream:
            yield stream
        return
    from report.outputs import placed

    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", dir=target.parent)
    half = Path(name)
    try:
        with open(handle, "w", encoding=encoding, newline=newline) as stream:
            yield stream
        if empty or half.stat().st_size:
            half.chmod(_mode(target))
            placed(half, target)
        half.unlink(missing_ok=True)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, or those of a new one."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
