"""RLAR's client: rewards for the trainers of language models, from a reward server or from a child process.

    group = rlar.score({"prompt": "What is 6 times 7?", "reference": "42", "completions": ["It is 42."]})

The server is RLAR_URL with RLAR_TOKEN; without them `rlar` is started as a child. Adapters: rlar.verl, rlar.trl, rlar.openrlhf, rlar.areal, rlar.verifiers.
"""

from rlar.client import AsyncClient, Client
from rlar.errors import (
    AnswerError,
    ChildError,
    DeadlineError,
    NotScoredError,
    RlarError,
    RowError,
    ServerBusyError,
    ServerGoneError,
    SettingsError,
    TransientError,
)
from rlar.local import Local
from rlar.results import Group, Outcome
from rlar.scorers import score, score_async, score_rows, score_rows_async, scorer

__version__ = "0.1.0"

__all__ = [
    "AnswerError",
    "AsyncClient",
    "ChildError",
    "Client",
    "DeadlineError",
    "Group",
    "Local",
    "NotScoredError",
    "Outcome",
    "RlarError",
    "RowError",
    "ServerBusyError",
    "ServerGoneError",
    "SettingsError",
    "TransientError",
    "score",
    "score_async",
    "score_rows",
    "score_rows_async",
    "scorer",
]
