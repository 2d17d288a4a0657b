"""Names of both sides of the accounts (收、支总计, 收支总预算) and what names one of them."""

from __future__ import annotations

import re

_BOTH_SIDES = re.compile(
    "收(?:入)?[、和与及]?支(?:出)?(?P<of>(?:决算|预算)?(?:总计|合计|总额)|总(?:预算|决算)(?:数|总额)?)$"
)
_STAGED = re.compile("预算|决算")


def names_side(subject: str, own: str) -> bool:
    """Whether a subject names both sides of the accounts, and `own` one of them: 收、支总计均为S；
    收入总计中，…"""
    match = _BOTH_SIDES.search(subject)
    if match is None:
        return False
    own = _STAGED.sub("", own)
    sides = [side + _STAGED.sub("", match["of"]) for side in ("收入", "支出")]
    if own in ("收入", "支出"):
        return True
    return own in sides or own in [subject[: match.start()] + side for side in sides]
