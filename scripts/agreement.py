"""How often claims mean what people say they mean: role, period and direction against the gold.

    python scripts/agreement.py GOLD_DIR REPORT_DIR [--detail]

GOLD_DIR holds NAME.json, the figures of REPORT_DIR/NAME.pdf annotated by hand (`claims` with page,
value, unit, role, period and direction). A claim of ours is paired with the annotation that has
its page, value and unit, in reading order. Prints, for every report, the share of pairs that agree;
`--detail` lists the others.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.disclosure import Claim, Disclosure
from extract.figures.quantity import normal_unit, parse_number
from extract.read import read

_FIELDS = ("role", "period", "direction")


@dataclass(frozen=True, slots=True)
class Pair:
    """What an annotation says of a figure, and what we say."""

    words: str
    gold: dict[str, str | None]
    ours: dict[str, str | None]

    def agrees(self, name: str) -> bool:
        if name == "period":
            return _same_period(self.gold[name], self.ours[name])
        return self.gold[name] == self.ours[name]


def pair(gold: Sequence[dict[str, Any]], disclosure: Disclosure) -> Iterator[Pair]:
    """Annotations with the claims that have their page, value and unit, in reading order."""
    waiting: dict[tuple[int, Decimal, str], list[Claim]] = defaultdict(list)
    for claim in disclosure.claims:
        page = disclosure.claim_place(claim).page
        waiting[page, abs(claim.quantity.value), claim.quantity.unit].append(claim)
    for item in gold:
        key = (item["page"], abs(parse_number(item["value"])), normal_unit(item["unit"]))
        if waiting[key]:
            claim = waiting[key].pop(0)
            ours = {"role": claim.role, "period": claim.period, "direction": claim.direction}
            yield Pair(item["snippet"], {name: item[name] for name in _FIELDS}, ours)


def _same_period(gold: str | None, ours: str | None) -> bool:
    """Equal as far as both are written: 2020年末 says as much as 2020-12-31, and a year alone is
    that of any day in it. An annotation without a period says nothing."""
    if gold is None or ours is None:
        return gold is None
    day = r"\d{4}-\d\d-\d\d"
    if re.fullmatch(day, gold) and re.fullmatch(day, ours):
        return gold == ours
    return gold[:4] == ours[:4]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--detail", action="store_true", help="list the pairs that differ")
    options = parser.parse_args()
    everything: list[Pair] = []
    for path in sorted(options.gold.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))["claims"]
        pairs = list(pair(gold, read(options.reports / f"{path.stem}.pdf")))
        everything += pairs
        _show(path.stem, len(gold), pairs, options.detail)
    _show("total", len(everything), everything, False)


def _show(name: str, annotated: int, pairs: Sequence[Pair], detail: bool) -> None:
    agreed = {f: sum(p.agrees(f) for p in pairs) for f in _FIELDS}
    whole = sum(all(p.agrees(f) for f in _FIELDS) for p in pairs)
    shares = " · ".join(f"{f} {n / max(1, len(pairs)):.1%}" for f, n in agreed.items())
    share = whole / max(1, len(pairs))
    print(f"{name}: {len(pairs)} of {annotated} paired · {shares} · all three {share:.1%}")
    for item in pairs if detail else ():
        for field in _FIELDS:
            if not item.agrees(field):
                print(f"    {field}: {item.gold[field]} / {item.ours[field]}  {item.words}")


if __name__ == "__main__":
    main()
