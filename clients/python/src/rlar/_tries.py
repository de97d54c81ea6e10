"""When to try again: within a total time, as the server asks, and never what another try cannot mend."""

from __future__ import annotations

import random
import time
from email.utils import parsedate_to_datetime
from typing import Callable, Optional

from rlar.errors import DeadlineError, ServerGoneError, TransientError

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0


def seconds_of(retry_after: Optional[str]) -> Optional[float]:
    """Retry-After in seconds, from its number or its date; None where there is none that can be read."""
    if not retry_after:
        return None
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


class Tries:
    """The tries of one call.

    Args:
        budget: Seconds for the whole call.
        gone_after: Seconds that a server which does not answer at all is waited for: shorter than the budget, so that a wrong address shows soon,
            longer than a restart.
    """

    def __init__(self, budget: float, gone_after: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()
        self._end = self._start + budget
        self._gone_after = gone_after
        self._gone_since: Optional[float] = None
        self._count = 0
        self._budget = budget

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            DeadlineError: None are.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise DeadlineError(f"no answer within {self._budget:g} s. Give budget= more time, or send fewer rows a call.")
        return left

    def pause(self, error: TransientError) -> float:
        """Seconds to wait before the next try.

        Raises:
            TransientError: The error itself: no time is left for another try.
        """
        self._count += 1
        now = self._clock()
        end = self._end
        if isinstance(error, ServerGoneError):
            self._gone_since = now if self._gone_since is None else self._gone_since
            end = min(end, self._gone_since + self._gone_after)
        else:
            self._gone_since = None
        grown = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._count - 1, 16))
        pause = grown * random.uniform(0.5, 1.0)  # so that a fleet of workers does not come back at one time
        if error.retry_after is not None:
            pause += error.retry_after
        if now + pause >= end:
            times = "once" if self._count == 1 else f"{self._count} times"
            error.args = (f"{error.args[0]} (Tried {times} in {now - self._start:.1f} s; the next try would come after the {end - self._start:.0f} s allowed.)",)
            raise error
        return pause
