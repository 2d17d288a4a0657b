"""Names of reporting bodies: one key for the ways in which the same body is written."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

_NOISE = re.compile(r"[\s\u3000·•“”\"'‘’]|20\d{2}年度?")
_ITSELF = re.compile(
    r"[(（](?:本级|机关|本部|部门|汇总|含所属单位)[)）]?$|(?<=[局委厅处院会])本级$"
)
_TAIL = re.compile(r"(?:部门|单位|汇总)?(?:公开)?(?:决算|预算)(?:公开|报告|说明)*$")


def unit_key(name: str) -> str:
    """The name without blanks, year, quotation marks, brackets' variants and (本级); "" for "".

    及 and 与 between two words are read as 和 (规划与自然资源局): both are in use for one body.
    """
    text = _NOISE.sub("", unicodedata.normalize("NFKC", name))
    text = text.replace("(", "（").replace(")", "）")
    text = _ITSELF.sub("", _TAIL.sub("", text)).strip("（）-—_")
    return re.sub(r"(?<=[一-龥])[及与](?=[一-龥])", "和", text)


def is_itself(name: str) -> bool:
    """Whether a name says that only the body itself is meant, without those it oversees (本级)."""
    return _ITSELF.search(unicodedata.normalize("NFKC", name).replace("(", "（")) is not None


def full_names(keys: Iterable[str]) -> Mapping[str, str]:
    """For each key the longest one that ends with it, where exactly one does: 普陀区财政局 is
    上海市普陀区财政局 among names that have no other 普陀区财政局.

    A name shorter than five characters (财政局), or without a place in front, says too little.
    """
    names = sorted(set(keys) - {""}, key=len, reverse=True)
    full: dict[str, str] = {}
    ending: dict[str, set[str]] = defaultdict(set)
    for name in names:
        longer = set(ending[name])
        placed = len(name) >= 5 and re.match(r"[一-龥]{1,6}[省市区县旗盟州镇乡]", name) is not None
        full[name] = longer.pop() if placed and len(longer) == 1 else name
        for start in range(len(name)):
            ending[name[start:]].add(full[name])
    return full
