"""Fill the templates of one report's page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from extract.disclosure import Entry
from reconcile.audit import Audit, Severity, Verdict
from reconcile.places import on_page
from reconcile.rules import rule
from report.html.crops import Crop, Mark, of_cell, of_claim
from report.html.tables import grids
from report.pictures import Picture, pictures
from report.reviewed import NOTHING, Reviewed
from report.rule_page import about
from report.templating import asset, environment, sha256_source
from report.texts import Texts, reason
from report.view import CellView, ClaimView, FindingView, View

_VERDICTS = (Verdict.MISMATCH, Verdict.ROUNDING, Verdict.CONSISTENT, Verdict.UNVERIFIABLE)
#: Beyond so many findings only the first ones carry pictures; all are in the pages below.
_MOST_PICTURED = 150


@dataclass(frozen=True, slots=True)
class Side:
    """One of the places that a finding names: its words, its page, its picture."""

    words: str
    page: int
    href: str
    crop: Crop | None


@dataclass(frozen=True, slots=True)
class Article:
    """A finding as it stands on the page."""

    view: FindingView
    here: Crop | None
    sides: tuple[Side, ...]
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the report with its boxes."""

    number: int
    picture: Picture | None
    marks: tuple[Mark, ...]
    unread: str
    at: str


def render(audit: Audit, texts: Texts, reviewed: Reviewed = NOTHING) -> str:
    """The whole page of one audit, with what people decided about its findings.

    The page pictures are drawn from the PDF the audit was read from; where that file is gone or
    has changed the page says so and goes without.
    """
    view = View(audit, texts, reviewed)
    disclosure = audit.disclosure
    pages = pictures(disclosure)
    style, script = asset("report.css"), asset("report.js")
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            t=texts,
            view=view,
            audit=audit,
            disclosure=disclosure,
            bars=_bars(view),
            severities=list(Severity),
            verdicts=_VERDICTS,
            articles=[_article(view, f, pages, n) for n, f in enumerate(view.findings)],
            pages=pages,
            sheets=_sheets(view, pages),
            grids=grids(view),
            table_places=_table_places(view),
            left=_left(disclosure.ledger, texts),
            style=Markup(style),
            script=Markup(script),
            script_hash=sha256_source(script),
        )
    )


def _table_places(view: View) -> Mapping[str, str]:
    """Where each table stands, of a source without pages."""
    disclosure = view.audit.disclosure
    if not disclosure.leaves:
        return {}
    comma = view.texts("sign.comma")
    return {
        t.id: comma.join(view.texts.say(on_page(disclosure, page)) for page in t.pages)
        for t in disclosure.tables
    }


def _bars(view: View) -> list[tuple[str, int, float]]:
    """The coverage chart: kind, count and share of each part, in the order of its bar."""
    coverage = view.audit.coverage
    parts = (
        ("confirmed", coverage.confirmed),
        ("contradicted", coverage.contradicted),
        ("unverifiable", coverage.unverifiable),
    )
    return [(name, count, 100 * count / (coverage.total or 1)) for name, count in parts]


def _article(view: View, found: FindingView, pages: Mapping[int, Picture], before: int) -> Article:
    """A finding with its pictures; none of a rounding, nor where many findings
    stand `before` it."""
    light = found.severity is Severity.ROUNDING
    drawn = pages if before < _MOST_PICTURED and not light else {}
    kind = found.finding.severity.value
    here = of_claim(view, found.culprit, kind, drawn) if found.culprit else None
    sides = [_cell_side(view, c, drawn) for c in found.cells]
    sides += [_claim_side(view, c, drawn) for c in found.others]
    about_rule = about(rule(found.finding.rule), view.texts.lang)
    return Article(found, here, tuple(sides), about_rule)


def _cell_side(view: View, cell: CellView, pages: Mapping[int, Picture]) -> Side:
    return Side(cell.words, cell.cell.page, f"#at-{cell.anchor}", of_cell(view, cell, pages))


def _claim_side(view: View, claim: ClaimView, pages: Mapping[int, Picture]) -> Side:
    words = view.texts("finding.elsewhere", at=claim.at, clause=claim.quote)
    return Side(words, claim.page, f"#at-{claim.id}", of_claim(view, claim, "cell", pages))


def _sheets(view: View, pages: Mapping[int, Picture]) -> list[Sheet]:
    """Every page with the boxes of its claims and of the cells they are held against."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for claim in view.claims.values():
        for index, place in enumerate(claim.places):
            anchor = "" if index else f"at-{claim.id}"
            label = claim.text + view.texts("sign.colon") + view.texts(f"verdict.{claim.verdict}")
            mark = Mark(claim.verdict.value, place.box.grown(1), label, claim.id, anchor)
            marks[place.page].append(mark)
    for anchor, cells in _cited(view).items():
        cell = cells[0]
        mark = Mark("cell", cell.cell.box, cell.words, f"cell-{anchor}", f"at-{anchor}")
        marks[cell.cell.page].append(mark)
    unread = dict(view.audit.disclosure.unread)
    count = view.audit.disclosure.page_count
    lang = view.texts.lang
    return [
        Sheet(
            n,
            pages.get(n),
            tuple(marks[n]),
            reason(unread.get(n, ""), lang),
            view.texts.say(on_page(view.audit.disclosure, n)),
        )
        for n in range(1, count + 1)
    ]


def _cited(view: View) -> Mapping[str, Sequence[CellView]]:
    """The cells that claims and findings name, by their anchors."""
    found: dict[str, list[CellView]] = defaultdict(list)
    for claim in view.claims.values():
        for cell in claim.cells:
            found[cell.anchor].append(cell)
    for finding in view.every_finding:
        for cell in finding.cells:
            found[cell.anchor].append(cell)
    return found


def _left(ledger: Sequence[Entry], texts: Texts) -> list[tuple[str, int, str]]:
    """The printed numbers that are no claims, by reason: how many, and the first ones."""
    reasons = Counter(e.reason for e in ledger if e.kind == "none")
    shown: dict[str, list[str]] = defaultdict(list)
    for entry in ledger:
        if entry.kind == "none" and len(shown[entry.reason]) < 12:
            shown[entry.reason].append(entry.text)
    comma = texts("sign.comma")
    return [(reason(w, texts.lang), n, comma.join(shown[w])) for w, n in reasons.most_common()]
