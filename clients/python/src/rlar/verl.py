"""verl: `compute_score` for reward.custom_reward_function, a sample a call, and `compute_scores` for the batch manager of older versions.

    reward.custom_reward_function.path=pkg://rlar.verl  reward.custom_reward_function.name=compute_score_async

verl takes a number for every sample, and the same keys for all samples of a batch: a sample without a score gets `unscored`, and `rlar_scored` 0 beside
it. Options go in custom_reward_function.reward_kwargs.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from rlar._numbers import Unscored, number_of
from rlar._texts import columns_of
from rlar.results import Group
from rlar.scorers import score_rows, score_rows_async

# verl adds these to extra_info at run time; they say nothing of the sample, and would make equal requests differ.
_RUN_TIME = ("num_turns", "rollout_reward_scores", "experiment_name")


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Optional[Mapping[str, Any]] = None,
    *,
    url: Optional[str] = None,
    token: Optional[str] = None,
    budget: Optional[float] = None,
    tool: Optional[str] = None,
    unscored: Unscored = 0.0,
    **_: Any,
) -> dict[str, float]:
    """The score of one sample, with flags: {"score", "rlar_scored", "rlar_unscorable", "rlar_failed"}.

    Args:
        data_source, ground_truth, extra_info: The sample's own; the prompt is extra_info's question, prompt or problem, if it has one.
        solution_str: What the policy wrote.
        url, token: The server; default RLAR_URL, RLAR_TOKEN; else a child.
        budget: Seconds that the call may take.
        tool: The tool for every sample; default: what the router takes.
        unscored: The number for a sample without a score, or "raise".

    Raises:
        RlarError: The server is gone, or refuses the sample.
    """
    row = _row(data_source, solution_str, ground_truth, extra_info, tool)
    return _result(score_rows(row, url=url, token=token, budget=budget)[0], unscored)


async def compute_score_async(
    data_source: str,
    solution_str: str,
    ground_truth: Any,
    extra_info: Optional[Mapping[str, Any]] = None,
    *,
    url: Optional[str] = None,
    token: Optional[str] = None,
    budget: Optional[float] = None,
    tool: Optional[str] = None,
    unscored: Unscored = 0.0,
    **_: Any,
) -> dict[str, float]:
    """`compute_score` as a coroutine: verl then has a batch's samples under way together. The reward manager `remote` takes the other one alone."""
    row = _row(data_source, solution_str, ground_truth, extra_info, tool)
    return _result((await score_rows_async(row, url=url, token=token, budget=budget))[0], unscored)


def compute_scores(
    data_sources: Sequence[str],
    solution_strs: Sequence[str],
    ground_truths: Sequence[Any],
    extra_infos: Optional[Sequence[Optional[Mapping[str, Any]]]] = None,
    *,
    url: Optional[str] = None,
    token: Optional[str] = None,
    budget: Optional[float] = None,
    tool: Optional[str] = None,
    unscored: Unscored = 0.0,
    **_: Any,
) -> list[dict[str, float]]:
    """`compute_score` for a batch, with plural names."""
    infos = extra_infos if extra_infos is not None else [None] * len(solution_strs)
    rows = [_row(*sample, tool) for sample in zip(data_sources, solution_strs, ground_truths, infos)]
    return [_result(group, unscored) for group in score_rows(rows, url=url, token=token, budget=budget)]


def _row(data_source: Any, solution: str, ground_truth: Any, extra_info: Optional[Mapping[str, Any]], tool: Optional[str]) -> dict[str, Any]:
    info = columns_of(extra_info or {}, _RUN_TIME)
    prompt = next((info[name] for name in ("question", "prompt", "problem") if info.get(name)), "")
    row: dict[str, Any] = {"data_source": data_source, "prompt": prompt, "completions": [solution]}
    if ground_truth is not None:
        row["reward_model"] = {"ground_truth": ground_truth}
    if info:
        row["extra_info"] = info
    if "index" in info:
        row["id"] = f"{data_source}/{info.get('split', '')}/{info['index']}"
    if tool is not None:
        row["tool"] = tool
    return row


def _result(group: Group, unscored: Unscored) -> dict[str, float]:
    number, flags = number_of(group, 0, unscored)
    return {"score": number, **flags}
