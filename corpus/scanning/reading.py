"""Importing this module loads all that checking a report needs; that is what it is for.

The server that workers are forked from imports it once, so that a new worker is warm at once and
shares these libraries' memory with the others.
"""

from __future__ import annotations

import gc

import extract.paper.lattice
import extract.read
import reconcile.reconcile
from extract.claims.language import tokenizer
from extract.paper.camelot_parser import loaded
from reconcile.tables.library import vocabulary
from reconcile.tables.relations import load_relations

try:
    loaded()
    tokenizer()
    vocabulary()
    load_relations()
except MemoryError as error:  # the server goes on without; its workers say what is wrong
    raise ImportError("not enough memory") from error
gc.collect()
gc.freeze()  # what is loaded now stays: collections need not look at it, nor copy its pages
gc.set_threshold(200_000, 20, 50)  # a report is many objects and few cycles: look seldom

__all__ = ["extract", "reconcile"]
