"""What keeps the name of a file of `gouji check` from costing the others.

A name on a Unix disk is bytes: those of a Chinese Windows are no UTF-8, and a name may hold line
breaks and escape sequences. Such a file is read under a plain name.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from report.wrap import printable


def plain_stem(path: Path) -> str:
    """The name without its ending under which a file is read."""
    if path.name.isprintable():
        return path.stem
    from corpus.scanning.names import path_bytes, readable, safe_stem

    return safe_stem(readable(path_bytes(path)))


@contextlib.contextmanager
def plainly_named(path: Path) -> Iterator[Path]:
    """The file itself where its name is plain text, else a copy under a name that is, for a while.

    Raises UnreadableError where it cannot be copied.
    """
    if path.name.isprintable() or not path.is_file():
        yield path
        return
    from corpus.scanning.scratch import scratch
    from corpus.scanning.sources import Source, copy_to

    with scratch() as folder:
        copy = Path(folder, plain_stem(path) + ".pdf")
        copy_to(Source(path, printable(copy.name), 0), copy)
        yield copy
