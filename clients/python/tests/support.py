"""What the tests run against: a server (RLAR_TEST_URL), one that is always full (RLAR_TEST_FULL_URL), and the program (RLAR_TEST_PROGRAM)."""

from __future__ import annotations

import asyncio
import os
import shlex
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

URL = os.environ.get("RLAR_TEST_URL")
FULL_URL = os.environ.get("RLAR_TEST_FULL_URL")
PROGRAM = shlex.split(os.environ.get("RLAR_TEST_PROGRAM", ""))

needs_server = unittest.skipUnless(URL, "RLAR_TEST_URL names no server")
needs_full_server = unittest.skipUnless(FULL_URL, "RLAR_TEST_FULL_URL names no server")
needs_program = unittest.skipUnless(PROGRAM, "RLAR_TEST_PROGRAM names no program")


def row(number: int, *, completions: int = 2) -> dict:
    """A row whose first completion is right and whose others are wrong."""
    wrong = [f"It is {number + 5 + other}." for other in range(completions - 1)]
    return {"id": f"row-{number}", "prompt": f"What is {number} plus 1?", "reference": str(number + 1), "completions": [f"It is {number + 1}.", *wrong]}


def run(work):
    return asyncio.run(work)
