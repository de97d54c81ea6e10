"""What RLAR answers: for each row a group, for each completion an outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

from rlar.errors import AnswerError


@dataclass(frozen=True)
class Outcome:
    """What a tool said of one completion.

    Attributes:
        status: "scored", "unscorable" (nothing to compare with, no tool that fits) or "failed" (a tool threw, hung or was stopped).
        value: What the tool said, before shaping; None unless scored.
        parts: The parts of the value by name; empty where the tool has none.
        reason: Why, in words.
    """

    status: str
    value: Optional[float] = None
    parts: dict[str, float] = field(default_factory=dict)
    reason: str = ""

    @property
    def scored(self) -> bool:
        return self.status == "scored"


@dataclass(frozen=True)
class Group:
    """A row's answer.

    Attributes:
        id: The row's id.
        rewards: A number or None for each completion, in the row's order. None is never 0.
        outcomes: An outcome for each completion, in the row's order.
        route: Which tools were taken, and why.
    """

    id: str
    rewards: list[Optional[float]]
    outcomes: list[Outcome]
    route: dict[str, Any] = field(default_factory=dict)


def group_of(answer: Any) -> Group:
    """Reads one answer.

    Raises:
        AnswerError: It is not one of RLAR's.
    """
    try:
        rewards = [None if reward is None else float(reward) for reward in answer["rewards"]]
        outcomes = [_outcome_of(outcome) for outcome in answer["outcomes"]]
        if len(rewards) != len(outcomes):
            raise ValueError(f"{len(rewards)} rewards, {len(outcomes)} outcomes")
        return Group(str(answer.get("id") or ""), rewards, outcomes, answer.get("route") or {})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise AnswerError(f"the answer is not a scored group ({type(error).__name__}: {error}): {str(answer)[:200]}") from error


def _outcome_of(outcome: Any) -> Outcome:
    value = outcome.get("value")
    return Outcome(outcome["status"], None if value is None else float(value), outcome.get("parts") or {}, outcome.get("reason") or "")
