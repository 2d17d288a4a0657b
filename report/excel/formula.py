"""The printed side of an equation (1062.85÷(9859.38−1062.85)) as a formula over cells.

A Check shows its arithmetic in figures; here those figures are tied back to its operands, so that a
spreadsheet can compute the equation from the cells that hold them, and so can an exact evaluator,
against which the tie is proved before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_TOKEN = re.compile(
    r"(?P<figure>-?\d+(?:\.\d+)?)(?P<unit>[^\d+−×÷()|=<>≤\s.-]*)|(?P<sign>[+−×÷()|=<>≤])"
)
_EXCEL = {"+": "+", "−": "-", "×": "*", "÷": "/"}
_RANK = {"+": 1, "−": 1, "×": 2, "÷": 2}


class FormulaError(ValueError):
    """A text that is not an equation's side, or not one of these operands."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The operand of that index."""

    index: int


@dataclass(frozen=True, slots=True)
class Size:
    """|…|"""

    inner: Node


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides with +, −, × or ÷ between them."""

    sign: str
    left: Node
    right: Node


Node = Ref | Size | Pair


def parse(text: str, values: Sequence[Decimal]) -> Node:
    """The tree of an equation's side over operands of these values.

    Raises FormulaError where the text is no arithmetic, or has a figure that is no operand.
    """
    parser = _Parser(text, values)
    node = parser.sum()
    if parser.tokens:
        raise FormulaError(f"{parser.tokens[0]!r} is left over in {text!r}")
    return node


class _Parser:
    """Recursive descent over the tokens of one side."""

    def __init__(self, text: str, values: Sequence[Decimal]) -> None:
        self.values = values
        self.used: set[int] = set()
        self.tokens = list(_tokens(text))

    def sum(self) -> Node:
        return self._chain("+−", lambda: self._chain("×÷", self._factor))

    def _chain(self, signs: str, part: Callable[[], Node]) -> Node:
        node = part()
        while self.tokens and self.tokens[0] in signs:
            node = Pair(self.tokens.pop(0), node, part())
        return node

    def _factor(self) -> Node:
        token = self._next()
        if token == "(":
            node = self.sum()
            self._expect(")")
            return node
        if token == "|":
            node = self.sum()
            self._expect("|")
            return Size(node)
        return self._operand(token)

    def _operand(self, token: str) -> Ref:
        """The operand of that figure; one that was not used yet, where several are equal."""
        try:
            value = Decimal(token)
        except ArithmeticError as error:
            raise FormulaError(f"{token!r} is no figure") from error
        alike = [i for i, v in enumerate(self.values) if v == value]
        if not alike:
            raise FormulaError(f"{token} is none of the operands")
        index = next((i for i in alike if i not in self.used), alike[0])
        self.used.add(index)
        return Ref(index)

    def _next(self) -> str:
        if not self.tokens:
            raise FormulaError("the equation breaks off")
        return self.tokens.pop(0)

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise FormulaError(f"{sign} is missing")


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise FormulaError(f"{text[at:]!r} is no arithmetic")
        yield match["figure"] or match["sign"]
        at = match.end()


def compute(node: Node, values: Sequence[Fraction]) -> Fraction:
    """The exact value; ZeroDivisionError where there is none."""
    if isinstance(node, Ref):
        return values[node.index]
    if isinstance(node, Size):
        return abs(compute(node.inner, values))
    left, right = compute(node.left, values), compute(node.right, values)
    if node.sign == "+":
        return left + right
    if node.sign == "−":
        return left - right
    return left * right if node.sign == "×" else left / right


def degree(node: Node) -> int:
    """The power of the operands' unit that the value has: 1 for a sum of amounts, 0 for a rate."""
    if isinstance(node, Ref):
        return 1
    if isinstance(node, Size):
        return degree(node.inner)
    left, right = degree(node.left), degree(node.right)
    if node.sign == "×":
        return left + right
    return left - right if node.sign == "÷" else left


def excel(node: Node, cells: Sequence[str]) -> str:
    """The formula over these cell references, without the sign of equality."""
    if isinstance(node, Ref):
        return cells[node.index]
    if isinstance(node, Size):
        return f"ABS({excel(node.inner, cells)})"
    left, right = excel(node.left, cells), excel(node.right, cells)
    if isinstance(node.left, Pair) and _RANK[node.left.sign] < _RANK[node.sign]:
        left = f"({left})"
    weaker = isinstance(node.right, Pair) and _RANK[node.right.sign] <= _RANK[node.sign]
    return f"{left}{_EXCEL[node.sign]}" + (f"({right})" if weaker else right)
