"""What a worker process does for the page: draw a page of a published file, write an output.

A file that breaks its reader breaks a worker, not the server.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from corpus.store.remarks import Remarks, remarked
from serve.originals import Original

#: Seconds and megabytes that drawing, and writing, may take.
DRAWING = (20, 1500)
WRITING = (300, 2000)
#: A page's longer side in pixels at most.
_MOST_PIXELS = 5000
#: The kinds of files that have pages to be drawn.
_DRAWN = frozenset((".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png"))


def sizes(original: Original) -> list[tuple[float, float]]:
    """The width and height of every page in points, as displayed; none of a file without pages.
    Raises GoneError."""
    import pymupdf

    from report.source import drawn_pages

    if original.suffix not in _DRAWN:
        return []
    with pymupdf.open(stream=drawn_pages(original.read()), filetype="pdf") as document:
        return [(p.rect.width, p.rect.height) for p in document]


def page(original: Original, number: int, dpi: int) -> bytes | None:
    """A page, counted from 1, as PNG; None where there is none, or it is too damaged to be drawn.
    Raises GoneError."""
    import pymupdf

    from corpus.scanning.limits import limited
    from extract.pdf.soundness import Soundness
    from report.source import drawn_pages

    if original.suffix not in _DRAWN:
        return None
    with (
        limited(*DRAWING),
        pymupdf.open(stream=drawn_pages(original.read()), filetype="pdf") as document,
    ):
        if not 1 <= number <= document.page_count:
            return None
        sheet = document[number - 1]
        if Soundness(document).problem(sheet)[0]:
            return None
        longest = max(sheet.rect.width, sheet.rect.height, 1)
        dpi = min(dpi, int(72 * _MOST_PIXELS / longest))
        data: bytes = sheet.get_pixmap(dpi=dpi, annots=True).tobytes("png")
        return data


def written(
    original: Original, name: str, kind: str, lang: str, remarks: Remarks
) -> dict[str, bytes]:
    """A report's outputs of a kind, by the ending of their names: the file is read and checked
    again, and the reviewers' `remarks`, by mark, are written with its findings.

    Raises GoneError, UnreadableError.
    """
    from corpus.scanning.limits import limited
    from extract.read import read
    from reconcile.reconcile import reconcile
    from report.outputs import Output, write_outputs

    with limited(*WRITING), tempfile.TemporaryDirectory(prefix="gouji-") as made:
        path = Path(made, name + original.suffix)
        path.write_bytes(original.read())
        audit = reconcile(read(path))
        folder = Path(made, "out")
        folder.mkdir()
        reviewed = remarked(audit, remarks)
        files = write_outputs(audit, folder, name, [Output(kind)], lang=lang, reviewed=reviewed)
        return {p.name.removeprefix(name): p.read_bytes() for p in files}
