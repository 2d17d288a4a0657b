"""The patterns by which figures are found in running text, made of what figures.toml says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from extract.figures.numerals import number_data


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns over compact text: a figure with its unit, a stretch of digits and what looks
    like them with what stands for a unit, a figure that begins with its point, how a paragraph
    names the unit of its amounts and what follows one of those, a figure with what no number has,
    notes and fillings that are no part of it, numerals."""

    figure: re.Pattern[str]
    run: re.Pattern[str]
    headless: re.Pattern[str]
    headed: re.Pattern[str]
    ends: re.Pattern[str]
    foreign: re.Pattern[str]
    note: re.Pattern[str]
    chinese: re.Pattern[str]
    measures: frozenset[str]
    counted: Mapping[str, str]
    not_claims: tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]


@cache
def grammar() -> Grammar:
    """The patterns that figures.toml comes to."""
    data: dict[str, Any] = tomllib.loads(
        resources.files("extract.figures").joinpath("figures.toml").read_text("utf-8")
    )
    units = data["units"]
    counted = _either(units["count"] + units["other"], units)
    unit = "|".join(
        [_either(units["amount"] + units["percent"], units), f"[万亿]?(?:{counted})",
         _either(units["bare"], units)]
    )  # fmt: skip
    before = "|".join(map(re.escape, data["chinese"]["before"]))
    numerals = data["chinese"]["numerals"]
    money = _either(units["amount"] + units["percent"] + units["bare"], units)
    stated = _either(units["amount"] + units["percent"], units)
    amount = _either(units["amount"], units)
    number, named = _number(), data["number"]["named"]
    tails = "|".join(data["number"]["notes"])
    return Grammar(
        re.compile(
            rf"(?P<number>{number}|[(（](?P<inside>{number})[)）](?={money}))"
            rf"(?:(?P<rough>[余多])?(?:{named}(?={money}))?(?P<unit>{unit})"
            rf"|[(（](?P<boxed>{stated})[)）])?"
        ),
        re.compile(
            _run(data["number"]) + rf"(?:(?P<doubled>{units['doubled']})|(?P<unit>{money})"
            rf"|(?P<astray>{data['number']['astray']}(?:{stated})))"
        ),
        re.compile(rf"{data['number']['headless']}(?P<unit>{money})"),
        re.compile(data["headed"]["pattern"]),
        re.compile(data["headed"]["ends"]),
        re.compile(rf"(?:{'|'.join(data['number']['foreign'])})(?:{amount})"),
        re.compile(
            rf"(?=[{re.escape(data['number']['note_signs'])}])"  # looked at first, at every place
            rf"(?:(?<=[0-9])(?:{tails})(?={money})|{_blank(data['number'], unit)})",
            re.ASCII,
        ),
        re.compile(rf"(?<![第{numerals}])([{numerals}]+)(?=({before}))"),
        frozenset(units["other"]),
        data["counted_before"],
        tuple(
            (e["reason"], frozenset(e.get("needs", "")), re.compile(e["pattern"], re.ASCII))
            for e in data["not_claim"]
        ),
    )


def _number() -> str:
    """The pattern of a well written number in a sentence."""
    data = number_data()
    signs = data["minus"] + data["below"]
    minus = re.escape("".join(c for c in signs if c not in data["long_dash"]))
    group, point = re.escape(data["group"]), re.escape(data["point"])
    narrow = re.escape(data["group"].replace("，", ""))
    return (
        rf"(?<![0-9.])(?<![0-9][{narrow}])[{minus}]?"
        rf"(?:[0-9]{{1,3}}(?:[{group}][0-9]{{3}})+(?![0-9])|[0-9]+)"
        rf"(?:\.[0-9]+|[{point}][0-9]{{1,2}}(?![0-9]))?"
    )


def _blank(data: dict[str, Any], unit: str) -> str:
    """The pattern of the line before or behind a figure that fills a blank of a form, and of the
    dots that lead to one."""
    line, signs = re.escape(data["blank"]), re.escape(data["minus"] + data["below"])
    figure = rf"[{signs}]?[0-9][0-9,.]*[{line}]*(?:{unit})"
    return (
        rf"(?:(?<![A-Za-z{line}])[{line}]+|{data['leader']})(?={figure})"
        rf"|(?<=[0-9])[{line}]+(?=(?:{unit}))"
    )


def _run(data: dict[str, Any]) -> str:
    """The pattern of digits, what looks like digits and separators in one stretch."""
    letters, marks = re.escape(data["letters"]), re.escape(data["point"] + data["group"])
    unknown = "\ufffc\ufffd\ue000-\uf8ff⁰¹²³⁴-⁹"
    digits, point = rf"\d{letters}{unknown}", re.escape(data["point"])
    hyphen = r"-(?=[.,][0-9])|(?<=[0-9][.,])-(?=[0-9])|(?<=[0-9])[-－−–](?=0[0-9]+\.[0-9])"
    stop = rf"(?:{hyphen}|[。;…](?=[0-9]{{1,2}}(?![0-9,.]))|;(?=[0-9]{{3}}\.[0-9]))"
    first = rf"(?:[\d{unknown}〇○]|[lIOo|](?=[{marks}]|[0-9]{{2,}}\.[0-9]))"
    return (
        rf"(?=[\dA-Za-z|〇○#＃{unknown}])(?<![A-Za-z\d{unknown}])(?<![{digits}][{marks}])"
        rf"(?P<number>{first}(?:(?:[{digits}{marks}]|{stop})*[{digits}][{point}]*)?|{data['nameless']}|[#＃]{{2,}})"
    )


def _either(words: list[str], units: dict[str, Any]) -> str:
    """A pattern for any of the unit words, the longest first."""
    return "|".join(_unit_pattern(w, units) for w in sorted(words, key=len, reverse=True))


def _unit_pattern(word: str, units: dict[str, Any]) -> str:
    unless = units.get(f"{word}_not_before")
    return re.escape(word) + (f"(?!{unless})" if unless else "")
