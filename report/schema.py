"""A JSON Schema of the result, made of its types, so that the two cannot differ."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from report import result_fields

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def schema() -> dict[str, Any]:
    """The schema of what `gouji check FILE --format json` prints (JSON Schema 2020-12)."""
    found: dict[str, Any] = {}
    _define(result_fields.Result, found)
    whole = found.pop("Result")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gouji check --format json",
        **whole,
        "$defs": dict(sorted(found.items())),
    }


def _define(kind: Any, found: dict[str, Any]) -> None:
    """Note the schema of a typed dict, and of those within it."""
    if kind.__name__ in found:
        return
    found[kind.__name__] = {}
    hints = get_type_hints(kind, vars(result_fields))
    found[kind.__name__] = {
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "properties": {name: _of(hint, found) for name, hint in hints.items()},
        "required": list(hints),
        "additionalProperties": False,
    }


def _of(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    if is_typeddict(hint):
        _define(hint, found)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is list:
        return {"type": "array", "items": _of(arguments[0], found)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(arguments[1], found)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(one, found) for one in arguments]}
    return {"type": _PLAIN[hint]}
