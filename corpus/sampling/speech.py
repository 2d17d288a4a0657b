"""Filling a voice's phrases with facts.

In braces a phrase holds

- a word: {year}, {last}, {owner}, {unit}, {label}, {n} {cn} {circle} (its place in a list),
  {class}, {group}, {subject}, {code}, {code3}, {code2}, {code1} …, {reason} (one is drawn);
- a figure of the fact it is about: {level}, {before}, {budget}, {diff} and {rate} (against
  `before`), {gap} and {gap_rate} (against `budget`), {share}, {completion};
- the figure of another fact by its name: {three_public.running};
- another phrase about the same fact: {path}; or about another fact or a list of facts:
  {expense:change}, {income.parts:part}, {items:level};
- {level:n}, {income:n}: the number without its unit.

A phrase is a text, or a table: `say` with `mark` (what stands between the entries of a list) and
`final` (between the last two); or cases, chosen by how the fact stands: up, down, flat, new, gone,
none (against `before`) · more, less, same, unplanned (against `budget`) · planned, unplanned
(whether there is a `budget`) · some, none (whether there is a `level`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from string import Formatter
from typing import Any

from corpus.sampling.document import Figure, Piece, Text
from corpus.sampling.facts import Fact, Facts
from corpus.sampling.model import ZERO
from corpus.sampling.voice import Voice

#: Which case is taken where a phrase has none of its own for how a fact stands.
_CASES = {"gone": "down", "none": "flat", "unplanned": "more"}
_NUMERALS = "零一二三四五六七八九"
_DEPTH = 12


def numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones else "")


def places(number: int) -> dict[str, str]:
    """The words for a place in a list."""
    circle = chr(0x2460 + number - 1) if number <= 20 else f"({number})"
    return {"n": str(number), "cn": numeral(number), "circle": circle}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a phrase is about, and the words it can use."""

    fact: Fact | None = None
    words: dict[str, str] = field(default_factory=dict)
    depth: int = 0


@dataclass(slots=True)
class Speaker:
    """Says phrases of a voice about the facts of a report. `told` counts the names of figures."""

    voice: Voice
    facts: Facts
    forms: dict[str, Any]
    rng: Random
    causes: dict[str, list[str]]
    told: Counter[str] = field(default_factory=Counter)

    def say(self, phrase: str, scene: Scene | None = None) -> Text:
        """A phrase with its braces filled."""
        scene = scene or Scene()
        if scene.depth > _DEPTH:
            raise RecursionError(phrase)
        pieces: list[Piece] = []
        for literal, name, spec, _ in Formatter().parse(phrase):
            if literal:
                pieces.append(self.voice.written(literal))
            if name is not None:
                pieces += self._filled(name, spec or "", replace(scene, depth=scene.depth + 1))
        return tuple(pieces)

    def _filled(self, name: str, spec: str, scene: Scene) -> Text:
        if spec and spec != "n":
            return self._about(name, spec, scene)
        word = self._word(name, scene)
        if word is not None:
            return (self.voice.written(word),)
        if scene.fact and name in FIELDS:
            return self._unit(FIELDS[name](self, scene.fact), spec == "n")
        if name in self.forms:
            return self._form(self.forms[name], scene)
        fact = self.find(name, scene)
        return self._unit(_level(self, fact), spec == "n")

    def _word(self, name: str, scene: Scene) -> str | None:
        words = scene.words
        if scene.fact:
            words = {"label": scene.fact.label, **scene.fact.words, **words}
        words = {**self.facts.words, "unit": self.voice.setting.unit, **words}
        if name == "reason" and name not in words and scene.fact:
            return self._reason(scene.fact)
        return words.get(name)

    def _unit(self, figure: Figure, bare: bool) -> Text:
        """A figure with its unit behind it; no two figures of a report have one name."""
        self.told[figure.name] += 1
        times = self.told[figure.name]
        if times > 1:
            figure = replace(figure, name=f"{figure.name}@{times}")
        bare = bare or (self.voice.setting.bare and figure.unit != "%")
        return (figure,) if bare or not figure.unit else (figure, figure.unit)

    def find(self, name: str, scene: Scene) -> Fact:
        """A fact by its name, or by what follows the name of the fact spoken of."""
        if scene.fact and f"{scene.fact.name}.{name}" in self.facts.by_name:
            return self.facts.by_name[f"{scene.fact.name}.{name}"]
        return self.facts.by_name[name]

    def listed(self, name: str, scene: Scene) -> tuple[Fact, ...] | None:
        """A list of facts by its name, or by what follows the name of the fact spoken of."""
        own = f"{scene.fact.name}.{name}" if scene.fact else ""
        return self.facts.lists.get(own, self.facts.lists.get(name))

    def _about(self, name: str, spec: str, scene: Scene) -> Text:
        form = self.forms.get(spec, {"say": f"{{{spec}}}", "mark": "、"})
        facts = self.listed(name, scene)
        if facts is None:
            found = self.find(name, scene)
            return self._form(form, replace(scene, fact=found))
        texts = [
            self._form(form, Scene(fact, {**scene.words, **places(n)}, scene.depth))
            for n, fact in enumerate(facts, 1)
        ]
        marks: dict[str, str] = form if isinstance(form, dict) else {}
        mark = marks.get("mark", "；")
        return self._joined(texts, mark, marks.get("final", mark))

    def _joined(self, texts: Sequence[Text], mark: str, final: str) -> Text:
        pieces: list[Piece] = []
        for index, text in enumerate(texts):
            between = final if index == len(texts) - 1 else mark
            pieces += [self.voice.written(between), *text] if index else text
        return tuple(pieces)

    def _form(self, form: str | dict[str, Any], scene: Scene) -> Text:
        if isinstance(form, str):
            return self.say(form, scene)
        if "say" in form:
            return self.say(form["say"], scene)
        assert scene.fact is not None
        case = self.case(form, scene.fact)
        if "more" in form and any("{reason}" in str(text) for text in form.values()):
            scene = replace(scene, words={**scene.words, "reason": self._reason(scene.fact, case)})
        return self.say(form[case if case in form else _CASES[case]], scene)

    def case(self, form: dict[str, Any], fact: Fact) -> str:
        """How a fact stands, in the terms of these cases. As printed, not as known more exactly."""
        level = self._printed(fact, fact.level)
        if "flat" in form:
            return _way(level, self._printed(fact, fact.before))
        budget = self._printed(fact, fact.budget)
        if "planned" in form:
            return "planned" if budget else "unplanned"
        if "more" in form:
            case = {"up": "more", "down": "less", "gone": "less", "flat": "same", "none": "same"}
            return case.get(_way(level, budget), "unplanned")
        return "some" if level else "none"

    def _printed(self, fact: Fact, value: Decimal | None) -> Decimal:
        if value is None:
            return ZERO
        return value if fact.role in ("count", "score") else self.voice.printed(value)

    def _reason(self, fact: Fact, case: str = "") -> str:
        """Why a fact changed, or differs from its budget."""
        way = case or _way(self._printed(fact, fact.level), self._printed(fact, fact.before))
        return self.rng.choice(self.causes["up" if way in ("up", "new", "more") else "down"])


def _way(level: Decimal, before: Decimal) -> str:
    if level == before:
        return "flat" if level else "none"
    if not before:
        return "new"
    if not level:
        return "gone"
    return "up" if level > before else "down"


def _needed(value: Decimal | None) -> Decimal:
    assert value is not None
    return value


def _number(s: Speaker, fact: Fact, suffix: str, value: Decimal, role: str) -> Figure:
    name = f"{fact.name}{suffix}"
    if fact.role in ("count", "score"):
        return s.voice.count(name, value, role)
    return s.voice.money(name, value, role, total=fact.large and not suffix)


def _level(s: Speaker, fact: Fact) -> Figure:
    return _number(s, fact, "", fact.level, fact.role)


def _against(s: Speaker, fact: Fact, suffix: str, base: Decimal | None, *, signed: bool) -> Figure:
    value = fact.level - _needed(base)
    return _number(s, fact, suffix, value if signed else abs(value), "change_amount")


def _rate(s: Speaker, fact: Fact, suffix: str, base: Decimal | None, *, signed: bool) -> Figure:
    value = fact.level - _needed(base)
    part = value if signed else abs(value)
    return s.voice.percent(f"{fact.name}{suffix}", part, _needed(base), "change_rate")


FIELDS: dict[str, Callable[[Speaker, Fact], Figure]] = {
    "level": _level,
    "before": lambda s, f: _number(s, f, ".before", _needed(f.before), "previous"),
    "budget": lambda s, f: _number(s, f, ".budget", _needed(f.budget), "budget"),
    "diff": lambda s, f: _against(s, f, ".change", f.before, signed=False),
    "rate": lambda s, f: _rate(s, f, ".rate", f.before, signed=False),
    "signed_diff": lambda s, f: _against(s, f, ".change", f.before, signed=True),
    "signed_rate": lambda s, f: _rate(s, f, ".rate", f.before, signed=True),
    "gap": lambda s, f: _against(s, f, ".gap", f.budget, signed=False),
    "gap_rate": lambda s, f: _rate(s, f, ".gap_rate", f.budget, signed=False),
    "share": lambda s, f: s.voice.percent(f"{f.name}.share", f.level, _needed(f.whole), "share"),
    "completion": lambda s, f: s.voice.percent(
        f"{f.name}.completion", f.level, _needed(f.budget), "completion"
    ),
}
