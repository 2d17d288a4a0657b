"""What `gouji check` does with one file, in whatever process: read it, and make of it what is to be
shown and written. Nothing is shown here, and nothing raised for what is in the file."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import UnreadableError
from extract.faults import is_memory
from gouji.guarded import plainly_named
from gouji.help import Lang, Words, load_words
from gouji.inputs import hint, is_marked
from gouji.outputs import OutputError, write_files
from gouji.reasons import spoken

if TYPE_CHECKING:
    from gouji.audit import Audit
    from report.checklist.answers import Body
    from report.overview.rows import Entry

#: Exit status of `gouji check`.
NO_MISMATCH, MISMATCH, UNREADABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Look:
    """How a text for a person looks: its width, and its colours ("" for none)."""

    width: int = 80
    colours: str = ""

    @classmethod
    def of(cls, stream: Any) -> Look:
        """What a stream can show."""
        from rich.console import Console

        console = Console(file=stream)
        shows = console.is_terminal and not console.no_color and not console.legacy_windows
        return cls(console.width, (console.color_system or "") if shows else "")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made of a file: by which rules, as which text, and which files (`kinds`) in
    which folder; `name` is what these are called, `shown` what the report is where several files
    have one name; `checklist` whether its duties are to be gathered; `together` are the files,
    folders and archives that hold the pieces of one report, if it is in several; `ocr` is whether
    pictures of pages are read."""

    rules: Mapping[str, Any]
    lang: Lang
    json: bool = False
    full: bool = False
    quiet: bool = False
    severities: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)
    kinds: tuple[str, ...] = ()
    folder: Path = Path()
    name: str = ""
    shown: str = ""
    front: bool = True
    checklist: bool = False
    together: tuple[Path, ...] = ()
    ocr: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a file: its exit status and the text to show, or why there is none (`failed`);
    the files `written`, or why they are not (`unwritten`); what it says to the checklist; the names
    of files beside the pieces of a report that are `left` out."""

    status: int
    text: str = ""
    failed: str = ""
    entry: Entry | None = None
    written: tuple[Path, ...] = ()
    bodies: tuple[Body, ...] = ()
    unwritten: str = ""
    left: tuple[str, ...] = ()


def check_file(path: Path, wish: Wish) -> Checked:
    """Check one file, or the report whose pieces the wish names."""
    words = load_words(wish.lang)
    if wish.together:
        return _together(path, wish, words)
    try:
        with plainly_named(path) as plain:
            return _checked(plain, wish, words)
    except UnreadableError as error:
        return Checked(UNREADABLE, failed=_why(error, path, words))


def _together(path: Path, wish: Wish, words: Words) -> Checked:
    """Check the report whose pieces are in some files, `path` the first of them."""
    from corpus.scanning.scratch import scratch
    from gouji.pieces import gathered

    with scratch() as folder:
        try:
            found = gathered(wish.together, folder)
        except UnreadableError as error:
            return Checked(UNREADABLE, failed=_reason(error, path, words))
        left = tuple(one.name for one in found.left)
        if not found.pieces:
            text = words["message"]["no_pieces"].format(file=path)
            return Checked(UNREADABLE, failed=text, left=left)
        return replace(_checked(path, wish, words, found.pieces), left=left)


def _checked(path: Path, wish: Wish, words: Words, pieces: Sequence[Path] = ()) -> Checked:
    from reconcile.audit import Severity

    for one in pieces or (path,):
        if is_marked(one):
            return Checked(UNREADABLE, failed=words["hints"]["marked"].format(file=one))
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what a library prints is no result
            audit = _audit(pieces or path, wish)
            text = _text(audit, wish)
    except UnreadableError as error:
        if is_memory(error.__cause__):
            return Checked(UNREADABLE, failed=words["message"]["memory"].format(file=path.name))
        why = _reason if pieces else _why
        return Checked(UNREADABLE, failed=why(error, path, words))
    except Exception as error:
        # The last stop for a fault in gouji itself: said as such, and the next file is checked.
        if isinstance(error, MemoryError) or is_memory(error):
            return Checked(UNREADABLE, failed=words["message"]["memory"].format(file=path.name))
        if os.environ.get("GOUJI_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        text = words["message"]["crashed"].format(file=path.name, error=reason)
        return Checked(UNREADABLE, failed=text)
    status = MISMATCH if audit.count(Severity.MISMATCH) else NO_MISMATCH
    said = _bodies(audit, wish) if wish.checklist else ()
    if not wish.kinds:
        return Checked(status, text, bodies=said)
    try:
        entry, written = write_files(
            audit, wish.folder, wish.name, wish.kinds, words, lang=wish.lang, front=wish.front
        )
    except OutputError as error:
        return Checked(UNREADABLE, text, unwritten=str(error))
    return Checked(status, text, entry=entry, written=tuple(written), bodies=said)


def _audit(path: Path | Sequence[Path], wish: Wish) -> Audit:
    import gouji.audit
    from extract.scan.watch import current, watched

    with watched(replace(current(), wanted=wish.ocr)):
        return gouji.audit.check(path, **wish.rules)


def _bodies(audit: Audit, wish: Wish) -> tuple[Body, ...]:
    from report.checklist.answers import bodies
    from report.texts import load

    return tuple(bodies(audit, load(wish.lang)))


def _why(error: UnreadableError, path: Path, words: Words) -> str:
    """Why a file cannot be read, and what to do instead."""
    reason, more = _reason(error, path, words), hint(path, words)
    return words["message"]["hint"].format(reason=reason, hint=more) if more else reason


def _reason(error: UnreadableError, path: Path, words: Words) -> str:
    english = words["unreadable"].get(error.status)
    return english.format(file=path) if english else spoken(error.message, words)


def _text(audit: Audit, wish: Wish) -> str:
    """What is shown: one JSON object on a line, one line, or the report and a blank line."""
    from rich.console import Console

    from reconcile.audit import Severity
    from report import terminal
    from report.texts import load
    from report.wrap import json_line

    if wish.json:
        return json_line(audit.to_dict(wish.lang))
    texts = load(wish.lang)
    if wish.quiet:
        return terminal.summary(audit, texts, wish.shown) + "\n"
    look, out = wish.look, io.StringIO()
    console = Console(
        file=out,
        width=look.width,
        force_terminal=bool(look.colours),
        color_system=look.colours or None,  # type: ignore[arg-type]
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    shown = [Severity(kind) for kind in wish.severities]
    terminal.write(audit, console, texts, full=wish.full, only=shown)
    return out.getvalue() + "\n"
