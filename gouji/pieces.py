"""The files of one report for `gouji check --together`: those named, in folders, in archives."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import UnreadableError
from extract.files import open_file
from gouji.inputs import is_marked

#: More files, or more bytes unpacked, than the pieces of one report have.
MAX_FILES, MAX_BYTES = 200, 600_000_000
MAX_DEPTH = 3
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pieces of a report, and the files beside them that are of no form that is read."""

    pieces: tuple[Path, ...]
    left: tuple[Path, ...]


def gathered(given: Sequence[Path], scratch: Path) -> Gathered:
    """The pieces among what is given; archives are unpacked into `scratch`.

    A file that is named is a piece whatever it is. Raises UnreadableError for an archive that is
    broken, locked or too large, and where there are too many files.
    """
    pieces: list[Path] = []
    left: list[Path] = []
    for path in given:
        if path.is_dir() or _is_archive(path):
            for inner in _inside(path, scratch):
                (pieces if _is_read(inner) else left).append(inner)
        else:
            pieces.append(path)
    if len(pieces) > MAX_FILES:
        raise UnreadableError("too_large", f"{given[0]}：文件过多（超过{MAX_FILES}个）")
    return Gathered(tuple(pieces), tuple(left))


def _inside(path: Path, scratch: Path, depth: int = 0) -> Iterator[Path]:
    """The files of a folder or an archive, those of archives in them too."""
    if depth > MAX_DEPTH:
        raise UnreadableError("too_large", f"{path.name}：压缩包套得太深（超过{MAX_DEPTH}层）")
    if path.is_dir():
        below = (p for p in path.rglob("*") if p.is_file())
        files = sorted(p for p in below if not p.name.startswith((".", "~$")))
    else:
        files = list(_unpacked(path, scratch))
    for file in files:
        if _is_archive(file):
            yield from _inside(file, scratch, depth + 1)
        elif not is_marked(file):
            yield file


def _unpacked(path: Path, scratch: Path) -> Iterator[Path]:
    """The members of an archive as files, under their names for people."""
    from corpus.scanning.repacked import as_zip, refused

    folder = scratch / str(len(list(scratch.iterdir())))
    folder.mkdir()
    stream = as_zip(open_file(path, path.name), path.name)
    try:
        with stream, zipfile.ZipFile(stream) as archive:
            yield from _members(archive, folder, path.name)
    except _BROKEN as error:
        raise refused("broken", path.name) from error
    except RuntimeError as error:  # zipfile has no other name for a member with a password
        raise refused("encrypted", path.name) from error


def _members(archive: zipfile.ZipFile, folder: Path, name: str) -> Iterator[Path]:
    from corpus.scanning.names import member_name, safe_stem
    from corpus.scanning.repacked import problem_of, refused

    total = 0
    for number, info in enumerate(archive.infolist()):
        own = Path(member_name(info).replace("\\", "/"))
        if info.is_dir() or "__MACOSX" in own.parts or number > MAX_FILES:
            continue
        if word := problem_of(info.comment)[0]:
            raise refused(word, f"{name}!{own}")
        target = folder / f"{number}" / (safe_stem(own.name) + own.suffix.lower())
        target.parent.mkdir()
        with archive.open(info) as stream, target.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > MAX_BYTES:
                    raise UnreadableError("too_large", f"{name}：解开后过大，未读")
                out.write(chunk)
        yield target


def _is_archive(path: Path) -> bool:
    from extract.sources import Found, form_of

    return path.is_file() and form_of(path.read_bytes()) is Found.ARCHIVE


def _is_read(path: Path) -> bool:
    from extract.sources import Found, form_of

    return form_of(path.read_bytes()) not in (Found.NONE, Found.ARCHIVE)
