"""RAR 5 archives made by hand, stored and not compressed: no free program writes any."""

from __future__ import annotations

import zlib

_SIGNATURE = b"Rar!\x1a\x07\x01\x00"
_MAIN, _FILE, _END = 1, 2, 5
_HAS_EXTRA, _HAS_DATA, _HAS_SUM = 1, 2, 4


def rar(*members: tuple[str, bytes], locked: str = "", volume: bool = False) -> bytes:
    """An archive of these members; `locked` is the one that has a password, `volume` whether it
    says that it is one of several."""
    files = b"".join(_member(name, data, name == locked) for name, data in members)
    return _SIGNATURE + _block(_MAIN, 0, _number(int(volume))) + files + _block(_END, 0, b"\0")


def _member(name: str, data: bytes, locked: bool) -> bytes:
    raw = name.encode()
    fields = _number(_HAS_SUM) + _number(len(data)) + _number(0o100644)
    fields += zlib.crc32(data).to_bytes(4, "little") + _number(0) + _number(1)
    fields += _number(len(raw)) + raw
    record = b"\x01\0\0\x0f" + bytes(16 + 16) if locked else b""
    extra = _number(len(record)) + record if locked else b""
    sizes = (_number(len(extra)) if locked else b"") + _number(len(data))
    flags = _HAS_DATA | (_HAS_EXTRA if locked else 0)
    return _block(_FILE, flags, sizes + fields + extra) + data


def _block(kind: int, flags: int, fields: bytes) -> bytes:
    body = _number(kind) + _number(flags) + fields
    sized = _number(len(body)) + body
    return zlib.crc32(sized).to_bytes(4, "little") + sized


def _number(value: int) -> bytes:
    """A number in groups of seven bits, the lowest first."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*found, value))
