"""The parts of an office file in a zip: bounded, and parsed without entities or network."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from extract.errors import UnreadableError

#: The most that is unpacked of one file, in bytes, and of one part of it.
MAX_UNPACKED = 600_000_000
MAX_PART = 150_000_000
_PIECE = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened office file; `name` is what it is called for a person."""

    archive: zipfile.ZipFile
    name: str

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.archive.namelist())

    def tree(self, part: str) -> etree._Element | None:
        """A part as a tree, None where there is none. Raises UnreadableError where it is broken or
        too large."""
        return parsed(self.bytes(part), self.name) if part in self.names else None

    def bytes(self, part: str) -> bytes:
        """The bytes of a part, no more than the limit whatever its head says."""
        found = bytearray()
        try:
            with self.archive.open(part) as stream:
                while piece := stream.read(_PIECE):
                    found += piece
                    if len(found) > MAX_PART:
                        raise _too_large(self.name)
        except _BROKEN as error:
            raise broken(self.name) from error
        except RuntimeError as error:  # zipfile has no other name for a member with a password
            raise UnreadableError(
                "encrypted", f"{self.name}：文件已加密，请先用密码解除保护后再查"
            ) from error
        return bytes(found)


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Package]:
    """An office file, opened. Raises UnreadableError where it is broken or unpacks to too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise broken(name) from error
    with archive:
        if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
            raise _too_large(name)
        yield Package(archive, name)


def parsed(data: bytes, name: str) -> etree._Element:
    """A tree of XML; entities stand for nothing and nothing is loaded from anywhere."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise broken(name) from error


def broken(name: str) -> UnreadableError:
    """What is said of a file that is damaged."""
    return UnreadableError("broken", f"{name}：文件已损坏或不完整，请重新下载")


def _too_large(name: str) -> UnreadableError:
    return UnreadableError("too_large", f"{name}：解开后过大，未读")
