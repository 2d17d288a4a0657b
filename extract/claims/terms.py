"""The dictionary of terms.toml: what each word is to the reader, and what each cue means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Terms:
    """The dictionary: a tag for each term, what each cue means, the words that narrow a figure
    down, and the patterns by the names that their tables in terms.toml have."""

    tags: Mapping[str, str]
    roles: Mapping[str, Mapping[str, str]]
    directions: Mapping[str, str]
    bases: Mapping[str, str]
    stages: re.Pattern[str]
    counted: re.Pattern[str]
    carried_out: re.Pattern[str]
    goes_on: re.Pattern[str]
    the_project: re.Pattern[str]
    going_on: re.Pattern[str]
    beside: re.Pattern[str]
    place: re.Pattern[str]
    outturn: re.Pattern[str]
    deed: re.Pattern[str]
    flow: re.Pattern[str]
    executed: re.Pattern[str]
    worth: re.Pattern[str]
    of_the_year: re.Pattern[str]
    carried_over: re.Pattern[str]
    in_part: re.Pattern[str]
    whole_things: re.Pattern[str]
    reckoned: re.Pattern[str]
    summed: re.Pattern[str]
    so_many: re.Pattern[str]
    no_name: re.Pattern[str]
    norm: re.Pattern[str]
    held: re.Pattern[str]
    of_money: re.Pattern[str]
    unbudgeted: re.Pattern[str]
    side_of_year: re.Pattern[str]
    side_changed: re.Pattern[str]
    in_passing: re.Pattern[str]
    forward: re.Pattern[str]
    spent_on: re.Pattern[str]
    left_over: re.Pattern[str]
    restated: re.Pattern[str]
    other_end: re.Pattern[str]
    opens_within: re.Pattern[str]
    noun: re.Pattern[str]
    most: re.Pattern[str]
    last_years: re.Pattern[str]
    earlier_opening: re.Pattern[str]
    said_of: re.Pattern[str]
    leads_to: re.Pattern[str]
    per_thing: re.Pattern[str]
    headed_by_year: re.Pattern[str]
    outturn_of: re.Pattern[str]
    moved_on: re.Pattern[str]
    this_year: re.Pattern[str]
    behind_year: re.Pattern[str]
    outturn_word: re.Pattern[str]
    opens_earlier: re.Pattern[str]
    other_times: re.Pattern[str]
    then_share: re.Pattern[str]
    listed_against: re.Pattern[str]
    against_thing: re.Pattern[str]
    two_words: re.Pattern[str]
    against_year: re.Pattern[str]
    held_against: re.Pattern[str]
    up_to: re.Pattern[str]
    ends_up_to: re.Pattern[str]
    made_up: re.Pattern[str]
    divided: re.Pattern[str]
    threshold: re.Pattern[str]
    adjusted: re.Pattern[str]
    adjusted_change: re.Pattern[str]
    apart: re.Pattern[str]
    event: re.Pattern[str]


@cache
def terms() -> Terms:
    """The dictionary of terms.toml; a word listed twice keeps its first meaning."""
    data: dict[str, Any] = tomllib.loads(
        resources.files("extract.claims").joinpath("terms.toml").read_text("utf-8")
    )
    tags: dict[str, str] = {}
    for cue in data["cue"]:
        for word in cue["words"]:
            tags.setdefault(word, cue["name"])
    for name in ("subject", "filler"):
        for word in data["subjects" if name == "subject" else name]["words"]:
            tags.setdefault(word, name)
    tables = ((name, table) for name, table in data.items() if isinstance(table, dict))
    patterns = {name: re.compile(t["pattern"]) for name, t in tables if "pattern" in t}
    return Terms(
        tags,
        {cue["name"]: cue.get("roles", {}) for cue in data["cue"]},
        {cue["name"]: cue["direction"] for cue in data["cue"] if "direction" in cue},
        {cue["name"]: cue["base"] for cue in data["cue"] if "base" in cue},
        stages=_stages(data["stages"]["words"], data["stages"]["except"]),
        **patterns,
    )


def _stages(words: Sequence[str], others: str) -> re.Pattern[str]:
    """Any of some words, but where they are the beginning of others (2025年中心)."""
    return re.compile(f"(?!{others})(?:{'|'.join(map(re.escape, words))})")
