"""Fill the template of the overview."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from report.overview.charts import charts
from report.overview.rows import Again, Entry, Totals, Unreadable
from report.templating import asset, environment, sha256_source
from report.texts import Texts
from report.view import ORDER


def render(
    entries: Iterable[Entry],
    unreadable: Iterable[Unreadable],
    texts: Texts,
    *,
    waiting: int = 0,
    again: Iterable[Again] = (),
    counted: Totals | None = None,
) -> str:
    """The overview as one page: entries by weight, the reports that were published `again`, the
    files that could not be read, charts.

    `waiting` is how many files have not been looked at yet; `counted` what the charts count, where
    the entries do not know it themselves.
    """
    ranked = sorted(entries, key=lambda e: (-e.mismatch, -e.doubt, -e.rounding, e.unit, e.file))
    failed = list(unreadable)
    drawn = charts(ranked, texts, counted)
    library, script = asset("echarts.min.js"), asset("overview.js")
    allowed = " ".join(f"'{sha256_source(s)}'" for s in (library, script))
    return (
        environment()
        .get_template("overview.html.j2")
        .render(
            t=texts,
            version=version("gouji"),
            total=len(ranked),
            affected=sum(e.mismatch > 0 for e in ranked),
            partly=sum(e.unread_pages > 0 for e in ranked),
            sums=[(name, sum(getattr(e, name) for e in ranked)) for name in map(str, ORDER)],
            waiting=waiting,
            unreadable=failed,
            again=list(again),
            reasons=Counter(one.status for one in failed if one.status).most_common(),
            between=any(e.differences for e in ranked),
            settled=sum(e.settled for e in ranked),
            charts=drawn,
            years=sorted({e.year for e in ranked if e.year}),
            data=data_block([_row(e, texts) for e in ranked]),
            options=data_block({c.id: c.option for c in drawn}),
            style=Markup(asset("report.css") + asset("overview.css")),
            library=Markup(library) if drawn else "",
            script=Markup(script),
            allowed=allowed,
        )
    )


def data_block(value: object) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def _row(entry: Entry, texts: Texts) -> Sequence[Any]:
    """What the page's script shows of a report: its columns in their order, then its link."""
    coverage = None if entry.coverage is None else round(entry.coverage, 1)
    unread = texts("overview.partly", pages=entry.unread_pages) if entry.unread_pages else ""
    copies = texts("overview.copies", count=entry.copies) if entry.copies else ""
    return [
        entry.unit or texts("head.unknown_unit"),
        entry.year or None,
        texts("overview.budget" if entry.kind == "budget" else "overview.final"),
        entry.mismatch,
        entry.doubt,
        entry.wording,
        entry.rounding,
        entry.missing,
        entry.differences,
        entry.settled,
        coverage,
        entry.file + unread + copies,
        quote(entry.href),
    ]
