"""OpenRLHF: the file hook.

    --reward.remote_url "$(python -c 'import rlar.openrlhf as hook; print(hook.__file__)')"

OpenRLHF loads the file by its path and calls `reward_func` with one sample at a time. None ends its run: a sample without a score gets 0.0, or
RLAR_UNSCORED, and `rlar_scored` 0 among the extra logs beside it.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Optional, Sequence

# Whole names: the file is loaded by its path, outside the package.
from rlar._numbers import Unscored, number_of
from rlar._texts import without_stop_tokens
from rlar.results import Group, Outcome
from rlar.scorers import score_rows


def reward_func(queries: Sequence[str], prompts: Sequence[str], labels: Sequence[Any], **_: Any) -> dict[str, Any]:
    """The rewards of samples: {"rewards", "scores", "extra_logs"}, tensors where torch is loaded, else lists.

    Args:
        queries: Prompt and completion as decoded, special tokens kept.
        prompts: The prompts.
        labels: The references; None or "" for none.

    Raises:
        RlarError: The server is gone, or refuses a sample.
    """
    completions = [_completion(query, prompt) for query, prompt in zip(queries, prompts)]
    rows = [
        {"prompt": prompt, "completions": [completion], **({} if label in (None, "") else {"label": label})}
        for prompt, label, completion in zip(prompts, labels, completions)
        if completion is not None
    ]
    scored = iter(score_rows(rows))
    groups = [_NO_COMPLETION if completion is None else next(scored) for completion in completions]
    numbers = [number_of(group, 0, _unscored()) for group in groups]
    rewards = [number for number, _ in numbers]
    flags = {name: [flags[name] for _, flags in numbers] for name in ("rlar_scored", "rlar_unscorable", "rlar_failed")}
    return {"rewards": _tensor(rewards), "scores": _tensor(rewards), "extra_logs": {name: _tensor(values) for name, values in flags.items()}}


_NO_COMPLETION = Group("", [None], [Outcome("failed", reason="the query does not begin with its prompt, so that what the policy wrote is not known")])


def _completion(query: str, prompt: str) -> Optional[str]:
    """What the query has behind its prompt, or behind the end of a prompt that was cut at its beginning; None where neither is there."""
    at, end = query.find(prompt), len(prompt)
    if at < 0:
        tail = prompt[-64:]
        at, end = query.find(tail), len(tail)
        if at < 0 or not prompt.endswith(query[: at + end]):
            return None
    return without_stop_tokens(query[at + end :])


def _unscored() -> Unscored:
    value = os.environ.get("RLAR_UNSCORED", "0.0")
    return value if value == "raise" else float(value)


def _tensor(values: list[float]) -> Any:
    torch = sys.modules.get("torch")
    return values if torch is None else torch.tensor(values, dtype=torch.float32)
