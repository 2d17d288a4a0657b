"""What the headers of a RAR archive say that libarchive does not: members with a password, and that
the archive is one volume of several; and sums of members, some of which it does not check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

_RAR4, _RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
#: Kinds of blocks, and bits of their flags, as the notes on the format call them.
_MAIN4 = 0x73
_MAIN, _FILE, _END = 1, 2, 5
_HAS_EXTRA, _HAS_DATA, _HAS_TIME, _HAS_SUM = 1, 2, 2, 4
_VOLUME, _ENCRYPTION = 1, 1
#: No header is longer; more blocks than this are not looked at.
_LONGEST, _MOST = 1 << 21, 100_000


@dataclass(frozen=True, slots=True)
class Heads:
    """Whether an archive is one of several volumes; which of its members, counted from 0 with the
    folders, have a password, and the CRC-32 of those that have none and name it."""

    volume: bool = False
    locked: frozenset[int] = frozenset()
    sums: Mapping[int, int] = field(default_factory=dict)


def heads(stream: IO[bytes]) -> Heads:
    """What the headers of an archive say, as far as they can be followed; nothing of one that is
    no RAR archive. The stream is left where it ends up."""
    stream.seek(0)
    start = stream.read(len(_RAR5))
    if start == _RAR5:
        return _newer(stream)
    if start.startswith(_RAR4):
        stream.seek(len(_RAR4))
        block = stream.read(7)
        return Heads(len(block) == 7 and block[2] == _MAIN4 and bool(block[3] & _VOLUME))
    return Heads()


@dataclass
class _Header:
    """A header whose fields are taken one after the other."""

    data: bytes
    at: int = 0

    def number(self) -> int:
        """The next number: seven bits a byte, the lowest first. Raises IndexError at the end."""
        found = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            found |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 63:
                return found


def _newer(stream: IO[bytes]) -> Heads:
    volume, locked, sums, number = False, set[int](), dict[int, int](), 0
    for kind, header, extra in _blocks(stream):
        try:
            if kind == _MAIN:
                volume = bool(header.number() & _VOLUME)
            elif kind == _FILE:
                found = _sum(header)
                if _is_locked(header, extra):
                    locked.add(number)
                elif found is not None:
                    sums[number] = found
                number += 1
        except IndexError:
            break
    return Heads(volume, frozenset(locked), sums)


def _blocks(stream: IO[bytes]) -> Iterator[tuple[int, _Header, int]]:
    """The headers of an archive: their kind, their fields, and how long the extra area is at their
    end."""
    for _ in range(_MOST):
        place = stream.tell()
        sized = _Header(stream.read(14), 4)  # behind the checksum
        try:
            size = sized.number()
        except IndexError:
            return
        if size > _LONGEST:
            return
        stream.seek(place + sized.at)
        header = _Header(stream.read(size))
        try:
            kind, flags = header.number(), header.number()
            extra = header.number() if flags & _HAS_EXTRA else 0
            data = header.number() if flags & _HAS_DATA else 0
        except IndexError:
            return
        yield kind, header, extra
        if kind == _END:
            return
        stream.seek(place + sized.at + size + data)


def _sum(header: _Header) -> int | None:
    """The CRC-32 in a member's header, None where there is none. Raises IndexError where it breaks
    off."""
    flags, _size, _attributes = header.number(), header.number(), header.number()
    if not flags & _HAS_SUM:
        return None
    at = header.at + (4 if flags & _HAS_TIME else 0)
    raw = header.data[at : at + 4]
    return int.from_bytes(raw, "little") if len(raw) == 4 else None


def _is_locked(header: _Header, extra: int) -> bool:
    """Whether a member's header has a record of encryption. Raises IndexError where it breaks
    off."""
    header.at = len(header.data) - extra
    while extra and header.at < len(header.data):
        size = header.number()
        end = header.at + size
        if header.number() == _ENCRYPTION:
            return True
        header.at = end
    return False
