"""What can go wrong, each error saying what happened, where, and what to do. All can be pickled with their message alone: they cross processes."""

from __future__ import annotations

from typing import Optional


class RlarError(Exception):
    """The base of the package's errors."""


class SettingsError(RlarError):
    """An address, a token or another setting is not usable."""


class RowError(RlarError):
    """A row cannot be sent, or RLAR refuses it: it is the caller's to mend, and another try would not help.

    Attributes:
        field: The field that the refusal names, with its path; None for the row as a whole.
        status: The HTTP status; None where no server was asked.
    """

    def __init__(self, message: str, field: Optional[str] = None, status: Optional[int] = None) -> None:
        super().__init__(message)
        self.field = field
        self.status = status


class TransientError(RlarError):
    """Another try may help.

    Attributes:
        retry_after: Seconds that the server asks to wait; None where it does not say.
    """

    retry_after: Optional[float] = None


class ServerGoneError(TransientError):
    """Nothing answers at the address, or the connection broke before the answer."""


class ServerBusyError(TransientError):
    """The server has no free place, or is being shut down."""

    def __init__(self, message: str, retry_after: Optional[float] = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class DeadlineError(RlarError):
    """The time allowed for the call is over."""


class AnswerError(RlarError):
    """The answer is not one of RLAR's."""


class ChildError(RlarError):
    """The `rlar` that this process started does not run."""


class NotScoredError(RlarError):
    """A completion has no score, and the caller asked for an error rather than a number."""
