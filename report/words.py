"""What a finding and its cells are called in words, the same in every output."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extract.disclosure import Claim, Direction, Disclosure
from extract.figures.in_text import untorn
from extract.figures.quantity import Quantity
from extract.geometry import Place
from extract.table import Cell
from reconcile.audit import Audit, Evidence, Finding, Severity
from reconcile.phrases import say
from reconcile.places import where
from reconcile.rules import title
from report.quote import Marked, around
from report.texts import Texts


def culprit(audit: Audit, finding: Finding) -> Claim | None:
    """The claim whose figure the finding is about: the one that states `stated`, else the first."""
    named = [c for c in audit.disclosure.claims if c.id in finding.claims]
    named.sort(key=lambda c: finding.claims.index(c.id))
    return next((c for c in named if _states(finding, c.quantity)), named[0] if named else None)


def quotation(audit: Audit, finding: Finding, claim: Claim | None) -> Marked:
    """The words the finding stands in, with its figure marked; for a finding about words, those."""
    clause = finding.clause
    if finding.severity is Severity.WORDING and not _states(
        finding, claim.quantity if claim else None
    ):
        at = clause.find(finding.stated) if finding.stated else -1
        return (
            Marked.of(clause, at, at + len(finding.stated)) if at >= 0 else Marked(clause, "", "")
        )
    if claim is None:
        return Marked(clause, "", "")
    text = _onwards(audit, claim)
    offset = text.find(clause) if clause else -1
    end = offset + len(clause)
    if offset >= 0 and offset <= claim.start and claim.end <= end:
        return Marked.of(text[offset : untorn(text, end)], claim.start - offset, claim.end - offset)
    return around(audit.disclosure.sentences[claim.sentence].shown, claim.start, claim.end)


def _states(finding: Finding, figure: Quantity | None) -> bool:
    """Whether the finding is about this very figure."""
    return figure is not None and f"{figure.value:f}" == finding.stated


def _onwards(audit: Audit, claim: Claim) -> str:
    """The sentence of a claim with what follows in its paragraph."""
    sentences = audit.disclosure.sentences
    here = sentences[claim.sentence]
    return "".join(s.shown for s in sentences[here.id :] if s.paragraph == here.paragraph)


def figure_of(finding: Finding, claim: Claim | None) -> Quantity | None:
    """The figure that a finding is about, as printed; None where it is about words."""
    printed = [claim.quantity if claim else None, *(e.cell.quantity for e in finding.cells)]
    return next((q for q in printed if _states(finding, q)), None)


def digits(figure: Quantity) -> int:
    """How many telling digits a figure has: 3 for 236 and for 0.236."""
    return len(f"{abs(figure.value):f}".replace(".", "").strip("0"))


def figures(finding: Finding, claim: Claim | None) -> tuple[str, str]:
    """The stated and the expected figure, with the unit where both are figures."""
    stated, expected = finding.stated, finding.expected
    figure = figure_of(finding, claim)
    if figure is not None and finding.severity is not Severity.WORDING:
        stated += figure.unit
        expected += figure.unit if is_figure(expected) else ""
    return stated, expected


def off(finding: Finding) -> Decimal | None:
    """The stated figure less the expected one; None where there are not two figures to take from
    each other."""
    if finding.severity is Severity.WORDING or is_order(finding):
        return None
    if not (is_figure(finding.stated) and is_figure(finding.expected)):
        return None
    return Decimal(finding.stated) - Decimal(finding.expected)


def off_unit(finding: Finding, claim: Claim | None, texts: Texts) -> str:
    """The unit of a difference: that of the figures, percentage points between rates."""
    figure = figure_of(finding, claim)
    if figure is None:
        return ""
    return texts("finding.points") if figure.unit in ("%", "百分点") else figure.unit


def rule_name(audit: Audit, code: str, lang: str) -> str:
    """The name of a rule, gouji's or the user's own; the code where it has none."""
    return say(title(code, audit.own), lang)


def is_order(finding: Finding) -> bool:
    """Whether the finding is about which of two figures is greater: neither is to be the other."""
    return finding.rule == "N10" or any(sign in str(finding.formula) for sign in "<>≤")


def is_figure(text: str) -> bool:
    """Whether a text of a finding is a plain decimal rather than words."""
    return text.lstrip("-").replace(".", "", 1).isdecimal()


def difference(finding: Finding, claim: Claim | None, texts: Texts) -> str:
    """The two figures side by side, and by how much they differ."""
    words = finding.severity in (Severity.WORDING, Severity.MISSING)
    wording = words or finding.rule.startswith("D")
    if not finding.stated or is_order(finding) or (wording and not finding.expected):
        return ""
    stated, expected = figures(finding, claim)
    if not expected:
        return texts("finding.stated_only", stated=stated)
    if wording:
        name = "finding.in_full" if expected.startswith(stated) else "finding.these"
        return texts(name, stated=stated, expected=expected)
    if _turned(finding, claim) and claim is not None and claim.direction is not None:
        up, down = texts("direction.up"), texts("direction.down")
        said, other = (up, down) if claim.direction is Direction.UP else (down, up)
        return texts(
            "finding.other_way", said=said, stated=stated, other=other, expected=expected[1:]
        )
    apart = off(finding)
    if not apart:
        return texts("finding.these", stated=stated, expected=expected)
    signed = f"{'+' if apart > 0 else '−'}{abs(apart):f}{off_unit(finding, claim, texts)}"
    return texts("finding.these_differ", stated=stated, expected=expected, off=signed)


def _turned(finding: Finding, claim: Claim | None) -> bool:
    """Whether a change is said to go one way, and the figures go the other."""
    changes = claim is not None and claim.direction in (Direction.UP, Direction.DOWN)
    return changes and finding.expected.startswith("-") and not finding.stated.startswith("-")


def agreement(finding: Finding, claim: Claim | None, texts: Texts) -> str:
    """What would make the places agree; "" where they agree within rounding, or no figure is
    to be had."""
    stated, expected = figures(finding, claim)
    heavy = finding.severity in (Severity.MISMATCH, Severity.DOUBT)
    if heavy and is_order(finding):
        return texts("agree.order")
    if not heavy or not is_figure(finding.expected) or stated == expected:
        return ""
    if _turned(finding, claim):
        return texts("agree.way")
    count = len(finding.cells) or len(finding.claims) - 1
    name = "formula" if finding.formula else "copies" if count > 1 else "copy"
    return texts(f"agree.{name}", stated=stated, expected=expected, count=str(count))


def cell_words(evidence: Evidence, disclosure: Disclosure | None, texts: Texts) -> str:
    """Where a cell stands and what it says; by its page where the report is not at hand."""
    cell = evidence.cell
    suffix = {(True, True): "", (True, False): "_row", (False, True): "_column"}
    name = "finding.cell" + suffix.get((bool(evidence.row), bool(evidence.column)), "_bare")
    return texts(
        name,
        at=texts.say(where(disclosure, Place(cell.page, cell.box))),
        title=evidence.title or texts("finding.untitled"),
        row=evidence.row,
        column=evidence.column,
        value=printed(cell) or texts("finding.blank"),
    )


def printed(cell: Cell) -> str:
    """A cell's text on one line, with its unit."""
    unit = cell.quantity.unit if cell.quantity else ""
    text = " ".join(cell.text.split())
    return text if not unit or text.endswith(unit) else text + unit


def others(audit: Audit, finding: Finding, claim: Claim | None) -> Iterator[Claim]:
    """The other claims a finding names, unless its own clause shows them already."""
    for other in audit.disclosure.claims:
        if other is claim or other.id not in finding.claims:
            continue
        text = audit.disclosure.sentences[other.sentence].shown
        offset = text.find(finding.clause) if finding.clause else -1
        same = claim is not None and claim.sentence == other.sentence
        if same and 0 <= offset <= other.start < offset + len(finding.clause):
            continue
        yield other
