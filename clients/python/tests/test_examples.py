"""The examples of examples/trainers, run by themselves as their users run them."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

from tests.support import URL, needs_server

EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "trainers"
SOURCES = Path(__file__).resolve().parent.parent / "src"

# What each prints of its right, its wrong and its unscorable completion.
PRINTED = {
    "areal_reward.py": ["agent 1.0", "function 0.0", "no score: True"],
    "nemo_gym_server.py": ["1.0", "0.0", "no score: True"],
    "openrlhf_reward.py": ["{'rewards': [1.0]", "{'rewards': [0.0]", "'rlar_scored': [0.0], 'rlar_unscorable': [1.0]"],
    "slime_reward.py": ["{'score': 1.0, 'rlar_scored': 1.0}", "[{'score': 0.0, 'rlar_scored': 1.0}, {'score': 0.0, 'rlar_scored': 0.0}]"],
    "trl_grpo.py": ["answer/unscorable 0.5", "answer [1.0, 0.0, None, None]", "form [1.0, 0.0, 0.0, 0.0]", "Calculator 1.0"],
    "verifiers_rubric.py": ["1.0 1.0 scored", "0.0 1.0 scored", "0.0 0.0 unscorable", "[1.0, 0.0]"],
    "verl_reward.py": ["'score': 1.0", "'score': 0.0", "'score': 0.8", "'length_penalty': 0.2"],
}


@needs_server
class ExampleTests(unittest.TestCase):
    def test_each_prints_what_it_should(self):
        self.assertEqual(set(PRINTED), {path.name for path in EXAMPLES.glob("*.py")})
        environment = {**os.environ, "RLAR_URL": URL, "PYTHONPATH": str(SOURCES)}
        running = {
            name: subprocess.Popen([sys.executable, str(EXAMPLES / name)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for name in PRINTED
        }
        for name, process in running.items():
            output, error = process.communicate(timeout=120)
            with self.subTest(name=name):
                self.assertEqual(0, process.returncode, error)
                at = 0
                for text in PRINTED[name]:
                    found = output.find(text, at)
                    self.assertGreaterEqual(found, 0, f"{text!r} is not printed in its order:\n{output}")
                    at = found
