"""Dates in a workbook: numbers of days that a format shows as 2024年8月5日."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

_QUOTED = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[[^\]]*\]|(?P<half>AM/PM|A/P|上午/下午)'
    r"|(?P<part>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4})|(?P<other>.)",
    re.DOTALL,
)
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
_DAYS = "一二三四五六日"


def is_date(section: str) -> bool:
    """Whether a section of a format shows dates or times."""
    bare = _QUOTED.sub("", section)
    return "General" not in bare and bool(_DATE.search(bare)) and "E+" not in bare


def shown_date(number: Decimal, section: str, *, since_1904: bool = False) -> str:
    """What a section shows of a number of days; ##### of one that is no date, as Excel does."""
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    try:
        day = first + timedelta(seconds=round(float(number) * 86400))
    except (OverflowError, ValueError):
        return "#####"
    if number < 0:
        return "#####"
    pieces = list(_PIECE.finditer(section))
    halved = any(p["half"] for p in pieces)
    shown = "".join(_piece(pieces, n, day, halved) for n in range(len(pieces)))
    return shown.translate(_CHINESE) if "[DBNum1]" in section else shown


def _piece(pieces: list[re.Match[str]], number: int, day: datetime, halved: bool) -> str:
    piece = pieces[number]
    part = (piece["part"] or "").lower()
    if not part:
        half = ("上午" if day.hour < 12 else "下午") if "上" in (piece["half"] or "") else (
            "AM" if day.hour < 12 else "PM") if piece["half"] else ""  # fmt: skip
        return piece["quoted"] or piece["escaped"] or piece["other"] or half
    hour = (day.hour % 12 or 12) if halved else day.hour
    if part[0] == "m" and _is_minute(pieces, number):
        return f"{day.minute:0{min(len(part), 2)}d}"
    if part[0] == "y":
        return f"{day.year % 100:02d}" if len(part) < 3 else f"{day.year:04d}"
    if part[0] == "a" or (part[0] == "d" and len(part) > 2):
        return ("星期" if len(part) > 3 else "") + _DAYS[day.weekday()]
    counted = {"m": day.month, "d": day.day, "h": hour, "s": day.second}[part[0]]
    return f"{counted:0{min(len(part), 2)}d}"


def _is_minute(pieces: list[re.Match[str]], number: int) -> bool:
    """Whether an m stands for minutes: right after hours, or right before seconds."""
    parts = [(n, (p["part"] or "")[:1].lower()) for n, p in enumerate(pieces) if p["part"]]
    at = next(i for i, (n, _) in enumerate(parts) if n == number)
    before = parts[at - 1][1] if at else ""
    after = parts[at + 1][1] if at + 1 < len(parts) else ""
    return before == "h" or after == "s"
