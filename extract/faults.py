"""Whose doing an exception is that comes up while a file is read, and what is said of one that is
gouji's own.

What a library raises is about the file: it is damaged, or not what it says it is. What gouji's own
code raises is a fault of gouji, and no file gets better by being downloaded again.
"""

from __future__ import annotations

import os
import re
import traceback
from pathlib import Path

#: Where gouji's own code lies, and the folders of libraries.
_OWN = [Path(__file__).parents[1] / name for name in ("extract", "reconcile", "corpus", "report")]
_LIBRARIES = frozenset(("site-packages", "dist-packages"))
#: What libraries say that got no memory; C code that fails without a word had none for the words.
_MEMORY = re.compile(
    r"alloc|out of memory|insufficient memory|without (?:setting an )?exception(?: set)?"
    r"|with an exception set|failed to map segment",
    re.IGNORECASE,
)
#: What is said to be done about a fault of gouji.
ADVICE = "这是gouji的缺陷而不是文件的问题，请报告；设环境变量GOUJI_DEBUG=1可见详情"
#: What is not read of a file for a fault of gouji.
PAGE, TABLES, BESIDE = (
    f"读本页时gouji内部出错，本页未读，其余照读（{ADVICE}）",
    f"读本页的表格时gouji内部出错，表格未读，其余照读（{ADVICE}）",
    f"查看文件的附件和页数记录时gouji内部出错，这些未读，其余照读（{ADVICE}）",
)


def is_memory(error: BaseException | None) -> bool:
    """Whether a library says by this error, or by one that it was raised for, that it had no memory
    left."""
    while error is not None:
        if isinstance(error, MemoryError) or _MEMORY.search(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_own(error: BaseException) -> bool:
    """Whether gouji's own code raised an exception, and no library: MuPDF, Camelot, openpyxl."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if any(file.is_relative_to(own) for own in _OWN):
            return True
        if _LIBRARIES & set(file.parts):
            return False
    return True


def where(error: BaseException) -> str:
    """An exception in one line: what, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    place = f"（{Path(last.filename).name}:{last.lineno} {last.name}）" if last else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}{place}"


def said(what: str, error: Exception) -> str:
    """What is said where `what` (PAGE, TABLES, BESIDE) was not read for a fault of gouji. Where
    GOUJI_DEBUG asks for tracebacks the exception goes on its way instead."""
    if os.environ.get("GOUJI_DEBUG"):
        raise error
    return f"{what}：{where(error)}"


def is_fault(reason: str) -> bool:
    """Whether something was not read for a fault of gouji, by the reason that is said."""
    return reason.startswith((PAGE, TABLES, BESIDE))
