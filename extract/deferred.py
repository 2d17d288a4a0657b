"""Packages that others import and that we need little or nothing of: they are run when more is
asked of them, by whoever does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

#: Names with underscores that a package has of its own; others are asked of every module there is.
_OWN = ("__path__", "__all__", "__version__")


def deferred(name: str, *parts: str) -> None:
    """Import these parts of a package, without running it itself before anything else is asked of
    it: a name, or another part. Nothing is done where it was imported before, or is not there."""
    spec = find_spec(name) if name not in sys.modules else None
    if spec is None or spec.loader is None:
        return
    module = sys.modules[name] = module_from_spec(spec)
    try:
        for part in parts:
            import_module(f"{name}.{part}")
    except BaseException:
        del sys.modules[name]
        raise
    _wait(module, spec)


@contextmanager
def unread(name: str) -> Iterator[None]:
    """Give whatever imports a package within this only its name, by which it is loaded as soon as
    anything is asked of it."""
    if name in sys.modules:
        yield
        return
    named = ModuleType(name)

    def found(attribute: str) -> Any:
        if sys.modules.get(name) is named:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    named.__getattr__ = found  # type: ignore[method-assign]
    sys.modules[name] = named
    try:
        yield
    finally:
        if sys.modules.get(name) is named:
            del sys.modules[name]


def _wait(module: ModuleType, spec: ModuleSpec) -> None:
    """Let a package that was not run wait for what is asked of it."""
    lock, path, begun = RLock(), module.__path__, False

    def found(name: str) -> Any:
        nonlocal begun
        with lock:  # another thread waits until all is there
            if not begun and (name in _OWN or not name.startswith("__")):
                begun = True
                module.__path__ = path
                spec.loader.exec_module(module)  # type: ignore[union-attr]
                if module.__dict__.get("__getattr__") is found:
                    del module.__getattr__
        if name in module.__dict__:
            return module.__dict__[name]
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}", name=name)

    module.__getattr__ = found  # type: ignore[method-assign]
    del module.__path__  # asked for before a part is imported
