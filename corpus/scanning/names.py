"""File names in any encoding: for people as text, for the store as bytes.

A name on a Unix disk is bytes, an archive's member may carry its name in the code page of the
machine that packed it. People see UTF-8 where it is that, else GB 18030, the superset of what
Chinese Windows writes.
"""

from __future__ import annotations

import os
import re
import zipfile
from urllib.parse import quote

_UTF8_FLAG = 0x800
#: Characters that a file name may not have on some system, or that no terminal should be sent.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]')

#: Names that Windows keeps for devices.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def readable(raw: bytes) -> str:
    """A name or path for people: each part UTF-8, else GB 18030, else with � for what cannot be
    read. A folder may be named in one of them and the files in it in another."""
    return "/".join(_part(part) for part in raw.split(b"/"))


def _part(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def path_bytes(path: str | os.PathLike[str]) -> bytes:
    """A path as the file system has it."""
    return os.fsencode(path)


def key_of(path: str | os.PathLike[str], members: tuple[str, ...] = ()) -> str:
    """A file's key in the store: ASCII, one for one with its bytes (models.FileRow)."""
    parts = [quote(path_bytes(path)), *(quote(m.encode("utf-8", "surrogatepass")) for m in members)]
    return "!".join(part.replace("!", "%21") for part in parts)


def member_name(info: zipfile.ZipInfo) -> str:
    """An archive member's name: zipfile reads those without the UTF-8 flag as code page 437."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    try:
        return readable(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


def safe_stem(name: str, *, longest: int = 60) -> str:
    """The last part of a name as a plain file name without its extension, never "" or hidden."""
    last = re.split(r"[/\\]", name)[-1]
    return safe_part(last.rpartition(".")[0] or last, longest=longest) or "file"


def safe_part(name: str, *, longest: int = 40) -> str:
    """A name that any file system takes for a plain one in its folder; "" where nothing is left."""
    plain = _UNSAFE.sub("_", name).encode("utf-8", "ignore").decode().strip(". ")
    part = plain[:longest].rstrip(". ")
    return f"_{part}" if _DEVICE.match(part) else part
