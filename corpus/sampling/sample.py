"""A sample: a made-up report as PDF, and the key that says what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from random import Random

from corpus.sampling.compose import compose
from corpus.sampling.document import Report
from corpus.sampling.flaws import Flaw, statement
from corpus.sampling.invent import invent
from corpus.sampling.looks import Look
from corpus.sampling.plant import AMBIGUOUS, plant
from corpus.sampling.roughen import roughen
from corpus.sampling.typeset import typeset
from corpus.sampling.voice import USUAL, voice


class NoPlaceError(ValueError):
    """A report holds no figure that an error of the kind asked for could be planted in."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a sample is, and every error planted in it. `kind` is final or budget."""

    unit: str
    year: int
    kind: str
    template: str
    style: str
    seed: int
    pages: int
    flaws: tuple[Flaw, ...] = ()

    def to_toml(self) -> str:
        """The key as TOML, its flaws as [[flaw]]."""
        lines = [
            f"{f.name} = {_toml(getattr(self, f.name))}" for f in fields(self) if f.name != "flaws"
        ]
        for flaw in self.flaws:
            lines += ["", "[[flaw]]"]
            lines += [f"{f.name} = {_toml(getattr(flaw, f.name))}" for f in fields(flaw)]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """A PDF and its key."""

    data: bytes
    key: Key


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it is typeset: its looks, the voice it is told in, the errors in it."""

    report: Report
    look: Look
    style: str
    flaws: tuple[Flaw, ...] = ()


def _toml(value: str | int | bool) -> str:
    """A TOML value; JSON writes strings, integers and booleans as TOML does."""
    return json.dumps(value, ensure_ascii=False)


def make(
    seed: int,
    template: str | None = None,
    kind: str = "final",
    *,
    flaws: Sequence[str] = (),
    style: str | None = None,
    body: str | None = None,
    large: bool = False,
    lenient: bool = False,
) -> Sample:
    """A report of `kind` (final or budget) that looks like `template` (looks.toml).

    `flaws` are kinds of errors to plant (plant.KINDS), `style` the name of a voice, seen or held
    out (one of voice.USUAL by the seed where none is given); without a template it looks as that
    voice's reports do. `body` is a name in catalogue.toml; a `large` body's report has twice as
    many pages. The same arguments give the same bytes.
    Raises NoPlaceError where an error asked for has no place in the report; where `lenient`, it is
    left out.
    """
    draft = drafted(
        seed, template, kind, flaws=flaws, style=style, body=body, large=large, lenient=lenient
    )
    report, look = draft.report, draft.look
    paper = typeset(report, look)
    marked = tuple(replace(flaw, page=paper.pages[flaw.figure]) for flaw in draft.flaws)
    key = Key(report.owner, report.year, kind, look.name, draft.style, seed, paper.count, marked)
    return Sample(paper.data, key)


def drafted(
    seed: int,
    template: str | None = None,
    kind: str = "final",
    *,
    flaws: Sequence[str] = (),
    style: str | None = None,
    body: str | None = None,
    large: bool = False,
    lenient: bool = False,
) -> Draft:
    """The report of `make` before it is typeset, to be written in whatever form."""
    speaker = voice(style or USUAL[seed % len(USUAL)])
    look = speaker.look(template)
    steady = speaker.name in USUAL
    accounts = invent(seed, kind=kind, body=body, large=large, steady=steady)
    if speaker.setting.fine:
        accounts = roughen(accounts, seed)
    report, planted = _with_flaws(
        compose(accounts, look, speaker, kind, seed), flaws, seed, lenient=lenient
    )
    return Draft(report, look, speaker.name, tuple(planted))


def _with_flaws(
    report: Report, kinds: Sequence[str], seed: int, *, lenient: bool
) -> tuple[Report, list[Flaw]]:
    planted: list[Flaw] = []
    for number, kind in enumerate(kinds):
        taken = frozenset(statement(flaw.figure) for flaw in planted)
        done = plant(report, kind, Random(f"flaw {seed} {number} {kind}"), taken)
        if done is None and lenient:
            continue
        if done is None:
            raise NoPlaceError(f"no place for an error of kind {kind}")
        report, flaw = done
        planted.append(replace(flaw, culprit=kind not in AMBIGUOUS))
    return report, planted
