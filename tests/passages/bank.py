"""The passages of this folder, and how the audit of one is held against what it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from pathlib import Path

from extract.disclosure import Claim
from reconcile.audit import Audit, Finding, Severity, Verdict

FOLDER = Path(__file__).parent
#: The passages that fail, and why; every other *.toml is of passages.
KNOWN = FOLDER / "known.toml"
#: A figure as a passage gives it: digits, and a unit where it matters.
_FIGURE = re.compile(r"(?P<digits>-?\d[\d,]*(?:\.\d+)?)(?P<unit>.*)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_CONFIRMED = (Verdict.CONSISTENT, Verdict.ROUNDING)


@dataclass(frozen=True, slots=True)
class Passage:
    """A small report with what a careful reader finds in it; README.md tells what is what."""

    name: str
    why: str
    report: str
    text: str
    mismatch: tuple[str, ...] = ()
    rounding: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()

    def expected(self, severity: Severity) -> tuple[str, ...]:
        """What must be found of one severity; nothing is expected of doubts."""
        by_severity = {
            Severity.MISMATCH: self.mismatch,
            Severity.ROUNDING: self.rounding,
            Severity.WORDING: self.wording,
        }
        return by_severity[severity]


@cache
def passages() -> tuple[Passage, ...]:
    """Every passage of the folder, file by file; TypeError where one has a key that is none."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path != KNOWN)
    return tuple(_passage(entry) for path in files for entry in _entries(path))


def _entries(path: Path) -> Sequence[Mapping[str, str | list[str]]]:
    found: list[Mapping[str, str | list[str]]] = tomllib.loads(path.read_text("utf-8"))["passage"]
    return found


def _passage(entry: Mapping[str, str | list[str]]) -> Passage:
    unknown = entry.keys() - {f.name for f in fields(Passage)}
    if unknown:
        raise TypeError(f"{entry['name']}: a passage has no {', '.join(sorted(unknown))}")
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Passage(**values)  # type: ignore[arg-type]


@cache
def known() -> dict[str, str]:
    """Why a passage fails, by its name."""
    return dict(tomllib.loads(KNOWN.read_text("utf-8"))["fails"])


def differences(passage: Passage, audit: Audit) -> list[str]:
    """What of an audit is not as the passage says, a line each."""
    return [
        *(
            line
            for severity in (Severity.MISMATCH, Severity.ROUNDING, Severity.WORDING)
            for line in _findings(passage.expected(severity), severity, audit.findings)
        ),
        *_verdicts(passage, audit),
        *_readings(passage, audit),
    ]


def _findings(
    expected: Sequence[str], severity: Severity, findings: Sequence[Finding]
) -> Iterator[str]:
    raised = [f for f in findings if f.severity is severity]
    for finding in raised:
        if not any(_is_about(finding, want) for want in expected):
            yield f"extra {severity}: {finding.rule} {finding.message}"
    for want in expected:
        hits = [f for f in raised if _is_about(f, want)]
        _, arrow, right = want.partition("→")
        if not hits:
            yield f"missed {severity}: {want}"
        elif arrow and not any(_is(right, f.expected) for f in hits):
            yield f"expected {want}, not {[f.expected for f in hits]}"


def _is_about(finding: Finding, want: str) -> bool:
    """Whether a finding states one of the figures named, or, of wording, says one of the words."""
    for name in want.partition("→")[0].split("|"):
        said = f"{finding.rule} {finding.message}"
        worded = finding.severity is Severity.WORDING and name.strip() in said
        if worded or _is(name, finding.stated):
            return True
    return False


def _is(figure: str, stated: str) -> bool:
    """Whether a text begins with the number of a figure."""
    ours, theirs = _FIGURE.match(figure.strip()), _NUMBER.match(stated)
    if ours is None or theirs is None:
        return False
    return _decimal(ours["digits"]) == _decimal(theirs[0])


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _verdicts(passage: Passage, audit: Audit) -> Iterator[str]:
    verdicts = {j.claim: j.verdict for j in audit.judgements}
    for figure in passage.confirmed:
        own = [verdicts[c.id] for c in _printed(audit, figure)]
        if not any(v in _CONFIRMED for v in own):
            yield f"not confirmed: {figure} {list(map(str, own)) or 'is not read'}"
    for figure in passage.open:
        own = [verdicts[c.id] for c in _printed(audit, figure)]
        if not own or any(v is not Verdict.UNVERIFIABLE for v in own):
            yield f"judged by chance: {figure} {list(map(str, own)) or 'is not read'}"


def _printed(audit: Audit, figure: str) -> list[Claim]:
    """The claims with this number and, where the figure has one, this unit."""
    match = _FIGURE.fullmatch(figure.strip())
    assert match is not None, f"{figure} is no figure"
    return [
        c
        for c in audit.disclosure.claims
        if c.quantity.value == _decimal(match["digits"])
        and (not match["unit"] or not c.quantity.unit or c.quantity.unit == match["unit"])
    ]


def _readings(passage: Passage, audit: Audit) -> Iterator[str]:
    for line in passage.claims:
        figure, role, *more = line.split()
        periods = [word[1:] for word in more if word.startswith("@")]
        subject = next((word[1:] for word in more if word.startswith(":")), "")
        own = _printed(audit, figure)
        if not any(
            c.role == role and c.period in (periods or [c.period]) and subject in c.subject
            for c in own
        ):
            read = [(str(c.role), c.period, c.subject) for c in own]
            yield f"read otherwise: {line} {read or 'is not read'}"
