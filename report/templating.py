"""The templates that HTML is made from, and the style sheets and scripts that go into it."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def environment() -> Environment:
    """Templates in which everything is escaped, and a name that is not given is an error."""
    return Environment(
        loader=PackageLoader("report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script shipped with the templates."""
    return files("report").joinpath("templates", name).read_text(encoding="utf-8")


def sha256_source(script: str) -> str:
    """How a Content-Security-Policy names the one script it allows."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
