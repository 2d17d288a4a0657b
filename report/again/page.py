"""Fill the template of the page about two files of one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from markupsafe import Markup

from extract.geometry import Box, Place, union
from report.html.crops import Crop, Mark, Piece
from report.pictures import Picture
from report.templating import asset, environment
from report.texts import Texts

#: The pages of the later file are numbered from here on, so that both can stand on one page.
LATER = 1_000_000
#: What is shown of a page above and below a figure, and to either side, in points.
_ABOVE, _BELOW, _REACH = 34.0, 16.0, 190.0
#: Beyond so many changes only the first ones carry pictures.
_MOST_PICTURED = 200


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as one of the files prints it: the text, where it stands, the words around it."""

    text: str
    page: int
    places: tuple[Place, ...]
    context: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One change; `kind` is changed, added or gone. The place is None in a file without it."""

    kind: str
    label: str
    message: str
    before: Printed | None
    after: Printed | None


@dataclass(frozen=True, slots=True)
class File:
    """One of the files, and pictures of its pages by number; none where it is no longer there."""

    name: str
    pictures: Mapping[int, Picture]


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding: its rule and severity, what it says, what was decided and by whom."""

    rule: str
    severity: str
    page: int
    message: str
    decision: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Pages:
    """All that the page shows. `says` are the words by which the later file says that it corrects
    ("" where it says nothing), `order` how it is known to be the later one; `findings` are those
    kept, fallen and fresh; `left` the tables that were not compared; `halves` what only one file
    has, `caution` what makes the comparison doubtful."""

    heading: Sequence[str]
    outcome: str
    says: str
    order: str
    earlier: File
    later: File
    changes: Sequence[Changed]
    same: int
    findings: Mapping[str, Sequence[Kept]]
    left: Sequence[str]
    halves: Sequence[str]
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A change in one of the files: the figure and its picture."""

    printed: Printed | None
    crop: Crop | None
    href: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of one of the files, with the boxes of what changed on it."""

    number: int
    page: int
    file: str
    picture: Picture
    marks: tuple[Mark, ...]


def render(about: Pages, texts: Texts) -> str:
    """The whole page."""
    pictures = dict(about.earlier.pictures)
    pictures |= {LATER + n: picture for n, picture in about.later.pictures.items()}
    articles = [_article(c, pictures, n) for n, c in enumerate(about.changes)]
    return (
        environment()
        .get_template("again.html.j2")
        .render(
            t=texts,
            about=about,
            version=version("gouji"),
            pictures=pictures,
            articles=articles,
            counts={k: sum(c.kind == k for c in about.changes) for k in _KINDS},
            sheets=list(_sheets(about, pictures)),
            style=Markup(asset("report.css") + asset("again.css")),
        )
    )


_KINDS = ("changed", "added", "gone")


def _article(
    change: Changed, pictures: Mapping[int, Picture], number: int
) -> tuple[Changed, tuple[Side, Side]]:
    drawn = pictures if number < _MOST_PICTURED else {}
    return change, (
        _side(change.before, 0, "gone" if change.kind == "gone" else "before", drawn),
        _side(change.after, LATER, "after", drawn),
    )


def _side(printed: Printed | None, offset: int, kind: str, pictures: Mapping[int, Picture]) -> Side:
    if printed is None:
        return Side(None, None, "")
    number = printed.page + offset
    return Side(printed, _crop(printed, number, kind, pictures.get(number)), f"#page-{number}")


def _crop(printed: Printed, number: int, kind: str, picture: Picture | None) -> Crop | None:
    """The part of a page about a figure, the figure marked."""
    boxes = [p.box for p in printed.places if p.page == printed.page]
    if picture is None or not boxes:
        return None
    over = union(boxes)
    shown = Box(
        max(0.0, over.x0 - _REACH),
        max(0.0, over.y0 - _ABOVE),
        min(picture.width, over.x1 + _REACH),
        min(picture.height, over.y1 + _BELOW),
    )
    marks = tuple(Mark(kind, _moved(box, shown), printed.text) for box in boxes)
    return Crop((Piece(number, shown, 0, 0),), marks, printed.context)


def _moved(box: Box, shown: Box) -> Box:
    grown = box.grown(1.5)
    return Box(grown.x0 - shown.x0, grown.y0 - shown.y0, grown.x1 - shown.x0, grown.y1 - shown.y0)


def _sheets(about: Pages, pictures: Mapping[int, Picture]) -> Iterator[Sheet]:
    """The pages with changes, those of the earlier file first."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for n, change in enumerate(about.changes):
        for printed, offset, kind in (
            (change.before, 0, "before"),
            (change.after, LATER, "after"),
        ):
            for place in printed.places if printed else ():
                box = place.box.grown(1.5)
                marks[place.page + offset].append(Mark(kind, box, change.message, f"c{n}"))
    for number in sorted(marks.keys() & pictures.keys()):
        file = about.later if number >= LATER else about.earlier
        page = number % LATER
        yield Sheet(number, page, file.name, pictures[number], tuple(marks[number]))
