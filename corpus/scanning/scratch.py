"""A folder for temporary files that is private, and that goes whatever ends the process."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_PREFIX = "gouji-tmp-"
_LOCK, _NEW = "lock", "lock.new"


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A new folder in the system's for temporary files, only for this user, removed at the end.

    Those that processes of this user left there when they were killed are removed as well. Raises
    OSError where there is no room.
    """
    _clear(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = _locked(folder)
    try:
        yield folder
    finally:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def _locked(folder: Path) -> int:
    """Say that the folder is in use, for as long as the process lives; the open lock."""
    lock = os.open(folder / _NEW, os.O_CREAT | os.O_RDWR, 0o600)
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # a file system without locks: nobody clears up there
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.replace(folder / _NEW, folder / _LOCK)
    return lock


def _clear(place: Path) -> None:
    """Remove the folders that killed processes of this user left."""
    if sys.platform == "win32":
        return
    for folder in place.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.lstat().st_uid == os.getuid() and _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Whether nobody holds the lock of a folder; raises OSError where it has none."""
    if sys.platform == "win32" or folder.is_symlink():
        return False
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True
