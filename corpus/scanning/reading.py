"""Importing this module loads all that checking a report needs; that is what it is for.

The server that workers are forked from imports it once, so that a new worker is warm at once and
shares these libraries' memory with the others.
"""

from __future__ import annotations

import gc

gc.disable()  # nearly all that is loaded stays: to look through it for what does not takes longer

import extract.paper.lattice  # noqa: E402
import extract.read  # noqa: E402
import reconcile.reconcile  # noqa: E402
from extract.claims.language import tokenizer  # noqa: E402
from extract.paper.camelot_parser import loaded  # noqa: E402
from reconcile.tables.relations import load_relations  # noqa: E402
from reconcile.tables.vocabulary import vocabulary  # noqa: E402

try:
    loaded()
    tokenizer()
    vocabulary()
    load_relations()
except MemoryError as error:  # the server goes on without; its workers say what is wrong
    gc.enable()
    raise ImportError("not enough memory") from error
gc.freeze()  # what is loaded now stays: collections need not look at it, nor copy its pages
gc.enable()
gc.set_threshold(200_000, 20, 50)  # a report is many objects and few cycles: look seldom

__all__ = ["extract", "reconcile"]
