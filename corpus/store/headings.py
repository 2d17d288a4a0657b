"""The headings under which a filled-in list has what it decides."""

from __future__ import annotations

from functools import cache

from report.texts import LANGUAGES, load

#: The columns of the workpaper's list of findings (report/excel/findings.py) and what they are.
_COLUMNS = {
    "reference": "mark",
    "decision": "decision",
    "note": "note",
    "signed": "reviewer",
    "seen": "seen",
}


@cache
def of_workpapers() -> dict[str, str]:
    """By the headings of a workpaper, in all languages, what stands below them."""
    return {
        load(lang)(f"excel.{key}"): name for lang in LANGUAGES for key, name in _COLUMNS.items()
    }
