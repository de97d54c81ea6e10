"""For trainers that take a number for every completion and nothing else: what stands for no score, and the flags beside it."""

from __future__ import annotations

import logging
from typing import Optional, Union

from rlar.errors import NotScoredError
from rlar.results import Group

log = logging.getLogger("rlar")

Unscored = Union[float, str]
"""What stands for a completion without a score: a number, or "raise" for a NotScoredError."""

_said = False


def number_of(group: Group, index: int, unscored: Unscored) -> tuple[float, dict[str, float]]:
    """The number for a completion, and the same three flags for every completion: rlar_scored, rlar_unscorable, rlar_failed, each 0 or 1."""
    global _said
    reward: Optional[float] = group.rewards[index]
    outcome = group.outcomes[index]
    flags = {
        "rlar_scored": float(reward is not None),
        "rlar_unscorable": float(outcome.status == "unscorable"),
        "rlar_failed": float(reward is None and outcome.status != "unscorable"),
    }
    if reward is not None:
        return reward, flags
    if unscored == "raise":
        raise NotScoredError(f"the row {group.id or 'without an id'} has no score for its completion {index}: {outcome.status}: {outcome.reason}")
    if not _said:
        _said = True
        log.warning(
            "a completion of the row %s has no score (%s: %s). This trainer takes numbers alone: it gets %s, and rlar_scored is 0 beside it. Said once.",
            group.id or "without an id", outcome.status, outcome.reason, unscored,
        )
    return float(unscored), flags
