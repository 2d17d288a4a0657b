"""The values that the reading of a paragraph makes: figures, orders and turns of the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from extract.claims.ties import SAID, Ties
from extract.disclosure import Base, Direction, Role
from extract.figures.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure and what its clause says. Offsets are those of the Doc's text.

    `own` are the clause's words for what is measured; `bare` is 收入 or 支出 where they are no more
    than that, which may be a subject or only say that something was received or spent. `out_of`:
    the figure is what the next one is a share of (占项目支出40.00万元的71.00%). `restated`: it
    is the amount right before it once more, in another unit (1.26亿元，即12,600万元).
    """

    start: int
    end: int
    quantity: Quantity
    role: Role
    direction: Direction | None = None
    base: Base | None = None
    own: str = ""
    bare: str = ""
    year: int | None = None
    period: str = ""
    whole: str = ""
    torn: str = ""
    template: bool = False
    explicit: bool = True
    total: bool = False
    stage: str = ""
    out_of: bool = False
    restated: bool = False
    ties: Ties = SAID


@dataclass(frozen=True, slots=True)
class Order:
    """A stated order without a figure of its own: 决算数大于预算数, 与上年持平."""

    start: int
    end: int
    relation: str
    own: str
    left: Role
    right: Role
    base: Base | None
    loose: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A turn of the sentence: parts, seen (按功能分类), reasons, within, cause, open, close,
    semicolon or stop.

    `text` is the whole that 甲中， names, and of the others what follows them; `of` what the words
    before 如下 name.
    """

    kind: str
    start: int
    text: str = ""
    of: str = ""
