"""Wording findings: figures that cannot be read as written, and words that say nothing or the
opposite. A file a kind; the words they look for are in words.toml."""

from reconcile.words.compared import misdated_findings, well_dated
from reconcile.words.found import Wording
from reconcile.words.room import wording_findings
from reconcile.words.templates import placeholder

__all__ = ["Wording", "misdated_findings", "placeholder", "well_dated", "wording_findings"]
