"""The PDF that an audit was read from, for writers that show its pages."""

from __future__ import annotations

import hashlib

from extract.disclosure import Disclosure


class SourceError(Exception):
    """The PDF is gone, or is no longer the one that was read."""


def source(disclosure: Disclosure) -> bytes:
    """The bytes of the file a disclosure was read from.

    Raises SourceError where they are not those any more: boxes would point at the wrong words.
    """
    try:
        data = disclosure.path.read_bytes()
    except OSError as error:
        raise SourceError(f"{disclosure.path.name}: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != disclosure.sha256:
        raise SourceError(f"{disclosure.path.name}: changed since it was read")
    return data
