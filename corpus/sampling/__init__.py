"""Made-up reports: consistent accounts of bodies that do not exist, typeset as real ones are.

    from corpus.sampling import make

    sample = make(7, "river", "final", flaws=("change_rate",))
    sample.data  # a PDF
    sample.key.flaws  # what is wrong with it

Needs fpdf2 (the extra `samples`).
"""

from corpus.sampling.flaws import Flaw as Flaw
from corpus.sampling.looks import looks as looks
from corpus.sampling.plant import KINDS as KINDS
from corpus.sampling.sample import Key as Key
from corpus.sampling.sample import NoPlaceError as NoPlaceError
from corpus.sampling.sample import Sample as Sample
from corpus.sampling.sample import make as make
from corpus.sampling.voice import VOICES as VOICES

__all__ = ["KINDS", "VOICES", "Flaw", "Key", "NoPlaceError", "Sample", "looks", "make"]
