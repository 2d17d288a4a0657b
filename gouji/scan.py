"""`gouji scan`: many reports into a store, and files about each of them."""

from __future__ import annotations

import contextlib
import signal
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gouji import clustered
from gouji.forms import form_or_exit
from gouji.help import Lang, Words, load_words
from gouji.outputs import FOLDER
from gouji.progress import Silent, shown, status_name, why, write_line
from gouji.reasons import spoken
from gouji.stores import STORE, store_or_exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from corpus.scanning.folder import FolderError
    from corpus.scanning.outputs import Outputs
    from corpus.scanning.pool import Options
    from corpus.scanning.scan import Summary
    from report.checklist.form import Form

#: Exit status: done; done, but for files that could not be written; the store or the folders cannot
#: be used; stopped by Ctrl-C.
DONE, UNWRITTEN, UNUSABLE, STOPPED = 0, 1, 2, 130


class Keep(StrEnum):
    """How much of a report goes to the store (corpus/store/keeping.py)."""

    ALL = "all"
    CLAIMS = "claims"
    FINDINGS = "findings"


def scan(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER...")],
    store: Annotated[str, typer.Option("--store", metavar="URL", envvar="GOUJI_STORE")] = STORE,
    cluster: Annotated[str, typer.Option("--cluster", metavar="URL", envvar="GOUJI_CLUSTER")] = "",
    workers: Annotated[int, typer.Option("--workers", "-j", metavar="N", min=0)] = 0,
    time_limit: Annotated[float, typer.Option("--time-limit", metavar="SECONDS", min=1)] = 120,
    memory_limit: Annotated[int, typer.Option("--memory-limit", metavar="MB", min=100)] = 2000,
    retry: Annotated[bool, typer.Option("--retry")] = False,
    again: Annotated[bool, typer.Option("--again")] = False,
    separate: Annotated[bool, typer.Option("--separate")] = False,
    keep: Annotated[Keep, typer.Option("--keep", metavar="all|claims|findings")] = Keep.ALL,
    no_ocr: Annotated[bool, typer.Option("--no-ocr")] = False,
    html: Annotated[bool, typer.Option("--html")] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx")] = False,
    pdf: Annotated[bool, typer.Option("--pdf")] = False,
    bare: Annotated[bool, typer.Option("--bare")] = False,
    csv: Annotated[bool, typer.Option("--csv")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl")] = False,
    checklist: Annotated[bool, typer.Option("--checklist")] = False,
    form: Annotated[Path | None, typer.Option("--form", metavar="FILE")] = None,
    out: Annotated[str | None, typer.Option("--out", "-o", metavar="DIR")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q")] = False,
    lang: Annotated[Lang, typer.Option("--lang", metavar="zh|en", envvar="GOUJI_LANG")] = Lang.ZH,
) -> None:
    """Read the reports of folders, files and archives into a store."""
    words = load_words(lang)
    clustered.places_or_exit([*folders, *_addresses(out)], cluster, store, words)
    wanted = {"html": html, "xlsx": xlsx, "pdf": pdf, "csv": csv, "jsonl": jsonl and out}
    kinds = [name for name, on in wanted.items() if on]
    filled = form_or_exit(checklist, form, words)
    with store_or_exit(store, words, create=True) as engine:
        from corpus.scanning.crew import CrewError
        from corpus.scanning.folder import FolderError
        from corpus.scanning.pool import Options, cores

        options = Options(
            workers=workers or cores(),
            time_limit=time_limit,
            memory_limit=memory_limit,
            retry=retry,
            again=again,
            together=not separate,
            keep=keep.value,
            ocr=not no_ocr,
            outputs=_outputs(out, kinds, lang, filled, front=not bare),
        )
        try:
            with (
                clustered.said(cluster, words),
                _ended_by_term(),
                shown(words, lang, quiet=quiet, jsonl=jsonl) as show,
            ):
                summary = _run(folders, engine, options, cluster, store, out, show)
        except FolderError as error:
            typer.echo(_no_folder(error, words), err=True)
            raise typer.Exit(UNUSABLE) from error
        except CrewError as error:
            text = words["scanning"]["crew"][error.status]
            typer.echo(text.format(reason=spoken(str(error), words)), err=True)
            raise typer.Exit(UNUSABLE) from error
    if jsonl:
        counts = _counts(summary, written=options.outputs is not None)
        passed = summary.passed
        counts |= {"passed_over": dict(passed.kinds.most_common()), "links": passed.links}
        write_line({"summary": counts})
    else:
        typer.echo("\n".join(_last_lines(summary, words, lang)))
    raise typer.Exit(_status(summary))


def _addresses(out: str | None) -> list[str]:
    return [out] if out and clustered.is_address(out) else []


def _run(
    folders: list[str],
    engine: Engine,
    options: Options,
    cluster: str,
    store: str,
    out: str | None,
    show: Silent,
) -> Summary:
    """Scan on a cluster where one is named, else on this machine."""
    if cluster:
        target = out or str(FOLDER)
        about = (options, cluster, store, target, show.done, show.counted)
        return clustered.run(folders, engine, *about)
    from corpus.scanning.scan import scan as run

    paths = [Path(folder) for folder in folders]
    return run(paths, engine, options, show.done, counted=show.counted)


def _outputs(
    out: str | None, kinds: list[str], lang: Lang, form: Form | None, *, front: bool
) -> Outputs | None:
    """What a scan writes besides the store: with --out alone, the overview."""
    if out is None and not kinds and form is None:
        return None
    from corpus.scanning.outputs import Outputs
    from report.outputs import Output

    written = tuple(Output(kind) for kind in kinds)
    return Outputs(Path(out or FOLDER), written, lang.value, front, form)


def _others(passed_over: Counter[str], words: Words) -> str:
    """How many files of other kinds there are, and of which."""
    say = words["scanning"]
    kinds = (f"{k.removeprefix('.') or say['no_ending']} {n}" for k, n in passed_over.most_common())
    return str(say["others"].format(count=passed_over.total(), kinds=say["comma"].join(kinds)))


def _no_folder(error: FolderError, words: Words) -> str:
    if error.status == "foreign":
        return str(words["scanning"]["foreign"].format(folder=error.path))
    reason = spoken(str(error), words)
    return str(words["message"]["cannot_write"].format(file=error.path, reason=reason))


@contextlib.contextmanager
def _ended_by_term() -> Iterator[None]:
    """Let SIGTERM stop a scan as Ctrl-C does: what is done is kept, the workers end."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _status(summary: Summary) -> int:
    if summary.stopped:
        return STOPPED
    return UNWRITTEN if summary.unwritten or summary.no_overview or summary.no_form else DONE


def _counts(summary: Summary, *, written: bool) -> dict[str, Any]:
    counts: dict[str, Any] = {
        "files": summary.total,
        "known": summary.known,
        "stopped": summary.stopped,
        "joined": summary.joined,
        "statuses": dict(sorted(summary.statuses.items())),
        "findings": dict(summary.findings),
    }
    if written:
        overview = str(summary.overview) if summary.overview else None
        counts |= {"written": summary.written, "unwritten": summary.unwritten, "overview": overview}
    return counts


def _unmade(summary: Summary, words: Words, lang: Lang) -> Iterator[str]:
    """What of the files about all reports could not be written, and why."""
    for name, reason in (("no_overview", summary.no_overview), ("no_form", summary.no_form)):
        if reason is not None:
            yield words["scanning"][name].format(reason=why(reason, words, lang))


def _last_lines(summary: Summary, words: Words, lang: Lang) -> Iterator[str]:
    """What became of the files, in one line; further ones say what is missing, and how to go on."""
    say = words["scanning"]
    parts = [f"{status_name(s, lang)} {n}" for s, n in summary.statuses.most_common()]
    line: str = say["summary"].format(
        files=summary.done,
        total=summary.total,
        known=summary.known,
        statuses=say["comma"].join(parts) or "—",
        mismatch=summary.findings["mismatch"],
    )
    made = {"overview": summary.overview, "form": summary.form}
    yield line + "".join(say[name].format(file=path) for name, path in made.items() if path)
    if summary.joined:
        yield say["joined"].format(count=summary.joined)
    if summary.reason is not None:
        reason = why(summary.reason, words, lang)
        yield say["unwritten"].format(count=summary.unwritten, reason=reason)
    yield from _unmade(summary, words, lang)
    if summary.followed.count:
        yield say["followed"].format(count=summary.followed.count)
    if summary.followed.left:
        first = summary.followed.left[0]
        yield say["left"].format(count=len(summary.followed.left), message=first.message)
    if summary.pictures:
        yield say["pictures"].format(count=summary.pictures)
    if summary.stopped:
        yield say["stopped"]
    if summary.passed.kinds:
        yield _others(summary.passed.kinds, words)
    if summary.passed.links:
        yield say["links"].format(count=summary.passed.links)
