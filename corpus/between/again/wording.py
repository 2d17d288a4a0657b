"""What changed between two files of one report, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.between import catalogue
from corpus.between.again.order import SAYS, UNKNOWN
from corpus.between.again.pairs import Pair
from corpus.between.again.values import ADDED, CHANGED, GONE, Change, Figure
from corpus.between.wording import kind_word, word
from reconcile.phrases import LANGUAGES

#: As much of what a file says of itself is quoted.
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Said:
    """A difference in words: both figures as printed, with their unit in `unit` where it is one for
    both and stands not in them."""

    label: str
    stated: str
    expected: str
    unit: str
    message: Mapping[str, str]
    detail: Mapping[str, str]


def of_change(change: Change, pair: Pair) -> Said:
    """One figure that changed, came or went."""
    stated, expected = _shown(change, change.after), _shown(change, change.before)
    units = {f.quantity.unit for f in (change.before, change.after) if f is not None}
    unit = next(iter(units)) if len(units) == 1 and not change.whole else ""
    if any(unit and unit in text for text in (stated, expected)):
        unit = ""
    if len(units) > 1 and not change.whole:
        stated, expected = _with_unit(stated, change.after), _with_unit(expected, change.before)
    label = change.figure.label or change.figure.context
    fields = {"stated": f"{stated}{unit}", "expected": f"{expected}{unit}", "label": label}
    return Said(
        label,
        stated,
        expected,
        unit,
        {lang: _message(change, pair, fields, lang) for lang in LANGUAGES},
        {lang: _detail(pair, lang, unsure=change.unsure) for lang in LANGUAGES},
    )


def of_pair(pair: Pair) -> Said:
    """Two files most of whose figures differ: one line for all."""
    found = pair.compared
    count = {"held": found.same + found.count(CHANGED), "different": found.count(CHANGED)}
    first = pair.later.report
    texts = {
        lang: word("again_scope", lang, year=first.year, kind=kind_word(first.kind, lang), **count)
        for lang in LANGUAGES
    }
    return Said("", "", "", "", texts, {lang: word("again_other", lang) for lang in LANGUAGES})


def _message(change: Change, pair: Pair, fields: Mapping[str, str], lang: str) -> str:
    """The message of the rule for a figure that changed, that of words.toml for others."""
    report = pair.later.report
    before, after = change.before, change.after
    known = pair.basis != UNKNOWN
    values = {
        **fields,
        "year": report.year,
        "kind": kind_word(report.kind, lang),
        "later": word("later" if known else "one_file", lang),
        "earlier": word("earlier" if known else "other_file", lang),
        "page": after.page if after else 0,
        "other_page": before.page if before else 0,
        "count": change.count,
    }
    if change.kind == CHANGED:
        return catalogue.message("B04", lang).format(**values)
    whole = "_table" if change.whole else ""
    return word({ADDED: "again_added", GONE: "again_gone"}[change.kind] + whole, lang, **values)


def _detail(pair: Pair, lang: str, *, unsure: bool) -> str:
    """Whether the later file says what it is, and how it is known to be the later one; but of what
    may have been misread only that."""
    if unsure:
        return word("again_reading", lang)
    said = pair.later.announces[:_QUOTED]
    silent = "again_silent" if pair.basis != UNKNOWN else "again_neither"
    texts = [word("again_says", lang, quote=said) if said else word(silent, lang)]
    if pair.basis != SAYS:
        texts.append(word(f"order_{pair.basis}", lang))
    texts.append(of_versions(pair, lang))
    return word("semicolon", lang).join(filter(None, texts))


def of_versions(pair: Pair, lang: str) -> str:
    """That the files were read by different versions of gouji; "" where they were not. The file
    that another took the place of cannot be read again."""
    old, new = pair.earlier.report.version, pair.later.report.version
    return word("again_versions", lang, old=old, new=new) if old != new else ""


def _shown(change: Change, figure: Figure | None) -> str:
    """A figure as printed; of a whole table how many figures it has, or its unit."""
    if figure is None:
        return ""
    if not change.whole:
        return figure.text
    name = "whole_unit" if change.kind == CHANGED else "whole_table"
    return word(name, "zh", count=change.count, unit=figure.quantity.unit)


def _with_unit(text: str, figure: Figure | None) -> str:
    unit = figure.quantity.unit if figure is not None else ""
    return text if not unit or text.endswith(unit) else f"{text}{unit}"
