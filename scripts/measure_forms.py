"""Checks the same made-up reports in every form, and says where the results differ from the PDF's.

    python scripts/measure_forms.py                 # 40 reports
    python scripts/measure_forms.py --count 8 --forms html,docx
    python scripts/measure_forms.py --voices seen --first 900   # of every place
    python scripts/measure_forms.py --voices held-out           # only numbers are printed of these

Every fourth report is clean, the others have errors planted in them. Compared are claims, verdicts,
findings and what is said of duties of disclosure.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.sampling.forms import as_book, as_page, as_word
from corpus.sampling.forms.parts import narrative_only
from corpus.sampling.plant import KINDS
from corpus.sampling.sample import Draft, drafted
from corpus.sampling.typeset import typeset
from corpus.sampling.voice import USUAL, voices
from extract.flow.office import converted
from gouji.audit import Audit, check

Writer = Callable[[Draft, Path], list[Path]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, check and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=40, help="how many reports")
    parser.add_argument("--first", type=int, default=500, help="the first seed")
    parser.add_argument("--voices", choices=("usual", "seen", "held-out"), default="usual")
    parser.add_argument("--forms", default=",".join(WRITERS), help="which forms")
    options = parser.parse_args(arguments)
    forms = [name for name in options.forms.split(",") if name != "pdf"]
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[str, list[float]] = defaultdict(list)
    held = options.voices == "held-out"
    told = USUAL if options.voices == "usual" else tuple(sorted(voices(held_out=held)))
    for seed in range(options.first, options.first + options.count):
        for line in _one(seed, told[seed % len(told)], forms, totals, seconds):
            print(re.sub(r"(?<=^  )(\w+ [-+]).*", r"\1", line) if held else line, flush=True)
        print(f"{seed} done", file=sys.stderr, flush=True)
    print(f"\n{'form':12}{'reports':>8}{'same':>6}{'claims':>8}{'verdicts':>9}{'findings':>9}"
          f"{'duties':>8}  s")  # fmt: skip
    for form in ("pdf", *forms):
        found = totals[form]
        mean = sum(seconds[form]) / max(len(seconds[form]), 1)
        print(
            f"{form:12}{found['reports']:8}{found['same']:6}{found['claims']:8}"
            f"{found['verdicts']:9}{found['findings']:9}{found['duties']:8}  {mean:.1f}"
        )
    return 0


def _one(
    seed: int,
    told: str,
    forms: Sequence[str],
    totals: Mapping[str, Counter[str]],
    seconds: Mapping[str, list[float]],
) -> Iterator[str]:
    """Check a report in every form; what differs, line by line."""
    kind = "budget" if seed % 3 == 2 else "final"
    flaws = tuple(KINDS)[seed % 5 :: 7] if seed % 4 else ()
    draft = drafted(seed, None, kind, flaws=flaws, style=told, lenient=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{seed}.pdf")
        path.write_bytes(typeset(draft.report, draft.look).data)
        start = time.perf_counter()
        base = check(path)
        seconds["pdf"].append(time.perf_counter() - start)
        totals["pdf"]["reports"] += 1
        totals["pdf"]["same"] += 1
        for form in forms:
            files = WRITERS[form](draft, Path(folder))
            start = time.perf_counter()
            other = check(files if len(files) > 1 else files[0])
            seconds[form].append(time.perf_counter() - start)
            yield from _compare(f"{seed} {told} {form}", base, other, totals[form])


def _compare(name: str, base: Audit, other: Audit, total: Counter[str]) -> Iterator[str]:
    """Count what differs, and say it."""
    total["reports"] += 1
    lines: list[str] = []
    for what, keys in _COMPARED.items():
        one, two = Counter(keys(base)), Counter(keys(other))
        for sign, apart in (("-", one - two), ("+", two - one)):
            total[what] += sum(apart.values())
            lines += [f"  {what} {sign} {' '.join(map(str, key))}" for key in apart]
    total["same"] += not lines
    if lines:
        yield f"{name}: {base.disclosure.unit} {base.disclosure.year}"
        yield from lines[:12]


def claims(audit: Audit) -> Iterator[tuple[str, ...]]:
    """Every figure with what it means."""
    for c in audit.disclosure.claims:
        yield c.quantity.text, c.role.value, c.subject, c.period


def verdicts(audit: Audit) -> Iterator[tuple[str, ...]]:
    """Every figure with its verdict."""
    found = {j.claim: j.verdict.value for j in audit.judgements}
    for c in audit.disclosure.claims:
        yield c.quantity.text, c.role.value, c.subject, found.get(c.id, "")


def findings(audit: Audit) -> Iterator[tuple[str, ...]]:
    """Every finding."""
    for f in audit.findings:
        yield f.rule, f.severity.value, f.stated, f.expected


def duties(audit: Audit) -> Iterator[tuple[str, ...]]:
    """How every duty of disclosure stands."""
    for d in audit.duties:
        yield d.duty, d.state.value


_COMPARED: Mapping[str, Callable[[Audit], Iterator[tuple[str, ...]]]] = {
    "claims": claims, "verdicts": verdicts, "findings": findings, "duties": duties,
}  # fmt: skip


def _pdf(draft: Draft, folder: Path) -> list[Path]:
    return [_write(folder, "a.pdf", typeset(draft.report, draft.look).data)]


def _html(draft: Draft, folder: Path) -> list[Path]:
    return [_write(folder, "a.html", as_page(draft.report, draft.look, charset="gb18030"))]


def _docx(draft: Draft, folder: Path) -> list[Path]:
    return [_write(folder, "a.docx", as_word(draft.report, draft.look))]


def _numbered(draft: Draft, folder: Path) -> list[Path]:
    return [_write(folder, "n.docx", as_word(draft.report, draft.look, numbered=True))]


def _xlsx(draft: Draft, folder: Path) -> list[Path]:
    return [_write(folder, "a.xlsx", as_book(draft.report, draft.look, narrative=True))]


def _pieces(draft: Draft, folder: Path) -> list[Path]:
    report = narrative_only(draft.report)
    return [
        _write(folder, "text.docx", as_word(report, draft.look)),
        _write(folder, "tables.xlsx", as_book(draft.report, draft.look)),
    ]


def _xls(draft: Draft, folder: Path) -> list[Path]:
    path = _xlsx(draft, folder)[0]
    return [_write(folder, "a.xls", converted(path, path.read_bytes(), "xls"))]


def _doc(draft: Draft, folder: Path) -> list[Path]:
    path = _docx(draft, folder)[0]
    return [_write(folder, "a.doc", converted(path, path.read_bytes(), "doc"))]


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


WRITERS: Mapping[str, Writer] = {
    "html": _html,
    "docx": _docx,
    "numbered": _numbered,
    "xlsx": _xlsx,
    "docx+xlsx": _pieces,
    "xls": _xls,
    "doc": _doc,
}

if __name__ == "__main__":
    raise SystemExit(main())
