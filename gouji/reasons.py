"""Why something could not be done, in the words of the command line's language: what the operating
system says, what Python says of a TOML file, and what databases say is English everywhere."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from typing import Any


def spoken(reason: OSError | str | None, words: Mapping[str, Any]) -> str:
    """The reason with what the system, Python and databases say in the language of `words`."""
    if isinstance(reason, OSError):
        reason = reason.strerror or str(reason)
    text = reason or ""
    for name, said in words["errno"].items():
        text = text.replace(os.strerror(getattr(errno, name)), said)
    for kind in ("syntax", "databases"):
        for known in words[kind].values():
            text = re.sub(known["english"], known["said"], text)
    return text
