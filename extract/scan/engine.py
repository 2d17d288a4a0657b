"""The reader of characters: PP-OCR models that their wheel carries, loaded where a picture is met.

Nothing is fetched: of the models that the package names only those inside its wheel are used. Each
runs in one thread, as a worker has no more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

#: The package, and how it is installed where it is missing.
PACKAGE = "faster-paddle"
INSTALL = "pip install 'faster-paddle>=1.0.4'"
#: The longer side of what the models look for lines in, in dots: A4 at 100 dots an inch. Lines are
#: read from the whole picture.
_LOOKED_AT = 1152


class Model(Enum):
    """The models in the wheel: the one that reads, and the one that reads against it."""

    FIRST = "small"
    SECOND = "tiny"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a piece of one, as a model reads it: left, top, right and bottom in dots of the
    picture, and how sure the model is of it, from 0 to 1."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float


def available() -> bool:
    """Whether characters can be recognised here."""
    return engine_version() != ""


@cache
def engine_version() -> str:
    """Which version of the engine is installed; "" where none is."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""


@cache
def one_thread() -> None:
    """Keep OpenCV to one thread, as the models are: a thread for every core in each of several
    workers would only collide."""
    import cv2

    cv2.setNumThreads(1)


def recognise(picture: Any, model: Model = Model.FIRST) -> tuple[Piece, ...]:
    """The lines on a grey picture (an array of dots), in the order in which a person reads them."""
    import cv2

    encoded = cv2.imencode(".bmp", picture)[1].tobytes()
    found = _engine(model).ocr(encoded)["bounds"].values()
    return tuple(
        Piece(
            b["text"],
            (*map(int, b["topLeftCoord"]), *map(int, b["bottomRightCoord"])),  # type: ignore[arg-type]
            float(b["confidence"]),
        )
        for b in found
        if b["text"].strip()
    )


@cache
def _engine(model: Model) -> Any:
    import faster_paddle

    return faster_paddle.OcrEngine(
        model_size=model.value, threads=1, det_max_side=_LOOKED_AT, det_min_side=0
    )
