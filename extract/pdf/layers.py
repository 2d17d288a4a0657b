"""Memberships of layers, decided: what stands on a page only where several layers are on, or off.

MuPDF knows the layers of a file, and few of the conditions that a membership (an OCMD) may set for
them. So they are worked out here, as ISO 32000-1 (8.11.2) has it, and written down as what MuPDF
knows: always seen, or that of a layer that is off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import pymupdf

#: By the policy of a membership, whether what belongs to it is seen, from the states of its layers.
_POLICIES: Mapping[str, Callable[[list[bool]], bool]] = {
    "AnyOn": any,
    "AllOn": all,
    "AnyOff": lambda states: not all(states),
    "AllOff": lambda states: not any(states),
}
#: The same by the word that begins an expression.
_WORDS: Mapping[str, Callable[[list[bool]], bool]] = {
    "And": all,
    "Or": any,
    "Not": lambda states: not all(states),
}
_REFERENCE = re.compile(r"(\d+) \d+ R", re.ASCII)
_TOKEN = re.compile(r"\[\s*/(?P<word>\w+)|(?P<layer>\d+) \d+ R|(?P<end>\])", re.ASCII)


def settle_layers(document: pymupdf.Document) -> None:
    """Decide the memberships of a document's layers, by the state that its layers are shown in."""
    layers = {xref: bool(layer["on"]) for xref, layer in document.get_ocgs().items()}
    if not layers:
        return
    for xref in range(1, document.xref_length()):
        if document.xref_get_key(xref, "Type") == ("name", "/OCMD"):
            _settle(document, xref, layers)


def _settle(document: pymupdf.Document, xref: int, layers: Mapping[int, bool]) -> None:
    expression = _array(document, xref, "VE")
    states = [layers[n] for n in _numbers(_array(document, xref, "OCGs")) if n in layers]
    policy = _POLICIES.get(document.xref_get_key(xref, "P")[1].lstrip("/"), any)
    shown = _holds(_tokens(expression), layers) if expression else not states or policy(states)
    document.xref_set_key(xref, "VE", "null")
    document.xref_set_key(xref, "P", "/AnyOn")
    off = next((one for one, on in layers.items() if not on), None)
    if shown:
        document.xref_set_key(xref, "OCGs", "null")
    elif off is not None:
        document.xref_set_key(xref, "OCGs", f"[{off} 0 R]")
    else:
        document.xref_set_key(xref, "OCGs", f"[{next(iter(layers))} 0 R]")
        document.xref_set_key(xref, "P", "/AllOff")


def _array(document: pymupdf.Document, xref: int, key: str) -> str:
    """An array as the file has it, or the one reference that may stand for it; "" for none."""
    kind, value = document.xref_get_key(xref, key)
    if kind == "xref":
        number = int(value.split()[0])
        inner = str(document.xref_object(number, compressed=True)).strip()
        return inner if inner.startswith("[") else str(value)
    return str(value) if kind == "array" else ""


def _numbers(array: str) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(array)]


def _tokens(array: str) -> Iterator[re.Match[str]]:
    return _TOKEN.finditer(array)


def _holds(tokens: Iterator[re.Match[str]], layers: Mapping[int, bool]) -> bool:
    """What an expression ([/And 4 0 R [/Not 5 0 R]]) says, from its first token on; what cannot be
    followed is seen."""
    depth: list[list[bool]] = [[]]
    words: list[str] = []
    for token in tokens:
        if token["word"]:
            words.append(token["word"])
            depth.append([])
        elif token["layer"]:
            depth[-1].append(layers.get(int(token["layer"]), True))
        elif token["end"] and words:
            states = depth.pop()
            depth[-1].append(_WORDS.get(words.pop(), any)(states))
    return all(depth[0])
