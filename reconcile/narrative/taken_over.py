"""What an average is taken over (每辆, 村均), and which figures count that."""

from __future__ import annotations

import re

from extract.disclosure import Claim
from reconcile.book import Book
from reconcile.narrative.spoken import without_asides, words_behind
from reconcile.plain import plain
from reconcile.tables.vocabulary import pattern, vocabulary


def each_of(book: Book, claim: Claim) -> str:
    """What an average is taken over by the words before it (每辆, 村均); "" where nothing says."""
    own = re.split("[0-9]", without_asides(plain(book.before(claim))))[-1][
        -16:
    ]  # 人均115.44元，批次平均997元
    found = list(pattern("average", "each").finditer(own))
    if not found:
        return ""
    one = found[-1]
    return one["whole"] or one["short"] or one["named"] or one["size"]


def is_counted(book: Book, claim: Claim, each: str) -> bool:
    """Whether a count is of what the average is taken over (每辆 ~ 辆, 村均 ~ 12个行政村)."""
    if not each:
        return False
    thing = vocabulary()["average"]["things"].get(each, {"unit": re.escape(each)})
    if not re.search(thing["unit"], claim.quantity.unit):
        return False
    return "of" not in thing or bool(
        each in claim.quantity.unit or re.search(thing["of"], book.statement(claim).subject)
    )


def counts_of(book: Book, claim: Claim, each: str) -> bool:
    """Whether a figure counts what an average is taken over, by its unit and name, or by the word
    right behind it (9个林场 of 场均)."""
    if is_counted(book, claim, each):
        return True
    behind = words_behind(book, claim)
    named = re.match(f"[一-龥]{{0,3}}{re.escape(each)}", behind)
    return claim.quantity.unit in ("个", "家", "所", "处", "座") and named is not None
