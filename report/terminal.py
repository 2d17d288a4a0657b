"""The report for a terminal: what a person reads first.

Every finding shows its page, the words it stands in with the figure in 【】, what it disagrees with
and where that stands, and the equation. Without a terminal the same text comes without colours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from reconcile.audit import Audit, Severity, Verdict
from reconcile.duties.values import State
from report.texts import Texts
from report.view import ORDER, FindingView, View
from report.wrap import printable, wrap

_STYLES = {
    Severity.MISMATCH: "bold red",
    Severity.DOUBT: "bold yellow",
    Severity.ROUNDING: "bold cyan",
    Severity.WORDING: "bold magenta",
    Severity.MISSING: "bold blue",
}
_MARKED = r"【[^】]*】"
_MIN_WIDTH, _MAX_WIDTH = 40, 100
_SHOWN_PER_RULE = 3
_LABELS = ("clause", "differ", "there", "also", "stands", "chained", "formula", "detail", "sure")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the report is written: in which words, how wide, shortened or not, which severities."""

    texts: Texts
    width: int = 80
    full: bool = False
    only: Collection[Severity] = ORDER

    @property
    def labels_width(self) -> int:
        return 2 + max(cell_len(self.texts(f"finding.{name}")) for name in _LABELS)


def write(
    audit: Audit,
    console: Console,
    texts: Texts,
    *,
    full: bool = False,
    only: Collection[Severity] = (),
) -> None:
    """Print the report of one audit. `full` leaves nothing out; `only` names the severities to
    show, all where it is empty."""
    layout = Layout(texts, max(_MIN_WIDTH, min(console.width, _MAX_WIDTH)), full, only or ORDER)
    for line in render(audit, layout):
        console.print(line, soft_wrap=True)


def summary(audit: Audit, texts: Texts, name: str = "") -> str:
    """The report in one line: the counts of each severity, after the name of its file unless
    another `name` is given."""
    counts = {severity.value: audit.count(severity) for severity in ORDER}
    file = printable(name or audit.disclosure.path.name)
    line = texts("line.summary", file=file, **counts)
    missing = counts[Severity.MISSING]
    line = texts("line.missing", text=line, count=missing) if missing else line
    unread = audit.disclosure.unread_count
    name = "line.unread_leaves" if audit.disclosure.leaves else "line.unread"
    return texts(name, text=line, count=unread) if unread else line


def render(audit: Audit, layout: Layout) -> Iterator[Text]:
    """The lines of the report."""
    view = View(audit, layout.texts)
    yield from _head(view, layout)
    for severity in ORDER:
        findings = _of(severity, view)
        if findings and severity in layout.only:
            yield Text()
            yield from _group(severity, findings, layout)
    if layout.full:
        yield from _left_over(view, layout)


def _of(severity: Severity, view: View) -> Sequence[FindingView]:
    if severity is Severity.MISSING:
        return view.missing
    return [f for f in view.findings if f.severity is severity]


def _head(view: View, layout: Layout) -> Iterator[Text]:
    """Which report this is, how much of it was checked, and how many findings there are."""
    texts, audit = layout.texts, view.audit
    unread = audit.disclosure.unread_count
    yield Text(printable(audit.disclosure.path.name), "bold")
    yield from _paragraph(" · ".join(view.heading), layout)
    yield from _paragraph(_coverage(audit, texts), layout)
    equations = texts("head.equations", count=len(audit.checks), kinds=view.confirmed_by)
    yield from _paragraph(equations, layout)
    if view.duties_counted:
        yield from _paragraph(view.duties_counted, layout)
    if texts("head.units"):
        yield from _paragraph(texts("head.units"), layout)
    for line in view.scanned:
        yield from _paragraph(line, layout)
    if unread:
        yield from _paragraph(view.unread_head, layout, "bold yellow")
    for line in view.unread:
        yield from _paragraph(line, layout, indent=2)
    counts = [f"{texts(f'severity.{s}')} {count}" for s, count in view.counts.items() if count]
    if not view.counts[Severity.MISMATCH]:
        read = "head.none_read_leaves" if audit.disclosure.leaves else "head.none_read"
        counts.insert(0, texts(read if unread else "head.none", count=unread))
    yield from _paragraph(" · ".join(counts), layout, "bold")


def _coverage(audit: Audit, texts: Texts) -> str:
    """How many claims were confirmed, contradicted or left open, with percentages."""
    coverage = audit.coverage
    if not coverage.total:
        return texts("head.no_claims")

    def share(count: int) -> str:
        return f"{100 * count / coverage.total:.1f}%"

    return texts(
        "head.coverage",
        total=coverage.total,
        confirmed=coverage.confirmed,
        confirmed_share=share(coverage.confirmed),
        contradicted=coverage.contradicted,
        contradicted_share=share(coverage.contradicted),
        unverifiable=coverage.unverifiable,
        unverifiable_share=share(coverage.unverifiable),
    )


def _group(severity: Severity, findings: Sequence[FindingView], layout: Layout) -> Iterator[Text]:
    """The findings of one severity under their title; a long list is shortened rule by rule, and
    roundings are one line unless they are asked for."""
    texts, style = layout.texts, _STYLES[severity]
    count = sum(len(f.all) for f in findings)
    if severity is Severity.ROUNDING and not layout.full and len(layout.only) > 1:
        line = texts("note.roundings", count=count, entries=len(findings))
        yield from _paragraph(line, layout, style)
        return
    yield Text(texts(f"title.{severity}", count=count), style)
    yield from _paragraph(texts(f"note.{severity}"), layout, "dim")
    if severity is Severity.MISSING:
        for finding in findings:
            yield from _not_seen(finding, layout)
        return
    if severity in (Severity.MISMATCH, Severity.DOUBT):
        for finding in findings:
            yield Text()
            yield from _finding(finding, layout)
        return
    most = len(findings) if layout.full or len(layout.only) == 1 else _SHOWN_PER_RULE
    by_rule = sorted(findings, key=lambda f: f.finding.rule)
    for _, same in groupby(by_rule, key=lambda f: f.finding.rule):
        alike = list(same)
        for finding in alike[:most]:
            yield from _brief(finding, layout)
        if len(alike) > most:
            rest = texts("finding.more", count=len(alike) - most)
            yield from _paragraph(rest, layout, "dim", indent=4)


def _finding(found: FindingView, layout: Layout) -> Iterator[Text]:
    """One finding with all that a person needs to see it in the report."""
    texts = layout.texts
    yield from _labelled(found.at, found.message, layout, _STYLES[found.severity], indent=2)
    yield from _row("clause", [str(found.quote)], layout)
    yield from _row("differ", [found.difference], layout)
    yield from _row("there", [c.words for c in found.cells], layout)
    yield from _row("also", list(_elsewhere(found, texts)), layout)
    yield from _row("stands", [found.standing(texts)], layout)
    yield from _row("formula", [found.formula], layout)
    yield from _row("detail", [found.detail], layout)
    yield from _row("sure", [found.sure], layout)


def _brief(found: FindingView, layout: Layout) -> Iterator[Text]:
    """One finding in as few lines as will do: its message, its words, the places that follow."""
    texts = layout.texts
    yield from _labelled(found.at, found.message, layout, indent=2)
    if found.severity is Severity.WORDING:
        yield from _row("clause", [str(found.quote)], layout)
    follow = [texts("finding.chained_at", at=f.at, message=f.message) for f in found.chained]
    yield from _row("chained", follow, layout)


def _not_seen(found: FindingView, layout: Layout) -> Iterator[Text]:
    """A duty that is not met, and where it was looked for, in as few lines as will do."""
    line = layout.texts("sign.brackets", text=found.message, more=found.detail)
    yield from _labelled(found.finding.rule, line, layout, indent=2)


def _elsewhere(found: FindingView, texts: Texts) -> Iterator[str]:
    """The other claims a finding names, with the words they stand in."""
    for other in found.others:
        yield texts("finding.elsewhere", at=other.at, clause=other.quote)


def _left_over(view: View, layout: Layout) -> Iterator[Text]:
    """What could not be checked: claims with nothing to hold them against, relations left out."""
    open_ = [c for c in view.claims.values() if c.verdict is Verdict.UNVERIFIABLE]
    if open_:
        yield Text()
        yield Text(layout.texts("all.unverifiable", count=len(open_)), "bold")
    for claim in open_:
        yield from _labelled(claim.at, str(claim.quote), layout, indent=2)
    yield from _not_judged(view, layout)
    if view.unchecked:
        yield Text()
        yield Text(layout.texts("all.unchecked", count=len(view.unchecked)), "bold")
    for line in view.unchecked:
        yield from _paragraph(line, layout, indent=2)


def _not_judged(view: View, layout: Layout) -> Iterator[Text]:
    """The duties that could not be judged, and why."""
    open_ = [d for d in view.duties if d.state is State.NOT_JUDGED]
    if open_:
        yield Text()
        yield Text(layout.texts("all.duties", count=len(open_)), "bold")
    for one in open_:
        line = layout.texts("sign.brackets", text=one.name, more=one.why)
        yield from _labelled(one.id, line, layout, indent=2)


def _row(name: str, entries: Sequence[str], layout: Layout) -> Iterator[Text]:
    """A labelled row of a finding, one entry a line; nothing where there is no entry."""
    label = layout.texts(f"finding.{name}")
    for index, entry in enumerate(dict.fromkeys(e for e in entries if e)):
        yield from _labelled("" if index else label, entry, layout, indent=4)


def _labelled(
    label: str, text: str, layout: Layout, style: str = "", *, indent: int
) -> Iterator[Text]:
    """`text` wrapped in a column of its own, its label to the left of the first line."""
    room = max(layout.labels_width, cell_len(label) + 2)
    left = " " * indent + label + " " * (room - cell_len(label))
    for line in wrap(text, layout.width - indent - room):
        body = Text(line, style)
        body.highlight_regex(_MARKED, "bold")
        yield Text().append(left, style or "dim").append_text(body)
        left = " " * (indent + room)


def _paragraph(text: str, layout: Layout, style: str = "", *, indent: int = 0) -> Iterable[Text]:
    return [Text(" " * indent + line, style) for line in wrap(text, layout.width - indent)]
