"""The text of a web page: whatever it is encoded in and says of that."""

from __future__ import annotations

import codecs
import email
import email.policy
import re

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_\-]+)")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: A declaration stands within so many bytes.
_HEAD = 8192
#: What pages say and mean by it: GBK is read as the larger set that holds it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def decoded(data: bytes) -> str:
    """The text of some bytes: by their mark, by what they declare where that holds, as UTF-8 where
    they are, else as GB 18030. What cannot be decoded stands as U+FFFD."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    declared = _XML.search(data[:_HEAD]) or _DECLARED.search(data[:_HEAD])
    named = declared[1].decode("ascii").lower() if declared else ""
    for name in (_WIDER.get(named, named), "utf-8", "gb18030"):
        try:
            return data.decode(name) if name else data.decode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(_nearest(data), "replace")


def _nearest(data: bytes) -> str:
    """The encoding that fewest bytes are wrong in."""
    return min(("utf-8", "gb18030"), key=lambda name: data.decode(name, "replace").count("\ufffd"))


def is_archive(data: bytes) -> bool:
    """Whether bytes are a web page saved in one file (.mhtml)."""
    head = data[:2048].lstrip().lower()
    return b"multipart/related" in head and b"content-type:" in head


def pages_of(data: bytes) -> list[str]:
    """The text of the page, or of all pages in a file that holds several."""
    if not is_archive(data):
        return [decoded(data)]
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    found = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset() or ""
                found.append(_as_said(payload, charset))
    return found or [decoded(data)]


def _as_said(data: bytes, charset: str) -> str:
    """A part of an archive, in the encoding that its head names where that holds."""
    try:
        return data.decode(_WIDER.get(charset.lower(), charset)) if charset else decoded(data)
    except (UnicodeDecodeError, LookupError):
        return decoded(data)
