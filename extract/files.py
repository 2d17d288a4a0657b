"""The bytes of a file, or why they cannot be had."""

from __future__ import annotations

from pathlib import Path

from extract.errors import UnreadableError


def file_bytes(path: Path) -> bytes:
    """All bytes of the file. Raises UnreadableError where it cannot be opened, or is empty."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"{path}：没有这个文件") from error
    except IsADirectoryError as error:
        raise UnreadableError("missing", f"{path}：这是文件夹，请给出PDF文件") from error
    except OSError as error:
        raise UnreadableError("missing", f"{path}：无法打开（{error.strerror}）") from error
    if not data:
        raise UnreadableError("empty", f"{path.name}：文件是空的，请重新下载")
    return data
