"""spaCy's tokens, without the pipelines, models and commands that its package loads with them."""

from __future__ import annotations

from extract.deferred import deferred

deferred("spacy", "tokens", "vocab")

from spacy.tokens import Doc, Token  # noqa: E402
from spacy.vocab import Vocab  # noqa: E402

__all__ = ["Doc", "Token", "Vocab"]
