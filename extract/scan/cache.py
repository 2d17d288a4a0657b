"""What was read from a picture, kept for the next time: by the hash of its dots, in a folder of the
user's own that nobody else can read. A second run over the same scans pays nothing for them.

A file that cannot be read or written is as good as none: the page is read from its picture.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

from extract.scan.engine import engine_version
from extract.scan.reading import Reading, understood, written

#: Counts up where pictures are read otherwise than before.
_READER = 29
#: The environment variable that says where it is kept; "" for nowhere.
FOLDER = "GOUJI_CACHE"
#: The folder holds no more files; the oldest go first. A page takes some kilobytes.
_MOST = 20_000


def key_of(picture: Any, scale: float) -> str:
    """What a picture is known by: its dots, and by what and how they are read."""
    about = f"{_READER} {engine_version()} {scale:.4f} {picture.shape}".encode()
    return hashlib.sha256(about + picture.tobytes()).hexdigest()


def known(key: str) -> Reading | None:
    """What was read from a picture before; None where nothing is kept of it."""
    folder = _folder()
    if folder is None:
        return None
    try:
        return understood(zlib.decompress((folder / key).read_bytes()).decode())
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None


def keep(key: str, reading: Reading) -> None:
    """Keep what was read from a picture."""
    folder = _folder()
    if folder is None:
        return
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_room(folder)
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(zlib.compress(written(reading).encode()))
        os.replace(name, folder / key)


def _folder() -> Path | None:
    """Where readings are kept: where the variable says, or where programs of this system keep
    what they can make anew."""
    said = os.environ.get(FOLDER)
    if said is not None:
        return Path(said) / "pages" if said else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "gouji" / "pages"


def _make_room(folder: Path) -> None:
    """Remove the older half where there are too many files."""
    with os.scandir(folder) as found:
        entries = [entry for entry in found if entry.is_file()]
    if len(entries) < _MOST:
        return
    for entry in sorted(entries, key=lambda e: e.stat().st_mtime)[: _MOST // 2]:
        with contextlib.suppress(OSError):
            os.unlink(entry.path)
