"""AReaL: `reward_fn` for RLVRWorkflow and its relatives, and `reward_fn_async` for agent workflows.

    RLVRWorkflow(reward_fn="rlar.areal.reward_fn", ...)

A completion without a score is a NotScoredError: AReaL leaves out a rollout whose workflow throws, and trains on no number that is none. Its wrapper
gives up after 15 s and then takes 0 as the reward: the budget here is shorter, so that RLAR's error comes first.
"""

from __future__ import annotations

from typing import Any, Optional

from rlar._numbers import number_of
from rlar._texts import columns_of, text_only, without_stop_tokens
from rlar.scorers import score_rows, score_rows_async

BUDGET = 12.0
"""Seconds for one call, below the 15 s of AReaL's AsyncRewardWrapper."""


def reward_fn(prompt: str, completions: str, prompt_ids: Any = None, completion_ids: Any = None, **data: Any) -> float:
    """The reward of one completion.

    Args:
        prompt: The prompt as the tokenizer decodes it; the data's messages are taken instead where there are any.
        completions: The completion, special tokens at its end included.
        prompt_ids, completion_ids: Not read.
        data: The sample's columns.

    Raises:
        NotScoredError: It has no score.
        RlarError: The server is gone, or refuses the sample.
    """
    return number_of(score_rows(_row(prompt, completions, data), budget=BUDGET)[0], 0, "raise")[0]


async def reward_fn_async(prompt: Optional[str] = None, completions: str = "", prompt_ids: Any = None, completion_ids: Any = None, **data: Any) -> float:
    """`reward_fn` for workflows that are coroutines already."""
    return number_of((await score_rows_async(_row(prompt, completions, data), budget=BUDGET))[0], 0, "raise")[0]


def _row(prompt: Optional[str], completion: str, data: dict[str, Any]) -> dict[str, Any]:
    row = columns_of(data, ("messages", "completion", "images"))
    row["prompt"] = text_only(data["messages"]) if data.get("messages") is not None else prompt or ""
    row["completions"] = [without_stop_tokens(completion)]
    return row
