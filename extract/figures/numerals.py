"""The grammar of one printed number: signs, groups, point, notes behind it, and what is none.

Where a number is badly written (12,06.85), `repaired` says what it can only mean, if it can mean
one thing; nothing is read from the tail of a number.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from extract.characters import folded, half_width, is_unknown, plain

_BLANK = re.compile(r"\s")
_DIGITS = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
_WHOLE = re.compile(_DIGITS)
#: No number has more digits, with those behind its point: all money of the world, in 分, has 18.
_LONGEST = 24
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Grammar:
    signed: re.Pattern[str]
    below: str
    unit: re.Pattern[str]
    figure: re.Pattern[str]
    canonical: dict[int, str]
    notes: re.Pattern[str]
    nothing: re.Pattern[str]
    unsaid: re.Pattern[str]
    nameless: re.Pattern[str]
    more: re.Pattern[str]


@lru_cache(maxsize=1 << 16)
def is_number(text: str) -> bool:
    """Whether a text is one whole printed number, with a per cent sign or a note behind it."""
    bare = without_notes(plain(text))
    return signed_number(bare[:-1] if bare[-1:] == "%" else bare) is not None


def signed_number(text: str) -> Decimal | None:
    """The value of a number in digits (1,234.50 · .50 · １２３ · −5 · 95.13- · △5 · （12.5）· ¥3),
    its digits kept; None for anything else, and for more digits than anything comes to. Notes
    behind it are not taken."""
    plain = _canonical(text)
    if plain[:1] and plain[0] in _grammar().below:
        plain = "-" + plain[1:]
    match = _grammar().signed.fullmatch(plain)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    signs = "".join(match[name] for name in ("before", "inner", "close_by", "after"))
    if len(signs) > 1 or (match["open"] and signs == "+"):
        return None
    digits = match["digits"].replace(",", "")
    value = Decimal(digits)
    if max(len(digits), abs(value.adjusted())) > _LONGEST:
        return None
    return value.copy_negate() if match["open"] or signs == "-" else value


def number_and_rest(text: str) -> tuple[str, str]:
    """A figure's number with its signs, and what stands behind it (a unit); ("", "") where the
    text is not one number with something behind it. `text` is half-width and without blanks."""
    match = _grammar().figure.fullmatch(text)
    return (match["number"], match["rest"]) if match else ("", "")


def is_unit(text: str) -> bool:
    """Whether a text may stand behind a figure as its unit; nothing may."""
    return _grammar().unit.fullmatch(text) is not None


def without_notes(text: str) -> str:
    """A text without the marks of notes behind its figure: 1,206.85*, 1,206.85[1], 1,206.85①."""
    return _grammar().notes.sub("", text, count=1)


def is_well_formed(text: str) -> bool:
    """Whether the digits at the start of a printed figure (12,06.85万元) make one number."""
    match = re.match(r"[^0-9]*([0-9][0-9,.]*)", _canonical(text))
    return match is None or bool(_WHOLE.fullmatch(match[1].rstrip(",.")))


def repaired(text: str) -> Decimal | None:
    """What badly placed separators can only mean: 12,06.85 and 1,206..85 are 1206.85. None where
    more than one number could be meant (2.180,56), or a character is no digit."""
    plain = re.sub(r"[,.]*\.[,.]*", ".", _canonical(text))
    if ",," in plain:
        return None
    if plain[:1] == "-":
        inner = repaired(plain[1:])
        return None if inner is None else -inner
    whole, point, decimals = plain.partition(".")
    digits = whole.replace(",", "") + point + decimals
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits):
        return None
    return Decimal(digits) if point or re.search(r",[0-9]{3}$", whole) else None


def says_nothing(text: str) -> bool:
    """Whether a field is blank, or holds what stands for nothing: a dash, 无, /."""
    return bool(_grammar().nothing.fullmatch(_BLANK.sub("", text)))


def holds_no_words(text: str) -> bool:
    """Whether a field says that there is nothing, or that no figure belongs there (不适用, ……):
    it names nothing, and is no zero for that."""
    return says_nothing(text) or bool(_grammar().unsaid.fullmatch(_BLANK.sub("", text)))


@lru_cache(maxsize=1 << 14)
def looks_unreadable(text: str) -> bool:
    """Whether a field that holds no number was meant to: #####, 1,2O6.85, a character that
    nobody knows, two numbers. Words are words, but for those behind an amount."""
    plain = _BLANK.sub("", folded(text))
    if says_nothing(plain) or _IDEOGRAPH.search(plain):
        return any(is_unknown(c) for c in plain) or bool(_grammar().more.fullmatch(plain))
    telling = any(c.isdecimal() or c in "#*" or is_unknown(c) for c in plain)
    nameless = _grammar().nameless.fullmatch(plain) is not None
    return nameless or (telling and not re.fullmatch(r"[*＊]", plain))


def _canonical(text: str) -> str:
    """Without blanks; signs, points and separators in one form."""
    return _BLANK.sub("", half_width(text)).translate(_grammar().canonical)


@cache
def _grammar() -> _Grammar:
    data = number_data()
    canonical = {ord(c): form for form, name in ((".", "point"), (",", "group"), ("-", "minus"))
                 for c in data[name]} | {ord("（"): "(", ord("）"): ")"}  # fmt: skip
    signs, inside = (re.escape("".join(data[n] for n in names)) for names in (
        ("minus", "below", "money"), ("point", "group")))  # fmt: skip
    number = (
        rf"[+(（{signs}]*(?:[0-9]|[.．][0-9])[0-9{inside}]*(?:[Ee][+-]?[0-9]{{1,2}})?"
        rf"(?:{'|'.join(data['notes'])})?[)）{re.escape(data['minus'])}]?"
    )
    signed = (
        rf"(?P<before>-?)(?P<open>\(?)(?P<inner>[-+]?)[{re.escape(data['money'])}]?"
        rf"(?P<close_by>[-+]?)(?P<digits>{_DIGITS}|{data['power']})(?P<after>-?)(?P<close>\)?)"
    )
    return _Grammar(
        re.compile(signed, re.ASCII),
        data["below"],
        re.compile(rf"(?:{data['unit']})?"),
        re.compile(rf"(?P<number>{number})(?P<rest>[^0-9]*)", re.ASCII),
        canonical,
        re.compile(rf"(?:{'|'.join(data['notes'])})$", re.ASCII),
        re.compile(data["nothing"]),
        re.compile(data["unsaid"]),
        re.compile(data["nameless"]),
        re.compile(data["more"], re.ASCII),
    )


@cache
def number_data() -> dict[str, Any]:
    """The section `number` of figures.toml."""
    text = files("extract.figures").joinpath("figures.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)["number"]
    return data
