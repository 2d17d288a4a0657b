"""The bank of sentences: what each one states, read by hand, in sentences/*.toml.

A file may open with `year` and `kind` of the report its sentences come from (2024 and "final" where
it does not). Every `[[sentence]]` has

- `text`: one paragraph a line; a line that starts with `# ` is a heading;
- `claims`: one line for every figure it states, in order; none where it states nothing;
- `why`: for look-alikes, the reason that the ledger gives for the numbers in it, each once;
- `limit`: why the reader cannot get it right, for those it is known to get wrong.

A claim's line is its figure in normal spelling and its role, then in any order

- a word that its subject must contain (the subject of the line above where left out; `-`: any);
- 增加, 减少 or 持平, its direction (none where left out);
- 比上年预算 or 比预算, the base of a change (上年决算 where left out);
- @2023 or @2024-12-31, its period (the report's year; the year before for `previous`);
- /words, which the whole of a share must contain; ∈words, which the subject must contain of
  the statement it is announced as a part of;
- 缺万, 缺% for a torn unit, 模板 for a direction left open.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.claims.statements import Reading, read_claims
from extract.disclosure import Base, Claim, Direction, Role, Sentence
from extract.figures.quantity import Quantity, parse_quantity
from extract.geometry import Box, Place
from extract.ordinals import without_marker

FOLDER = Path(__file__).parent / "sentences"
_BASES = {"比上年": Base.LAST_YEAR, "比上年预算": Base.LAST_BUDGET, "比预算": Base.BUDGET}
_CHANGES = (Role.CHANGE_AMOUNT, Role.CHANGE_RATE)


@dataclass(frozen=True, slots=True)
class Expected:
    """A claim as a person reads it; None and "" for what is not to be compared."""

    quantity: Quantity
    role: Role
    subject: str
    period: str
    direction: Direction | None
    base: Base | None
    whole: str
    part_of: str
    torn: str
    template: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence of the bank with its claims."""

    name: str
    text: str
    year: int
    kind: str
    claims: tuple[Expected, ...]
    why: tuple[str, ...]
    limit: str


@cache
def examples() -> tuple[Example, ...]:
    """All sentences of the bank, by file."""
    return tuple(e for path in sorted(FOLDER.glob("*.toml")) for e in _examples(path))


def read_text(text: str, year: int, kind: str) -> Reading:
    """What the reader makes of a text: a paragraph a line, headings after `# `."""
    return read_claims(tuple(_sentences(text)), year=year, kind=kind)


def differences(expected: Sequence[Expected], reading: Reading) -> list[str]:
    """Where a reading is not what is expected, a line each; none where it is."""
    claims = reading.claims
    wanted = [(str(e.quantity), str(e.role)) for e in expected]
    found = [(str(c.quantity), str(c.role)) for c in claims]
    if wanted != found:
        return [f"expected {_flat(wanted)}", f"read     {_flat(found)}"]
    pairs = zip(expected, claims, strict=True)
    return [f"{c.quantity}: {line}" for e, c in pairs for line in _differs(e, c, reading)]


def _flat(pairs: Sequence[tuple[str, str]]) -> str:
    return " · ".join(" ".join(p) for p in pairs) or "nothing"


def _differs(expected: Expected, claim: Claim, reading: Reading) -> Iterator[str]:
    same = {
        "direction": (expected.direction, claim.direction),
        # which of last year's figures one is need not be written down
        "base": (
            expected.base or claim.base if claim.role is Role.PREVIOUS else expected.base,
            claim.base,
        ),
        "period": (expected.period, claim.period),
        "torn": (expected.torn, claim.torn),
        "template": (expected.template, claim.template),
    }
    for name, (wanted, found) in same.items():
        if wanted != found:
            yield f"{name} should be {wanted}, is {found}"
    parent = reading.statements[claim.statement].part_of
    whole = reading.statements[parent].subject if parent is not None else ""
    contains = {
        "subject": (expected.subject, claim.subject),
        "whole": (expected.whole, claim.whole),
        "part of": (expected.part_of, whole),
    }
    for name, (word, text) in contains.items():
        if word not in re.sub(r"\s", "", text):
            yield f"{name} should contain {word}, is {text or 'empty'}"


def _sentences(text: str) -> Iterator[Sentence]:
    section: tuple[str, ...] = ()
    for number, line in enumerate(text.strip().splitlines()):
        heading = line.startswith("# ")
        words = line.removeprefix("# ")
        places = tuple(Place(1, Box(10.0 * i, 20, 10.0 * i + 10, 32)) for i in range(len(words)))
        yield Sentence(number, words, places, section, number, "heading" if heading else "body")
        if heading:
            section = (*section, without_marker(words))


def _examples(path: Path) -> Iterator[Example]:
    data = tomllib.loads(path.read_text("utf-8"))
    year, kind = data.get("year", 2024), data.get("kind", "final")
    for number, entry in enumerate(data["sentence"], 1):
        of_year = entry.get("year", year)
        yield Example(
            f"{path.stem}-{number}",
            entry["text"],
            of_year,
            entry.get("kind", kind),
            tuple(_claims(entry.get("claims", ""), of_year)),
            tuple(entry.get("why", "").split()),
            entry.get("limit", ""),
        )


def _claims(lines: str, year: int) -> Iterator[Expected]:
    subject = ""
    for line in lines.strip().splitlines():
        expected = _claim(line.split(), year, subject)
        subject = expected.subject
        yield expected


def _claim(words: Sequence[str], year: int, subject: str) -> Expected:
    role = Role(words[1])
    said: dict[str, str] = {}
    for word in words[2:]:
        said[_field(word)] = word
    default = {Role.COMPLETION: Base.BUDGET} | dict.fromkeys(_CHANGES, Base.LAST_YEAR)
    base = _BASES[said["base"]] if "base" in said else default.get(role)
    plain = said.get("subject", subject)
    return Expected(
        parse_quantity(words[0]),
        role,
        "" if plain == "-" else plain,
        said.get("period", str(year - (role is Role.PREVIOUS))).removeprefix("@"),
        Direction(said["direction"]) if "direction" in said else None,
        base,
        said.get("whole", "").removeprefix("/"),
        said.get("part_of", "").removeprefix("∈"),
        said.get("torn", "").removeprefix("缺"),
        "template" in said,
    )


def _field(word: str) -> str:
    """Which field of a claim a word of its line gives."""
    starts = {"@": "period", "/": "whole", "∈": "part_of", "缺": "torn"}
    if word in tuple(Direction):
        return "direction"
    if word in _BASES:
        return "base"
    return "template" if word == "模板" else starts.get(word[0], "subject")
