"""What a page is to show, out of its address: links can be shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from corpus.store.listing import Wanted

#: So many rows a page.
SIZE = 50
_TEXTS = ("unit", "kind", "severity", "rule", "state", "text", "sort")


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page, to be changed in one place at a time."""

    path: str
    query: Mapping[str, str]

    def but(self, **changes: object) -> str:
        """The same page with some of its state changed; what is empty is left out."""
        query = {**self.query, **{k: str(v) for k, v in changes.items()}}
        kept = {k: v for k, v in query.items() if v not in ("", "None")}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


def wanted(request: Request, lang: str, *, size: int = SIZE) -> Wanted:
    """What is asked for; what makes no sense counts for nothing."""
    query = request.query_params
    texts = {name: query.get(name, "").strip()[:200] for name in _TEXTS}
    return Wanted(
        **texts,
        year=_number(query.get("year", "")),
        down=query.get("down", "1") != "0",
        page=max(1, min(_number(query.get("page", "")) or 1, 100_000)),
        size=size,
        lang=lang,
    )


def address(request: Request) -> Address:
    """The address of a request, without its page: a changed list begins at its first."""
    query = {k: v for k, v in request.query_params.items() if k not in ("page", "lang")}
    return Address(request.url.path, query)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None
