"""From the bytes of a workbook to its blocks, sheet by sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extract.errors import UnreadableError, own_output
from extract.flow.blocks import Flow, Part
from extract.flow.office import converted
from extract.flow.package import Package, opened
from extract.leaves import Form
from extract.unread import MACROS
from extract.workbook.book import sheets_of
from extract.workbook.divided import part_of
from extract.workbook.old_book import old_sheets_of
from extract.workbook.separated import text_sheet
from extract.workbook.sheets import Sheet

_NAMED = 5


def read_book(path: Path, data: bytes, sha256: str) -> Flow:
    """The blocks of an .xlsx file. Raises UnreadableError where it is broken or too large."""
    with opened(data, path.name) as package:
        if _is_own(package):
            raise own_output(path.name)
        sheets, hidden = sheets_of(data, package)
        macros = any(name.endswith("vbaProject.bin") for name in package.names)
    return _flow(path, sha256, sheets, hidden, macros=macros)


def _is_own(package: Package) -> bool:
    """Whether a workbook is a workpaper that gouji wrote."""
    core = "docProps/core.xml"
    return core in package.names and b"<dc:creator>gouji<" in package.bytes(core)


def read_old_book(path: Path, data: bytes, sha256: str) -> Flow:
    """The blocks of an .xls or .et file."""
    sheets, hidden = old_sheets_of(data, path.name)
    macros = "_VBA_PROJECT".encode("utf-16-le") in data
    return _flow(path, sha256, sheets, hidden, macros=macros)


def read_other_book(path: Path, data: bytes, sha256: str) -> Flow:
    """The blocks of a workbook (.xlsb, .ods) that LibreOffice reads for us."""
    return read_book(path, converted(path, data, "xlsx"), sha256)


def read_text_table(path: Path, data: bytes, sha256: str) -> Flow:
    """The blocks of a .csv file."""
    return _flow(path, sha256, [text_sheet(data)], [])


def _flow(
    path: Path, sha256: str, sheets: Sequence[Sheet], hidden: Sequence[str], *, macros: bool = False
) -> Flow:
    parts = [part for sheet in sheets if (part := part_of(sheet)).blocks]
    if not parts:
        raise UnreadableError("no_text", f"{path.name}：没有可读的文字")
    said = []
    if hidden:
        more = f"等{len(hidden)}张" if len(hidden) > _NAMED else ""
        said.append(f"隐藏的工作表未读：{'、'.join(hidden[:_NAMED])}{more}")
    if macros:
        said.append(MACROS)
    return Flow(path, sha256, Form.WORKBOOK, (_with(parts[0], said), *parts[1:]))


def _with(part: Part, said: Sequence[str]) -> Part:
    return replace(part, unread=(*said, *part.unread))
