"""Damaged archives by the thousand: each must end in rows, none in an exception.

    python scripts/fuzz_archives.py --count 40000

Sound archives of every kind (stored, deflated, bzip2, LZMA, one in another, names in GBK, 64-bit
sizes) are damaged by chance, listed, and what they list is read. The same seed makes the same.
"""

from __future__ import annotations

import argparse
import io
import random
import struct
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpus.scanning.sources import find_sources, sha256_of
from extract.errors import UnreadableError

_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_SIGNATURES = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07")
#: Values at the edges of what a field can hold.
_EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def sound() -> list[bytes]:
    """Archives with nothing wrong."""
    made = [_zip(kind, ("甲/报告.pdf", _pdf(kind)), ("乙.pdf", b"")) for kind in _KINDS]
    made += [_zip(kind, ("里.zip", made[number])) for number, kind in enumerate(_KINDS)]
    made.append(_zip(_KINDS[1], ("a.pdf", b"A" * 300), ("b.pdf", b"B" * 300), wide=True))
    return made


def damaged(data: bytes, chance: random.Random) -> bytes:
    """An archive with one to three things wrong."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice((_flip, _field, _cut, _insert, _copy, _name))(data, chance)
    return data


def outcome(data: bytes, path: Path) -> Counter[str]:
    """What becomes of an archive's members, by status; raises what the reader lets through."""
    path.write_bytes(data)
    found: Counter[str] = Counter()
    for source in find_sources(path):
        try:
            sha256_of(source)
            found["read"] += 1
        except UnreadableError as error:
            found[error.status] += 1
    return found


def _pdf(kind: int) -> bytes:
    return b"%PDF-1.7 " + bytes(range(256)) * 3 + bytes([kind])


def _zip(kind: int, *members: tuple[str, bytes], wide: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = kind
            with archive.open(info, "w", force_zip64=wide) as stream:
                stream.write(data)
        for name, data in members:
            archive.writestr(f"2-{name}", data)
    return out.getvalue()


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _field(data: bytes, chance: random.Random) -> bytes:
    """A field of a header set to a value at an edge."""
    places = [i for s in _SIGNATURES for i in _all(data, s)]
    if not places:
        return data
    at = chance.choice(places) + chance.randrange(4, 46, 2)
    wide = chance.random() < 0.5
    value = chance.choice(_EDGES) & (0xFFFFFFFF if wide else 0xFFFF)
    packed = struct.pack("<I" if wide else "<H", value)
    return data[:at] + packed + data[at + len(packed) :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 4, 30, 10_000)) :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice((1, 4, 40))) + data[at:]


def _copy(data: bytes, chance: random.Random) -> bytes:
    """A piece of the archive once more somewhere else."""
    start, at = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    return data[:at] + data[start : start + chance.choice((22, 46, 100))] + data[at:]


def _name(data: bytes, chance: random.Random) -> bytes:
    """Another byte in a name: NUL, a slash, none of its code page."""
    places = _all(data, b".pdf") + _all(data, b".zip")
    if not places:
        return data
    at = max(0, chance.choice(places) - chance.randrange(8))
    return data[:at] + chance.choice((b"\0", b"/", b"\\", b"\xff", b"!", b"\n")) + data[at + 1 :]


def _all(data: bytes, piece: bytes) -> list[int]:
    found, at = [], data.find(piece)
    while at >= 0:
        found.append(at)
        at = data.find(piece, at + 1)
    return found


def run(count: int, seed: int, folder: Path, bases: Sequence[bytes]) -> Counter[str]:
    """Damage and read so many archives; prints those that raise, and the slowest."""
    total: Counter[str] = Counter()
    slowest = 0.0
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        data = damaged(chance.choice(bases), chance)
        begun = time.perf_counter()
        try:
            total.update(outcome(data, folder / "a.zip"))
        except Exception as error:
            total[f"RAISED {type(error).__name__}"] += 1
            print(f"{seed}-{number}: {error!r}")
        slowest = max(slowest, time.perf_counter() - begun)
    print(f"{count} archives, the slowest {slowest:.2f} s: {dict(total.most_common())}")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--count", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        run(given.count, given.seed, Path(temporary), sound())


if __name__ == "__main__":
    main()
