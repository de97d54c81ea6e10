"""verifiers: reward functions for rubrics (by-name arguments) and for the tasks of its v1.

    rubric = vf.Rubric(funcs=[rlar_reward]); rubric.add_metric(rlar_scored)       # rubrics
    class MyTask(vf.Task[...]):                                                   # v1
        rlar = vf.reward(weight=1.0)(rlar_task_reward)

A rubric takes a number for every rollout, and makes 0.0 of an exception: a completion without a score gets 0.0, and the metric `rlar_scored` 0 beside it.
v1 records an exception as an error of the trace, which is then no sample: there it is a NotScoredError.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

from rlar._numbers import number_of
from rlar._texts import columns_of, text_only
from rlar.results import Group
from rlar.scorers import score_rows_async

# The fields that verifiers itself gives its rollouts and tasks; all others are the data set's.
_OWN = frozenset({
    "prompt", "completion", "completions", "state", "parser", "resources", "client", "example_id", "trajectory", "idx", "name", "description", "system_prompt",
    "image", "workdir", "network_allow", "network_block", "artifacts", "timeout",
})  # fmt: skip

_UNSCORED = 0.0


async def rlar_reward(
    prompt: Any, completion: Any, answer: Any = None, info: Any = None, task: Any = None, state: Optional[dict[str, Any]] = None, **columns: Any
) -> float:
    """The reward of one rollout, for `Rubric(funcs=[rlar_reward])`."""
    groups = await score_rows_async(_row(prompt, [completion], answer, info, task, columns))
    return _record(groups[0], 0, state)


async def rlar_group_reward(
    prompts: Sequence[Any], completions: Sequence[Any], answers: Sequence[Any], infos: Sequence[Any], states: Sequence[dict[str, Any]], **_: Any
) -> list[float]:
    """The rewards of a group's rollouts, scored as one group: for tools that compare siblings."""
    task = states[0].get("task") if states else None
    groups = await score_rows_async(_row(prompts[0], list(completions), answers[0], infos[0], task, _input(states[0])) if states else [])
    return [_record(groups[0], index, state) for index, state in enumerate(states)]


async def rlar_scored(state: Mapping[str, Any]) -> float:
    """1 where the rollout has a score, 0 where its number stands for none: a metric behind `rlar_reward`."""
    return float(state.get("rlar", {}).get("rlar_scored", 0.0))


async def rlar_task_reward(self: Any, trace: Any) -> float:
    """The reward of a trace's last reply, for a task of v1.

    Raises:
        NotScoredError: It has no score.
    """
    data = self.data.model_dump(exclude_none=True) if hasattr(self.data, "model_dump") else dict(self.data)
    row = _row(self.data.prompt, [trace.last_reply], None, None, None, data)
    return number_of((await score_rows_async(row))[0], 0, "raise")[0]


def _row(prompt: Any, completions: list[Any], answer: Any, info: Any, task: Any, columns: Mapping[str, Any]) -> dict[str, Any]:
    row = columns_of(columns, _OWN)
    # A task is a name in older versions and an object in newer ones; RLAR takes a name for a hint.
    if isinstance(task, str) and task not in ("", "default"):
        row["task"] = task
    elif not isinstance(row.get("task"), str):
        row.pop("task", None)
    if answer not in (None, ""):
        row["answer"] = answer
    if isinstance(info, Mapping) and info:
        row["metadata"] = columns_of(info)
    row["prompt"] = "" if prompt is None else text_only(prompt)
    row["completions"] = [text_only(completion) for completion in completions]
    return row


def _input(state: Mapping[str, Any]) -> dict[str, Any]:
    given = state.get("input")
    return {name: value for name, value in given.items() if name not in ("answer", "info", "task")} if isinstance(given, Mapping) else {}


def _record(group: Group, index: int, state: Optional[dict[str, Any]]) -> float:
    number, flags = number_of(group, index, _UNSCORED)
    if state is not None:
        state["rlar"] = {**flags, "status": group.outcomes[index].status, "reason": group.outcomes[index].reason}
    return number
