"""An audit as a notebook shows it: which report, how much was checked, what disagrees."""

from __future__ import annotations

from reconcile.audit import Audit
from report.templating import environment
from report.texts import Texts
from report.view import View

#: So many findings are shown; all are in audit.findings and in the page.
MOST = 30


def render(audit: Audit, texts: Texts) -> str:
    """A fragment of HTML: a heading, the coverage, and a table of all findings but roundings."""
    view = View(audit, texts)
    return (
        environment()
        .get_template("notebook.html.j2")
        .render(
            t=texts,
            view=view,
            audit=audit,
            listed=view.told[:MOST],
            more=len(view.told[MOST:]),
        )
    )
