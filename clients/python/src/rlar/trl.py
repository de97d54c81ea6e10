"""TRL: reward functions for GRPOTrainer and RLOOTrainer, and an environment that owns its reward.

    GRPOTrainer(reward_funcs=[rlar_reward], ...)                        # or rlar_reward_async
    GRPOTrainer(reward_funcs=[Reward("math", tool="math"), Reward("style", tool="judge")], ...)

A completion without a score is None, which TRL leaves out of mean and deviation. Every column of the data set goes into the row.
"""

from __future__ import annotations

from typing import Any, Callable, Iterable, Optional, Sequence

from rlar._json import row_bytes
from rlar._texts import columns_of, text_only
from rlar.results import Group
from rlar.scorers import score, score_rows, score_rows_async

# What TRL hands over beside the data set's columns, and the columns that hold other completions than the policy's.
_NO_COLUMNS = frozenset({"trainer_state", "log_extra", "log_metric", "environments", "environment", "completion_ids", "images", "image"})


class Reward:
    """A reward function with options. It can be pickled, as TRL's asynchronous trainer wants.

    Args:
        name: What TRL logs it under, rewards/NAME/mean.
        tool: The tool for every row; default: the row's own, else what the router takes.
        columns: The columns of the data set that are sent; default all.
        url, token: The server; default RLAR_URL, RLAR_TOKEN; else a child.
        budget: Seconds that a call may take.
    """

    def __init__(
        self,
        name: str = "rlar",
        *,
        tool: Optional[str] = None,
        columns: Optional[Iterable[str]] = None,
        url: Optional[str] = None,
        token: Optional[str] = None,
        budget: Optional[float] = None,
    ) -> None:
        self.__name__ = name
        self._tool = tool
        self._columns = None if columns is None else frozenset(columns)
        self._server = {"url": url, "token": token, "budget": budget}

    def __call__(self, prompts: Sequence[Any], completions: Sequence[Any], completion_ids: Any = None, **columns: Any) -> list[Optional[float]]:
        """The rewards, one a completion, None for a completion without a score."""
        return self._rewards(score_rows(self._rows(prompts, completions, columns), **self._server), columns)

    async def rlar(self, prompts: Sequence[Any], completions: Sequence[Any], completion_ids: Any = None, **columns: Any) -> list[Optional[float]]:
        """The same as a coroutine function, which TRL runs beside others: reward_funcs=[Reward(...).rlar]."""
        return self._rewards(await score_rows_async(self._rows(prompts, completions, columns), **self._server), columns)

    def _rows(self, prompts: Sequence[Any], completions: Sequence[Any], columns: dict[str, Any]) -> list[dict[str, Any]]:
        """A row for each run of completions with the same prompt and columns: TRL hands a group's completions over side by side."""
        wanted = {name: values for name, values in columns.items() if name not in _NO_COLUMNS and (self._columns is None or name in self._columns)}
        rows: list[dict[str, Any]] = []
        last: Optional[bytes] = None
        for index, (prompt, completion) in enumerate(zip(prompts, completions)):
            row = columns_of({name: values[index] for name, values in wanted.items()})
            row["prompt"] = text_only(prompt)
            if self._tool is not None:
                row["tool"] = self._tool
            key = row_bytes(row)
            if key != last:
                rows.append({**row, "completions": []})
                last = key
            rows[-1]["completions"].append(text_only(completion))
        return rows

    def _rewards(self, groups: Sequence[Group], columns: dict[str, Any]) -> list[Optional[float]]:
        outcomes = [outcome for group in groups for outcome in group.outcomes]
        log_extra: Optional[Callable[[str, list[Any]], None]] = columns.get("log_extra")
        if log_extra is not None:
            log_extra(f"{self.__name__}_status", [outcome.status for outcome in outcomes])
            log_extra(f"{self.__name__}_reason", [outcome.reason for outcome in outcomes])
        log_metric: Optional[Callable[[str, float], None]] = columns.get("log_metric")
        if log_metric is not None and outcomes:
            for status in ("unscorable", "failed"):
                log_metric(f"{self.__name__}/{status}", sum(outcome.status == status for outcome in outcomes) / len(outcomes))
        return [reward for group in groups for reward in group.rewards]


_usual = Reward()


def rlar_reward(prompts: Sequence[Any], completions: Sequence[Any], completion_ids: Any = None, **columns: Any) -> list[Optional[float]]:
    """The reward function without options."""
    return _usual(prompts, completions, completion_ids, **columns)


async def rlar_reward_async(prompts: Sequence[Any], completions: Sequence[Any], completion_ids: Any = None, **columns: Any) -> list[Optional[float]]:
    """The reward function without options, as a coroutine function."""
    return await _usual.rlar(prompts, completions, completion_ids, **columns)


class AnswerEnvironment:
    """An environment for `environment_factory` whose policy hands its answer in by a tool, and which is scored by RLAR. Derive from it to add tools."""

    def reset(self, **columns: Any) -> Optional[str]:
        self._row = {name: value for name, value in columns.items() if name not in _NO_COLUMNS and name not in ("completion", "completions")}
        self._answer = ""
        return None

    def submit_answer(self, answer: str) -> str:
        """Hand in the final answer. The last one handed in counts.

        Args:
            answer: The final answer, as text.

        Returns:
            A confirmation.
        """
        self._answer = answer
        return "The answer was handed in."

    def get_reward(self) -> Optional[float]:
        """The reward of the last answer; of the empty answer where none was handed in; None without a score."""
        row = columns_of(self._row)
        return score({**row, "prompt": text_only(row.get("prompt", "")), "completions": [self._answer]}).rewards[0]
