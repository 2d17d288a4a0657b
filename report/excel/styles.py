"""Cell formats of the workpaper, each made once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from reconcile.audit import Severity, Verdict
from reconcile.duties.values import State

#: Text and background for each outcome; the words stand beside them, so colour says nothing alone.
COLOURS: dict[str, tuple[str, str]] = {
    Verdict.MISMATCH: ("#A61B1B", "#FBE9E7"),
    Severity.DOUBT: ("#7A5200", "#FDF3DC"),
    Verdict.ROUNDING: ("#17597F", "#E6F0F6"),
    Severity.WORDING: ("#63368A", "#F1EAF7"),
    Severity.MISSING: ("#3A3F9E", "#E9EAF8"),
    Verdict.CONSISTENT: ("#256237", "#EAF4EC"),
    Verdict.UNVERIFIABLE: ("#5C5C5C", "#F2F2F2"),
    State.MET: ("#256237", "#EAF4EC"),
    State.AT_ODDS: ("#A61B1B", "#FBE9E7"),
    State.NOT_APPLICABLE: ("#5C5C5C", "#F2F2F2"),
    State.NOT_JUDGED: ("#7A5200", "#FDF3DC"),
}
_FONT = {"font_name": "宋体", "font_size": 10, "valign": "top"}
_GRID = {"border": 1, "border_color": "#BFBAAE"}


class Styles:
    """Formats by their properties."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """The format with these properties on top of the common ones."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(_FONT | properties)
        return self.made[key]

    def text(self, **properties: Any) -> Format:
        return self.of(**(_GRID | {"text_wrap": True} | properties))

    def head(self) -> Format:
        return self.of(
            **_GRID, bold=True, bg_color="#EFEBE0", text_wrap=True, align="center", valign="vcenter"
        )

    def figure(self, decimals: int, **properties: Any) -> Format:
        """A number shown with as many decimals as the report prints."""
        shown = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
        return self.of(**(_GRID | {"num_format": shown, "align": "right"} | properties))

    def outcome(self, kind: str) -> Format:
        colour, ground = COLOURS[kind]
        return self.text(font_color=colour, bg_color=ground, bold=True, align="center")

    def link(self, **properties: Any) -> Format:
        return self.text(**({"font_color": "#17406D", "underline": 1} | properties))


def number(value: Decimal) -> float:
    """A figure for a spreadsheet, which knows binary numbers only: exact to 15 digits."""
    return float(value)


def decimals_of(value: Decimal) -> int:
    """How many decimals a figure is printed with."""
    return max(0, -int(value.as_tuple().exponent))
