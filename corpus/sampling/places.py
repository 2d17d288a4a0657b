"""Where figures stand in a report: what is told beside them, and in which words."""

from __future__ import annotations

import re

from corpus.sampling.document import Figure, Report, paragraphs
from corpus.sampling.flaws import statement

_PLANNED = "three_public.planned."


def told(report: Report) -> frozenset[str]:
    """The names of all figures, and the budgets of “三公” that a table tells."""
    names = {re.sub(r"@\d+$", "", figure.name) for figure in report.figures()}
    planned = {n.removeprefix(_PLANNED) for n in names if n.startswith(_PLANNED)}
    return frozenset(names | {f"three_public.{name}.budget" for name in planned})


def rates_first(report: Report) -> frozenset[str]:
    """The rates of change that stand before their amount."""
    names = [figure.name for figure in report.figures()]
    at = {name: index for index, name in enumerate(names)}
    amounts = {"rate": "change", "gap_rate": "gap"}
    found = set()
    for name, index in at.items():
        own, _, kind = name.rpartition(".")
        amount = f"{own}.{amounts.get(kind, '')}"
        if amount in at and index < at[amount]:
            found.add(name)
    return frozenset(found)


def named_wholes(report: Report) -> frozenset[str]:
    """The shares before which the words say of what: 占基本支出预算81.45%, 占本年支出的3%."""
    found = set()
    for _, paragraph in paragraphs(report):
        words = ""
        for piece in paragraph.pieces:
            if isinstance(piece, Figure):
                if piece.role == "share" and re.search(r"[占佔](?!比)\w{3,}$", words.strip()):
                    found.add(piece.name)
                words = ""
            else:
                words += piece
    return frozenset(found)


def change_parts(report: Report) -> frozenset[str]:
    """The changes of parts that have no rate of their own, where those of all parts and of their
    whole are told."""
    names = told(report)
    found = set()
    for name in (n for n in names if n.endswith(".change")):
        whole, _, part = name.removesuffix(".change").rpartition(".")
        parts = {f"{whole}.{half}.change" for half in ("basic", "project")}
        if part in ("basic", "project") and {f"{whole}.change", *parts} <= names:
            found.add(name)
    return frozenset(n for n in found if n.removesuffix("change") + "rate" not in names)


def original(report: Report, name: str) -> Figure | None:
    """The figure of that name, where it is told."""
    return next((f for f in report.figures() if f.name == name), None)


def before_of(figure: Figure) -> str:
    """The name of last year's figure of the same statement."""
    return f"{statement(figure.name)}.before"
