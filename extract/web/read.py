"""From the bytes of a web page to its blocks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree, html

from extract.errors import UnreadableError, own_output
from extract.flow.blocks import Block, Flow, Part, Text
from extract.leaves import Form
from extract.web.article import article_of, texts, title_of
from extract.web.decoded import pages_of
from extract.web.seen import hiding_rules, is_hidden, pattern, words
from extract.web.walk import blocks_of

#: The largest page that is read, in characters; a whole report has less than a hundredth of it.
MAX_CHARS = 30_000_000
#: Elements within elements so deep are no page that anybody wrote.
_DEEPEST = 250
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = 3


def read_web(path: Path, data: bytes, sha256: str) -> Flow:
    """The blocks of a web page. Raises UnreadableError where it is none, or says that there is
    none."""
    parts = [part for text in pages_of(data) for part in _parts(path, text)]
    return Flow(path, sha256, Form.WEB, tuple(parts))


def _parts(path: Path, text: str) -> Iterator[Part]:
    if len(text) > MAX_CHARS:
        raise UnreadableError("too_large", f"{path.name}：网页过大，超过{MAX_CHARS}字的上限")
    root = _parsed(text)
    if root is None:
        return
    found = root.find(".//body")
    body = found if found is not None else root
    rules = hiding_rules(root)
    if _depth(body) > _DEEPEST:
        raise UnreadableError("broken", f"{path.name}：网页的结构套得过深，未读")
    if any((m.get("content") or "").startswith("gouji ") for m in root.iter("meta")):
        raise own_output(path.name)
    _refuse_failed(path, root, body, rules)
    article = article_of(body, rules)
    blocks: list[Block] = []
    title = title_of(root, article, rules)
    if title:
        blocks.append(Text(title, centred=True))
    blocks += blocks_of(article, rules)
    paged = ("网页分成几页，其余各页未读",) if _is_paged(root, rules) else ()
    yield Part(tuple(blocks), unread=(*paged, *_unread(article, rules)))


def _parsed(text: str) -> etree._Element | None:
    """The tree of a page, nothing loaded from anywhere."""
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8"
    )
    source = _DECLARATION.sub("", text, count=1).replace("\x00", "")
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _depth(body: etree._Element) -> int:
    """How deep elements lie within elements."""
    deepest, stack = 0, [(body, 1)]
    while stack:
        element, depth = stack.pop()
        deepest = max(deepest, depth)
        if depth <= _DEEPEST:
            stack += [(child, depth + 1) for child in element]
    return deepest


def _refuse_failed(
    path: Path, root: etree._Element, body: etree._Element, rules: Collection[str]
) -> None:
    """Raise UnreadableError for the page of a site that says it has no such page."""
    said = "".join("".join(texts(body, rules)).split())
    title = root.findtext(".//title") or ""
    if len(said) > words()["failed"]["most"]:
        return
    match = pattern("failed", "title").search(f"{title} {said[:200]}")
    if match:
        raise UnreadableError(
            "error_page", f"{path.name}：这是网站的出错页（{match[0]}），请重新下载"
        )


def _is_paged(root: etree._Element, rules: Collection[str]) -> bool:
    """Whether the article goes on on another page."""
    for script in root.iter("script"):
        match = pattern("paged", "script").search(script.text or "")
        if match and int(match["count"]) > 1:
            return True
    for link in root.iter("a"):
        address = (link.get("href") or "").strip().lower()
        if address and not address.startswith(("#", "javascript:void")):
            text = "".join("".join(texts(link, rules)).split())
            if pattern("paged", "link").search(text):
                return True
    return False


def _unread(article: etree._Element, rules: Collection[str]) -> Iterator[str]:
    """What the article points at and does not hold: files, pictures, pages within the page."""
    names = []
    for link in article.iter("a"):
        if pattern("attached", "ending").search((link.get("href") or "").lower()):
            shown = "".join("".join(texts(link, rules)).split())
            names.append(shown or (link.get("href") or "").rpartition("/")[2])
    if names:
        shown = "、".join(dict.fromkeys(names[:_NAMED]))
        more = f"等{len(names)}个" if len(names) > _NAMED else ""
        yield f"网页所附的文件未读：{shown}{more}"
    pictures = [i for i in article.iter("img") if not is_hidden(i, rules) and _is_large(i)]
    if pictures:
        yield f"图片中的文字未读：{len(pictures)}处"
    frames = [f for f in article.iter("iframe", "frame", "object", "embed") if f.get("src")]
    if frames:
        yield f"嵌在网页中的其他网页未读：{len(frames)}处"


def _is_large(image: etree._Element) -> bool:
    """Whether a picture may have writing on it: those of icons say that they are small."""
    sizes = [image.get(name) or "" for name in ("width", "height")]
    known = [int(m[0]) for s in sizes if (m := re.match(r"\d+", s)) and "%" not in s]
    return not known or min(known) > 60
