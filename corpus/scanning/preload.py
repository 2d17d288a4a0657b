"""Importing this module loads all that a scan's workers need: what checking a report does, and what
makes rows for the store of it.
"""

from __future__ import annotations

import corpus.store.records
from corpus.scanning import reading

__all__ = ["corpus", "reading"]
