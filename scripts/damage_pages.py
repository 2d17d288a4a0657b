"""Sound reports of which something was lost: is a figure called wrong that is not?

    python scripts/damage_pages.py --made 24 --count 300 corpus/samples/final-clean.pdf
    python scripts/damage_pages.py --made 24 --count 300 --silent silent/

Pages are deleted, swapped, repeated, replaced by another report's or by their own pictures; rows,
columns and boxes are whitened; text is lost. Printed page numbers go from most files first, as
they would tell. What is missing may raise doubts; a mismatch that the sound report does not have is
false, and is printed; so is, with --silent, each file of which nothing more is said than of the
sound report, with the text it has lost. The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pikepdf
import pymupdf

import gouji
from corpus.sampling import make
from corpus.sampling.voice import voices
from extract.errors import UnreadableError
from reconcile.audit import Audit, Finding, Severity

#: Page numbers stand within this share of the page's edges.
_EDGE = 0.1
_NUMBER = frozenset("0123456789０１２３４５６７８９-—－–·第页共/ ")
#: A page with so many digits has a table, or figures of the narrative.
_FIGURES = 30
_WHITE = (1, 1, 1)
#: A file may take so many seconds.
_LIMIT = 240
#: So many characters of what is lost in silence are shown.
_SHOWN = 600

Damage = Callable[[pymupdf.Document, pymupdf.Document, random.Random], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A sound report; `like` is what year and kind it is of, "" where that is not known."""

    name: str
    data: bytes
    like: str = ""


@dataclass(slots=True)
class Tally:
    """What came of the files of one kind of damage; `silent` are those about which nothing more is
    said than about the sound report."""

    files: int = 0
    false: int = 0
    mismatches: int = 0
    silent: int = 0
    refused: int = 0
    seconds: float = 0.0
    rules: Counter[str] = field(default_factory=Counter)


def delete_page(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """One to three pages with figures deleted."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if pdf.page_count > 3:
            pdf.delete_page(_page(pdf, chance).number)


def delete_rest(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """A page deleted that a table runs over, or ends on."""
    over = [
        after.number
        for before, after in pairwise(pdf)
        if _digits(after) > _FIGURES and _uprights(before) and _uprights(before) & _uprights(after)
    ]
    pdf.delete_page(chance.choice(over) if over else _page(pdf, chance).number)


def swap_pages(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """Two pages in each other's place, mostly neighbours."""
    one = _page(pdf, chance).number
    other = one + 1 if chance.random() < 0.6 else _page(pdf, chance).number
    order = list(range(pdf.page_count))
    if other >= len(order) or other == one:
        other = one - 1
    order[one], order[other] = order[other], order[one]
    pdf.select(order)


def repeat_page(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """A page once more, right behind itself or elsewhere."""
    number = _page(pdf, chance).number
    to = number + 1 if chance.random() < 0.5 else chance.randrange(1, pdf.page_count)
    pdf.fullcopy_page(number, to if to < pdf.page_count else -1)


def insert_foreign(pdf: pymupdf.Document, other: pymupdf.Document, chance: random.Random) -> None:
    """A page of another report between two of its own."""
    page = _page(other, chance).number
    at = _page(pdf, chance).number
    pdf.insert_pdf(other, from_page=page, to_page=page, start_at=at)


def replace_foreign(pdf: pymupdf.Document, other: pymupdf.Document, chance: random.Random) -> None:
    """A page of another report in the place of one of its own."""
    at = _page(pdf, chance).number
    likely = min(max(at + chance.choice((0, 0, 0, -1, 1)), 0), other.page_count - 1)
    page = likely if _digits(other[likely]) > _FIGURES else _page(other, chance).number
    pdf.delete_page(at)
    pdf.insert_pdf(other, from_page=page, to_page=page, start_at=at)


def whiten_strip(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """A strip over the whole breadth of a page gone: rows, or lines."""
    page = _page(pdf, chance)
    _whiten(page, _strip(page, chance), chance)


def whiten_column(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """Some rows of one column of money gone."""
    page = _page(pdf, chance)
    figures = _numbers(page)
    if not figures:
        return
    first = chance.choice(figures)
    below = [f for f in figures if f.y0 >= first.y0 - 1 and f.x1 > first.x0 and f.x0 < first.x1]
    column = sorted(below, key=lambda f: f.y0)[: chance.choice((1, 2, 3, 6, 12))]
    box = pymupdf.Rect(first)
    for figure in column:
        box |= figure
    _whiten(page, box, chance)


def whiten_box(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """A box somewhere over figures."""
    page = _page(pdf, chance)
    figures = _numbers(page)
    if not figures:
        return
    at = chance.choice(figures)
    wide, high = chance.choice((10, 40, 120, 300)), chance.choice((4, 15, 60, 200))
    x, y = at.x0 - chance.random() * wide, at.y0 - chance.random() * high / 2
    _whiten(page, pymupdf.Rect(x, y, x + wide + 10, y + high + 8), chance)


def picture_strip(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """A strip of a page as a picture of it."""
    page = _page(pdf, chance)
    strip = _strip(page, chance)
    image = page.get_pixmap(dpi=130, clip=strip).tobytes("jpeg")
    page.add_redact_annot(strip, fill=False)
    page.apply_redactions(images=0, graphics=2)
    page.insert_image(strip, stream=image)


def lose_text(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """A page without its text: its rules are left, or nothing is."""
    page = _page(pdf, chance)
    if chance.random() < 0.4:
        pdf.xref_set_key(page.xref, "Contents", "null")
        return
    page.add_redact_annot(page.rect, fill=False)
    page.apply_redactions(images=0, graphics=0)


def lose_half(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """What a page draws from some point on is not drawn."""
    number = _page(pdf, chance).number
    with pikepdf.open(io.BytesIO(pdf.tobytes())) as opened:
        page = opened.pages[number]
        told = list(pikepdf.parse_content_stream(page))
        told = told[: int(len(told) * chance.uniform(0.2, 0.95))]
        names = [str(one.operator) for one in told]
        ends = "ET " * (names.count("BT") - names.count("ET"))
        ends += "Q " * max(0, names.count("q") - names.count("Q"))
        content = pikepdf.unparse_content_stream(told) + b"\n" + ends.encode()
        page.Contents = pikepdf.Stream(opened, content)
        out = io.BytesIO()
        opened.save(out)
    _replace(pdf, out.getvalue())


def scan_page(pdf: pymupdf.Document, _other: pymupdf.Document, chance: random.Random) -> None:
    """A page as a picture of it, sharp or not."""
    number = _page(pdf, chance).number
    page = pdf[number]
    image = page.get_pixmap(dpi=chance.choice((72, 110, 150, 200)), colorspace="gray")
    width, height = page.rect.width, page.rect.height
    pdf.delete_page(number)
    page = pdf.new_page(number, width=width, height=height)
    page.insert_image(page.rect, stream=image.tobytes("jpeg"))


DAMAGES: tuple[Damage, ...] = (
    delete_page, delete_rest, swap_pages, repeat_page, insert_foreign, replace_foreign,
    whiten_strip, whiten_column, whiten_box, picture_strip, lose_text, lose_half, scan_page,
)  # fmt: skip


def damaged(source: Source, other: Source, damage: Damage, chance: random.Random) -> bytes:
    """A report damaged one way, mostly without its page numbers."""
    with _opened(source) as pdf, _opened(other) as foreign:
        if chance.random() < 0.75:
            _strip_numbers(pdf)
            _strip_numbers(foreign)
        damage(pdf, foreign, chance)
        return bytes(pdf.tobytes(garbage=3, deflate=True))


def keys(findings: Sequence[Finding]) -> Counter[tuple[str, str, str]]:
    """Mismatches by what does not depend on the numbers of pages."""
    wrong = (f for f in findings if f.severity is Severity.MISMATCH)
    return Counter((f.rule, f.stated, f.clause) for f in wrong)


def _opened(source: Source) -> pymupdf.Document:
    return pymupdf.open("pdf", source.data)


def _replace(pdf: pymupdf.Document, data: bytes) -> None:
    with pymupdf.open("pdf", data) as whole:
        count = pdf.page_count
        pdf.insert_pdf(whole)
        pdf.delete_pages(0, count - 1)


def _digits(page: pymupdf.Page) -> int:
    return sum(map(str.isdecimal, page.get_text()))


def _page(pdf: pymupdf.Document, chance: random.Random) -> pymupdf.Page:
    """A page with figures, not the cover."""
    likely = [p.number for p in pdf if p.number and _digits(p) > _FIGURES]
    return pdf[chance.choice(likely or list(range(pdf.page_count)))]


def _uprights(page: pymupdf.Page) -> set[int]:
    """Where upright rules stand, to a few points."""
    found = set()
    for drawing in page.get_drawings():
        box = drawing["rect"]
        if box.height > 10 and box.width < 3:
            found.add(round(box.x0 / 4))
    return found


def _numbers(page: pymupdf.Page) -> list[pymupdf.Rect]:
    """The boxes of words that hold figures, but for page numbers."""
    words = page.get_text("words")
    return [pymupdf.Rect(w[:4]) for w in words if any(map(str.isdecimal, w[4])) and len(w[4]) > 2]


def _strip(page: pymupdf.Page, chance: random.Random) -> pymupdf.Rect:
    """A strip over the breadth of a page, one to some fifteen lines high, with figures in it."""
    boxes = _numbers(page) or [page.rect]
    at = chance.choice(boxes)
    high = chance.choice((12, 25, 60, 150, 250))
    top = at.y0 - chance.random() * high * 0.7
    return pymupdf.Rect(0, max(top, 0), page.rect.width, min(top + high, page.rect.height))


def _whiten(page: pymupdf.Page, box: pymupdf.Rect, chance: random.Random) -> None:
    """Take the text of a box away, with or without the rules, or paint white over it."""
    way = chance.choice(("text", "all", "over"))
    if way == "over":
        page.draw_rect(box, color=_WHITE, fill=_WHITE, width=0)
        return
    page.add_redact_annot(box, fill=False)
    page.apply_redactions(images=0, graphics=0 if way == "text" else 2)


def _strip_numbers(pdf: pymupdf.Document) -> None:
    """Take printed page numbers away: what stands alone on the first or the last line."""
    for page in pdf:
        high = page.rect.height
        lines = defaultdict(list)
        for word in page.get_text("words"):
            lines[round((word[1] + word[3]) / 6)].append(word)
        for height in {min(lines, default=0), max(lines, default=0)}:
            line = lines[height]
            text = "".join(word[4] for word in line)
            edge = all(w[3] < _EDGE * high or w[1] > (1 - _EDGE) * high for w in line)
            if edge and set(text) <= _NUMBER and len(text) < 12:
                for word in line:
                    page.add_redact_annot(pymupdf.Rect(word[:4]), fill=False)
        page.apply_redactions(images=0, graphics=0)


def made(count: int, *, seed: int, held_out: bool) -> Iterator[Source]:
    """Made-up reports without an error, of all voices in turn."""
    names = sorted(voices(held_out=held_out))
    for number in range(count):
        name = names[number % len(names)]
        kind = ("final", "final", "budget")[number % 3]
        sample = make(seed + number, None, kind, style=name, large=number % 2 == 1)
        yield Source(f"{name}-{kind}-{seed + number}", sample.data, f"{kind}-{sample.key.year}")


class _TooLongError(BaseException):
    """A file took more than its time; no exception that a reader of pages would catch."""


def _checked(data: bytes, path: Path) -> Audit:
    path.write_bytes(data)

    def late(_number: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(_LIMIT)
    try:
        return gouji.check(path)
    finally:
        signal.alarm(0)


def _doubts(audit: Audit) -> int:
    return len(audit.disclosure.unread) + audit.count(Severity.DOUBT) + len(audit.unchecked)


def _another(source: Source, sources: Sequence[Source], chance: random.Random) -> Source:
    """A report to take pages from, mostly of the same year and kind."""
    others = [other for other in sources if other is not source]
    alike = [other for other in others if other.like == source.like]
    return chance.choice(alike if alike and chance.random() < 0.7 else others)


def survey(sources: Sequence[Source], given: argparse.Namespace, folder: Path) -> int:
    """Damage, check, print; how many files have a false mismatch."""
    path = folder / "report.pdf"
    sound = {s.name: _checked(s.data, path) for s in sources}
    for name, audit in sound.items():
        if found := audit.count(Severity.MISMATCH):
            print(f"{name}: {found} in the sound report")
    tallies: dict[str, Tally] = defaultdict(Tally)
    damages = [d for d in DAMAGES if not given.kinds or d.__name__ in given.kinds]
    for number in range(given.first, given.first + given.count):
        damage = damages[number % len(damages)]
        chance = random.Random(f"{given.seed}-{number}")
        source = chance.choice(sources)
        other = _another(source, sources, chance)
        tally = tallies[damage.__name__]
        tally.files += 1
        data = damaged(source, other, damage, chance)
        begun = time.process_time()
        try:
            audit = _checked(data, path)
        except (UnreadableError, _TooLongError) as error:
            tally.refused += 1
            print(f"{damage.__name__}-{number}: {error!r}"[:200])
            continue
        tally.seconds += time.process_time() - begun
        if _doubts(audit) <= _doubts(sound[source.name]):
            tally.silent += 1
            if given.silent:
                _keep(source, data, f"{damage.__name__}-{number:04}", given.silent)
        false = keys(audit.findings) - keys(sound[source.name].findings)
        if false:
            tally.false += 1
            tally.mismatches += false.total()
            tally.rules.update(rule for rule, *_ in false.elements())
            _show(audit, false, f"{damage.__name__}-{number} ({source.name})", given.quiet)
            if given.out:
                given.out.mkdir(parents=True, exist_ok=True)
                (given.out / f"{damage.__name__}-{number:04}.pdf").write_bytes(data)
    _print(tallies)
    return sum(t.false for t in tallies.values())


def _show(audit: Audit, false: Counter[tuple[str, str, str]], name: str, quiet: bool) -> None:
    wrong = (f for f in audit.findings if f.severity is Severity.MISMATCH and not quiet)
    for finding in wrong:
        if (finding.rule, finding.stated, finding.clause) in false:
            print(f"{name} p{finding.page} {finding.rule}: {finding.message}"[:260], flush=True)


def _keep(source: Source, data: bytes, name: str, folder: Path) -> None:
    """Keep a file about which nothing is said, and show what it has lost of its text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.pdf").write_bytes(data)
    with _opened(source) as before, pymupdf.open("pdf", data) as after:
        lines = [_lines(before), _lines(after)]
    lost = [line for line in unified_diff(*lines, n=0, lineterm="") if line[:1] == "-"][1:]
    print(f"{name} ({source.name}) silent: {' | '.join(lost)}"[:_SHOWN], flush=True)


def _lines(pdf: pymupdf.Document) -> list[str]:
    texts = ("".join(line.split()) for page in pdf for line in page.get_text().splitlines())
    return [text for text in texts if not set(text) <= _NUMBER or len(text) > 4]


def _print(tallies: dict[str, Tally]) -> None:
    print(f"{'damage':16} files false (mismatches) silent refused s/file  rules")
    whole = Tally()
    for kind, tally in [*sorted(tallies.items()), ("all", whole)]:
        mean = tally.seconds / max(1, tally.files)
        print(
            f"{kind:16} {tally.files:5} {tally.false:5} {tally.mismatches:12} {tally.silent:6}"
            f" {tally.refused:7} {mean:6.1f}  {dict(tally.rules)}"
        )
        for name in ("files", "false", "mismatches", "silent", "refused", "seconds"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("sources", nargs="*", type=Path, help="sound reports to damage")
    parser.add_argument("--made", type=int, default=0, help="so many made-up reports as well")
    parser.add_argument("--made-seed", type=int, default=5000)
    parser.add_argument("--held-out", action="store_true", help="of the voices held out")
    parser.add_argument("--count", type=int, default=130)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", help="only these kinds of damage")
    parser.add_argument("--out", type=Path, help="keep the files with a false mismatch here")
    parser.add_argument("--silent", type=Path, help="keep the files nothing is said about here")
    parser.add_argument("--quiet", action="store_true", help="numbers only")
    given = parser.parse_args()
    sources = [Source(path.stem, path.read_bytes()) for path in given.sources]
    sources += made(given.made, seed=given.made_seed, held_out=given.held_out)
    with tempfile.TemporaryDirectory() as temporary:
        return int(survey(sources, given, Path(temporary)) > 0)


if __name__ == "__main__":
    sys.exit(main())
