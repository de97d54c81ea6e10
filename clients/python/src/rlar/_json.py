"""Rows as JSON. Trainers hand over NumPy values, tensors and models of data: these are sent as what they hold."""

from __future__ import annotations

import json
from typing import Any

from rlar.errors import RowError


def _plain(value: Any) -> Any:
    for method in ("tolist", "model_dump"):  # NumPy and torch; pydantic
        convert = getattr(value, method, None)
        if callable(convert):
            return convert()
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return {key: value[key] for key in value.keys()}
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"a value of type {type(value).__module__}.{type(value).__qualname__} has no form in JSON")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain).encode


def row_bytes(row: Any) -> bytes:
    """A row as one line of JSON in UTF-8. Half a surrogate pair, which a tokenizer can leave at a cut, becomes a question mark.

    Raises:
        RowError: A value has no form in JSON.
    """
    try:
        return _encode(row).encode("utf-8", "replace")
    except (TypeError, ValueError, RecursionError) as error:
        name = row.get("id") if isinstance(row, dict) else None
        raise RowError(f"the row {name or ''} cannot be sent: {error}. Leave the field out, or give its text.".replace("row  ", "row ")) from error


def is_plain(value: Any) -> bool:
    """Whether a value can be sent."""
    try:
        _encode(value)
    except (TypeError, ValueError, RecursionError):
        return False
    return True
