"""How a place writes its reports: one TOML file a voice, in voices/ or voices_held_out/.

A file says what is peculiar (`about`), which voice it is like (`like`: whatever it does not say
itself is that voice's), how figures are set ([figures]), how headings are numbered, how the whole
is laid out ([paper], [look]), its phrases ([forms]), and for 决算 ([final]) and 预算 ([budget]) the
sections in their order. What a phrase may hold stands in speech.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.sampling.document import Figure, Piece, Text
from corpus.sampling.looks import FULL_WIDTH, YUAN, Look, amount, in_unit, looks
from corpus.sampling.model import Money

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """How figures are set in the text.

    `unit` of money, `comma` between thousands, `space` around figures, `places` of percentages,
    `trim` drops zeros at the end, `large` says 亿元 for large totals, `zero` is what stands for
    nothing, `digits` half or full width, `bare` amounts go without their unit (a note says it
    once), `fine` ones have cents, so that what tables and text round need not add up.
    """

    unit: str = "万元"
    comma: bool = False
    space: bool = False
    places: int = 2
    trim: bool = False
    large: bool = False
    zero: str = ""
    digits: str = "half"
    bare: bool = False
    fine: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A style of writing. `data` is the file it was read from, with what it is like below it."""

    name: str
    setting: Setting
    data: Table = field(default_factory=dict, compare=False, repr=False)

    @property
    def about(self) -> str:
        return str(self.data["about"])

    def kind(self, kind: str) -> Table:
        """The table of final or budget."""
        table: Table = self.data[kind]
        return table

    def forms(self, kind: str) -> Table:
        """The phrases, with those that only this kind of report has."""
        return {**self.data["forms"], **self.kind(kind).get("forms", {})}

    def look(self, template: str | None = None) -> Look:
        """How its reports look; a template of looks.toml that is named goes before its own."""
        habits = dict(self.data.get("look", {}))
        own = habits.pop("template", "ministry")
        return looks()[template] if template else replace(looks()[own], **habits)

    def money(self, name: str, value: Money, role: str = "level", *, total: bool = False) -> Figure:
        """An amount of 元 in the unit of the text, or in 亿元 where large totals are told so."""
        is_large = total and self.setting.large and abs(value) >= YUAN["亿元"]
        unit = "亿元" if is_large else self.setting.unit
        text = self._trimmed(amount(value, unit, comma=self.setting.comma))
        stated = in_unit(value, unit)
        return Figure(name, role, self._set(text if stated else self.setting.zero or text),
                      stated, unit)  # fmt: skip

    def percent(self, name: str, part: Money, whole: Money, role: str) -> Figure:
        """What percentage `part` is of `whole`, rounded half up."""
        places = Decimal(1).scaleb(-self.setting.places)
        value = (100 * part / whole).quantize(places, ROUND_HALF_UP)
        return Figure(name, role, self._set(self._trimmed(f"{value:f}")), value, "%")

    def count(self, name: str, value: int | Decimal, role: str = "count") -> Figure:
        """A number whose unit the phrase says."""
        return Figure(name, role, self._set(f"{Decimal(value):f}"), Decimal(value))

    def printed(self, value: Money) -> Decimal:
        """An amount of 元 as its digits show it: what is up, down or nothing is told by them."""
        return in_unit(value, self.setting.unit)

    def _trimmed(self, text: str) -> str:
        return text.rstrip("0").rstrip(".") if self.setting.trim and "." in text else text

    def _set(self, text: str) -> str:
        return text.translate(FULL_WIDTH) if self.setting.digits == "full" else text

    def spaced(self, text: Text) -> Text:
        """The text with figures set off by blanks where this style does so."""
        if not self.setting.space:
            return text
        spaced: list[Piece] = []
        for piece in text:
            spaced += [" ", piece, " "] if isinstance(piece, Figure) else [piece]
        return tuple(spaced)

    def written(self, text: str) -> str:
        """Words of the narrative in this voice's signs."""
        return text.translate(_signs(self.name)) if self.data.get("signs") else text

    def converted(self, text: str) -> str:
        """Words in traditional characters, where this voice writes them."""
        return text.translate(_traditional(self.name))


def merged(below: Table, above: Table) -> dict[str, Any]:
    """A table over another: tables that both have are merged, all else is the upper one's.

    A phrase is one thing, however it is written: a table of cases does not take cases from below.
    """
    result = dict(below)
    for key, value in above.items():
        under = below.get(key)
        is_table = isinstance(value, dict) and isinstance(under, dict) and "text" not in value
        whole = not is_table or _is_phrase(value)
        result[key] = value if whole else merged(under or {}, value)
    return result


def _is_phrase(value: Table) -> bool:
    return any(case in value for case in ("say", "up", "more", "some", "planned", "flat"))


def _sources(held_out: bool) -> Iterator[tuple[str, str]]:
    folder = files(__package__).joinpath("voices_held_out" if held_out else "voices")
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml"), entry.read_text("utf-8")


@cache
def _data(name: str) -> Table:
    """A voice's file, over the one it is like."""
    found = {key: text for held in (False, True) for key, text in _sources(held)}
    data = tomllib.loads(found[name])
    like = data.get("like")
    return merged(_data(like), data) if like else data


@cache
def _signs(name: str) -> dict[int, str]:
    """What the narrative has instead of signs."""
    return {ord(a): b for a, b in _data(name)["signs"].items()}


@cache
def _traditional(name: str) -> dict[int, str]:
    """Pairs of characters, one after the other."""
    pairs: str = _data(name)["traditional"]
    return {ord(a): b for a, b in zip(pairs[::2], pairs[1::2], strict=True)}


def _voice(name: str) -> Voice:
    data = _data(name)
    return Voice(name, Setting(**data.get("figures", {})), data)


@cache
def voices(*, held_out: bool = False) -> dict[str, Voice]:
    """The voices by name: those to build with, or those that are held out."""
    return {name: _voice(name) for name, _ in _sources(held_out)}


def voice(name: str) -> Voice:
    """A voice of either folder."""
    return {**voices(), **voices(held_out=True)}[name]


#: The voices to build with.
VOICES: dict[str, Voice] = voices()
#: Those that a sample takes by its seed where none is named.
USUAL = ("broad", "formal", "plain", "terse")
