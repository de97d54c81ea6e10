"""What trainers hand over, as RLAR's rows have it."""

from __future__ import annotations

import warnings
from typing import Any, Iterable, Mapping

from rlar._json import is_plain

# What chat templates end a turn with, as decoded with special tokens kept.
_STOP = (
    "<|im_end|>", "<|endoftext|>", "<|end_of_text|>", "<|eot_id|>", "<|eom_id|>", "<|end|>", "<|return|>", "<|pad|>", "</s>", "<eos>", "<end_of_turn>",
    "<｜end▁of▁sentence｜>", "<pad>", "[PAD]",
)  # fmt: skip

_said: set[str] = set()


def without_stop_tokens(text: str) -> str:
    """A completion without the special tokens that end it."""
    end = len(text.rstrip())
    found = False
    while (stop := next((stop for stop in _STOP if text.endswith(stop, 0, end)), None)) is not None:
        found = True
        end -= len(stop)
        while end > 0 and text[end - 1].isspace():
            end -= 1
    return text[:end] if found else text


def columns_of(columns: Mapping[str, Any], leave: Iterable[str] = ()) -> dict[str, Any]:
    """The columns that can be sent and say something; images and other objects are left out, said once a column."""
    kept = {}
    leave = set(leave)
    for name, value in columns.items():
        if name in leave or value is None:
            continue
        if is_plain(value):
            kept[name] = value
        elif name not in _said:
            _said.add(name)
            warnings.warn(f"rlar: the column {name!r} ({type(value).__qualname__}) has no form in JSON and is not sent", stacklevel=3)
    return kept


def text_only(messages: Any) -> Any:
    """A prompt or a completion with the text of its messages: tools read text, and an image has no form in JSON. Other values as they are."""
    if hasattr(messages, "tolist"):
        messages = messages.tolist()
    if not isinstance(messages, (list, tuple)):
        return messages
    return [_message(message) for message in messages]


def _message(message: Any) -> Any:
    if not isinstance(message, Mapping):
        message = message.model_dump() if hasattr(message, "model_dump") else message
    if not isinstance(message, Mapping) or not isinstance(message.get("content"), (list, tuple)):
        return message
    parts = [part for part in message["content"] if not isinstance(part, Mapping) or "text" in part]
    return {**message, "content": parts}
