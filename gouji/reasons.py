"""Why something could not be done, in the words of the command line's language: what the operating
system says, and what Python says of a TOML file, is English wherever Python runs."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from typing import Any


def spoken(reason: OSError | str | None, words: Mapping[str, Any]) -> str:
    """The reason with the system's and Python's words in the language of `words`."""
    if isinstance(reason, OSError):
        reason = reason.strerror or str(reason)
    text = reason or ""
    for name, said in words["errno"].items():
        text = text.replace(os.strerror(getattr(errno, name)), said)
    for known in words["syntax"].values():
        text = re.sub(known["english"], known["said"], text)
    return text
