# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition, never for a time."""
import time

POLL = 0.05
PATIENCE = 30.0


class NotInTime(AssertionError):
    """What was waited for did not come about."""


def until(condition, what, seconds=PATIENCE):
    """Calls `condition` until it gives something true, and gives that back.

    Fails with NotInTime after `seconds`; `what` says what was waited for, in the words of a
    person, or is a function that says it (so that it can tell what was there instead).
    """
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= deadline:
            words = what() if callable(what) else what
            raise NotInTime(f"not within {seconds:g} s: {words}")
        time.sleep(POLL)
