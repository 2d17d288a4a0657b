"""Whether a figure of last year and a column of it are of two years, or of two stages: what was
budgeted, and what was spent."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPENT = re.compile("执行|决算|实际|完成")
_BUDGETED = re.compile("预算")
_YEAR = re.compile("20[0-9]{2}")


def other_stage(words: str, header: Sequence[str]) -> bool:
    """Whether the words before a figure (较2023年执行数) say another stage than the header of a
    column (2023年预算数) does; False where one of them says none. 预算执行数 is what was spent."""
    said, printed = _stage(words), _stage("/".join(header))
    return bool(said and printed) and said != printed


def other_year(period: str, header: Sequence[str]) -> bool:
    """Whether a column says years, and none of them is that of a figure; `period` is a year."""
    years = _YEAR.findall("/".join(header))
    return bool(years) and _YEAR.fullmatch(period) is not None and period not in years


def _stage(text: str) -> str:
    if _SPENT.search(text):
        return "spent"
    return "budgeted" if _BUDGETED.search(text) else ""
