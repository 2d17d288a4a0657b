"""gouji 勾稽: checks the figures of published Chinese government accounts against each other.

    import gouji

    audit = gouji.check("2024年度部门决算.pdf")
    for finding in audit.findings:
        print(finding.page, finding.message)

The names are loaded when first used, so that importing gouji costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.errors import UnreadableError as UnreadableError
    from gouji.audit import Audit as Audit
    from gouji.audit import check as check

    __version__: str

_HOMES = {"Audit": "gouji.audit", "check": "gouji.audit", "UnreadableError": "extract.errors"}

__all__ = ["Audit", "UnreadableError", "__version__", "check"]


def __getattr__(name: str) -> Any:
    """Load a public name from the module that holds it (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        return version("gouji")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
