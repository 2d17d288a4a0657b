"""Streams that draw: unpacked strictly, and looked through for what says that some of it is lost.

MuPDF goes on where a stream ends early and draws what is left.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

#: More bytes of drawing instructions than any page of text and tables has, by far.
MAX_CONTENT = 8_000_000
_PIECE = 1 << 20
#: The filters that are undone here, by their long and short names.
_NAMES = {
    "FlateDecode": "flate", "Fl": "flate", "ASCIIHexDecode": "hex", "AHx": "hex",
    "ASCII85Decode": "base85", "A85": "base85", "RunLengthDecode": "runs", "RL": "runs",
}  # fmt: skip
#: Strings, comments and inline pictures: what in instructions is none. Each reaches to the end
#: where its own end is missing, so that it is gone through once. All begin with one of three
#: characters, and what stands before is looked at there only: most of a page is passed over.
_MARKS = b"(", b"%", b"BI"
_ASIDE = re.compile(
    rb"[(%B](?:"
    rb"(?<=\()(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+(?:\)|\Z)"
    rb"|(?<=%)[^\r\n]*+"
    rb"|I(?<!\S..)\s+/[^()]{0,300}?\sID\s.*?(?:\sEI(?!\S)|\Z)"
    rb")",
    re.DOTALL,
)
#: Names, which may be in any letters, and strings of digits.
_NAMED = re.compile(rb"/[^\s()<>\[\]{}/%]*+|<[0-9A-Fa-f\s]*+>")
#: What an open string or picture swallows at the end, and what an open string of digits holds.
_END, _HEX = b"\n>)", b"0123456789ABCDEFabcdef \t\n\r\f\v"
#: What begins and ends a group or a text: each looked for by itself, as most of a page is passed
#: over where a pattern begins with what is sought.
_OPENS, _CLOSES, _BEGINS, _ENDS = (
    re.compile(rb"%b(?<![^\s()<>\[\]]%b)(?![^\s()<>\[\]/])" % (word, b"." * len(word)))
    for word in (b"q", b"Q", b"BT", b"ET")
)
#: White space, and what instructions are written in: all else is noise.
_WRITTEN = b"\t\n\f\r\0" + bytes(range(0x20, 0x7F))
#: So many zeros side by side are what a disk has where nothing was written.
_ZEROS = bytes(16)


class State(Enum):
    """Of drawing instructions: whole; torn (some may be lost); damaged (some are)."""

    WHOLE = 0
    TORN = 1
    DAMAGED = 2


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A stream's bytes as they come out of its filters, no more than a piece beyond MAX_CONTENT;
    `readable` where all filters were undone."""

    data: bytes
    readable: bool


def unpacked(raw: bytes, filters: Sequence[str]) -> Unpacked:
    """A stream's bytes without its filters; those that are not undone here leave it packed.

    Raises zlib.error where it ends early, or its sum is wrong.
    """
    for name in filters:
        kind = _NAMES.get(name)
        if kind is None:
            return Unpacked(raw, readable=False)
        raw = {"flate": _inflated, "hex": _of_hex, "base85": _of_base85, "runs": _of_runs}[kind](
            raw
        )
        if len(raw) > MAX_CONTENT:
            break
    return Unpacked(raw, readable=True)


def state_of(data: bytes) -> State:
    """What drawing instructions say of themselves: whether they break off within a string, an array
    or a text, hold noise or zeros where something was, or leave open what they opened."""
    bare = data + _END
    if any(mark in data for mark in _MARKS):
        bare = _ASIDE.sub(b" ", bare)
    if not bare.endswith(_END) or bare.count(b"[") > bare.count(b"]"):
        return State.DAMAGED
    bare = bare[: -len(_END)]
    last = data[data.rfind(b"<") :] if b"<" in data else b"<>"
    if not last[1:].strip(_HEX) and bare.endswith(last):
        return State.DAMAGED
    noisy = bool(bare.translate(None, _WRITTEN))
    zeros = []
    if noisy or _ZEROS in bare:  # which names may hold
        bare = _NAMED.sub(b" ", bare)
        noisy = bool(bare.translate(None, _WRITTEN))
        zeros = [m.end() for m in re.finditer(_ZEROS + rb"\0*", bare)]
    written = len(bare.rstrip(b"\0\t\n\f\r "))
    if noisy or any(end < written for end in zeros):
        return State.DAMAGED
    if len(_BEGINS.findall(bare)) > len(_ENDS.findall(bare)):
        return State.DAMAGED
    if zeros or len(_OPENS.findall(bare)) > len(_CLOSES.findall(bare)):
        return State.TORN
    return State.WHOLE


def _inflated(raw: bytes) -> bytes:
    """The end may lack its check sum, as some writers leave it out; a wrong one is damage."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces: list[bytes] = []
    total, summed, rest = 0, 1, raw[2:]
    while rest and not inflate.eof and total <= MAX_CONTENT:
        pieces.append(inflate.decompress(rest, _PIECE))
        total, summed = total + len(pieces[-1]), zlib.adler32(pieces[-1], summed)
        rest = inflate.unconsumed_tail
    if total <= MAX_CONTENT:
        if not inflate.eof and raw:
            raise zlib.error("ends early")
        stated = inflate.unused_data[:4]
        if len(stated) == 4 and int.from_bytes(stated, "big") != summed:
            raise zlib.error("wrong sum")
    return b"".join(pieces)


def _of_hex(raw: bytes) -> bytes:
    digits, end, _ = raw.partition(b">")
    if not end:
        raise zlib.error("ends early")
    packed = b"".join(digits.split())
    try:
        return binascii.unhexlify(packed + b"0" * (len(packed) % 2))
    except binascii.Error as error:
        raise zlib.error("no hexadecimal digits") from error


def _of_base85(raw: bytes) -> bytes:
    digits, end, _ = raw.removeprefix(b"<~").partition(b"~")
    if not end:
        raise zlib.error("ends early")
    try:
        return base64.a85decode(digits, ignorechars=b" \t\n\r\v\f\0")
    except ValueError as error:
        raise zlib.error("no digits of base 85") from error


def _of_runs(raw: bytes) -> bytes:
    out, at = bytearray(), 0
    while len(out) <= MAX_CONTENT:
        if at >= len(raw):
            raise zlib.error("ends early")
        length = raw[at]
        if length == 128:
            break
        if length < 128:
            out += raw[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            out += raw[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(out)
