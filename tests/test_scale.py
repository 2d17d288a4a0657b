"""docs/scale.md is what its script makes of what was measured."""

from __future__ import annotations

import copy
import json

from scripts.make_scale import MEASURED, PAGE, page

MEASURED_NOW = json.loads(MEASURED.read_text("utf-8"))


def test_the_page_is_that_of_the_figures() -> None:
    assert PAGE.read_text("utf-8") == page(MEASURED_NOW)


def test_the_page_follows_the_figures() -> None:
    """Reading that takes twice as long takes twice as many cores, but for what a cluster adds."""
    other = copy.deepcopy(MEASURED_NOW)
    other["reading"]["published"]["cpu_seconds"] *= 2

    def cores(text: str) -> float:
        row = next(x for x in text.splitlines() if x.startswith("| cores for one day "))
        return float(row.split("|")[2])

    assert 1.8 < cores(page(other)) / cores(page(MEASURED_NOW)) < 2.1
