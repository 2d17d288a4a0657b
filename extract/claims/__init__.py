"""From sentences to claims: what each figure measures, of which year, held against what."""

from __future__ import annotations

from extract.deferred import deferred

deferred("spacy", "tokens", "vocab")  # of a package of pipelines and models, half of its modules
