"""Differences between reports in words: both reports, both figures, where each stands.

The messages are those of the rules (rules/CODE.toml), what they are made of is in words.toml; both
in the languages of reconcile.phrases.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from corpus.between import catalogue
from corpus.between.holding import Held, change_of, quantity_of
from corpus.between.shelf import Slot
from corpus.store.models import ReportRow
from extract.figures.quantity import Quantity
from reconcile.phrases import say


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The pieces of messages by name, each by language."""
    source = resources.files("corpus.between").joinpath("words.toml").read_text("utf-8")
    return tomllib.loads(source)


def message(held: Held, report: ReportRow, others: Sequence[ReportRow], lang: str) -> str:
    """What disagrees with what, and where each stands."""
    other, against = others[0], held.against[0]
    text = catalogue.message(held.check.rule, lang).format(
        label=held.fact.label,
        year=report.year,
        kind=kind_word(report.kind, lang),
        quoted=_quoted(held, lang),
        other_year=other.year,
        other_kind=kind_word(other.kind, lang),
        expected=_shown(held.expected),
        other_page=against.page,
        other_place=against.place,
        count=len(others),
    )
    if held.check.rule != "B03":
        return text
    by_id = {r.id: r for r in others}
    parts = [
        word("part", lang, unit=by_id[f.report_id].unit, value=_shown(quantity_of(f)), page=f.page)
        for f in held.against
    ]
    return word("parts", lang, message=text, parts=word("comma", lang).join(parts))


def detail(held: Held, lang: str, *, apart: bool, held_count: int, different: int) -> str:
    """What may explain it: a slip of the pen, a restatement, another scope."""
    texts = [say(held.check.detail, lang)]
    if apart:
        texts.append(word("scope", lang, held=held_count, different=different))
    else:
        texts.append(word(_caution(held), lang))
    return word("semicolon", lang).join(t for t in texts if t)


def slot(place: Slot, lang: str = "zh") -> str:
    """A place on the shelf: 某局 2024 决算."""
    return word("slot", lang, unit=place.unit, year=place.year, kind=kind_word(place.kind, lang))


def _caution(held: Held) -> str:
    """What makes such a difference legitimate, by its rule; only sums over all money have
    something netted in them."""
    if held.check.rule == "B03":
        return "netted" if held.fact.quantity.startswith(("all:", "expend")) else "summed"
    return "planned" if held.check.rule == "B02" else "restated"


def _quoted(held: Held, lang: str) -> str:
    fact = held.fact
    if fact.measure != "change":
        return word(fact.measure, lang, stated=_shown(held.stated))
    moved = change_of(fact)
    size = Quantity(moved.text, abs(moved.value), moved.unit)
    return word(
        "change",
        lang,
        level=_shown(quantity_of(fact)),
        direction=word("down" if moved.value < 0 else "up", lang),
        moved=_shown(size),
        stated=_shown(held.stated),
    )


def kind_word(kind: str, lang: str) -> str:
    """What a kind of report is called: 决算, 预算."""
    return word("final" if kind == "final" else "plan", lang)


def word(name: str, lang: str, **values: object) -> str:
    """A piece of a message (words.toml), filled in."""
    return words()[name][lang].format(**values)


def _shown(quantity: Quantity) -> str:
    return f"{quantity.value:f}{quantity.unit}"
