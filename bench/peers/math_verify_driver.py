#!/usr/bin/env python3
"""Math-Verify over the cases of its own tests and over pairs of a reference and an answer, as bench_math_verify.py beside the data runs it.

usage: python math_verify_driver.py WARM_PASSES < CASES.jsonl      needs math-verify

Prints one JSON line with the versions, then one line for each case in order: what the first pass said, and the microseconds of
parse(gold), parse(answer), verify(gold, answer) in each pass, the first of which is cold (Math-Verify and sympy keep what they have read).
"""
import json
import logging
import platform
import sys
import time
from importlib.metadata import version

from math_verify import ExprExtractionConfig, LatexExtractionConfig, parse, verify

logging.disable(logging.CRITICAL)
CONFIGS = {"latex": LatexExtractionConfig(), "expr": ExprExtractionConfig()}
DELIMITERS = ("\\boxed", "\\(", "\\[", "\\begin{align", "\\begin{equation")


def in_dollars(gold):
    """A reference as Math-Verify wants it: in dollar signs, unless it has delimiters of its own."""
    gold = gold.strip()
    return gold if "$" in gold.replace("\\$", "") or any(d in gold for d in DELIMITERS) else f"${gold}$"


def job(row):
    if "pred" not in row:
        return in_dollars(row["gold"]), row["answer"], list(CONFIGS.values()), {}
    configs = [CONFIGS[name] for name in row["match_types"] if name in CONFIGS] or list(CONFIGS.values())
    options = {"float_rounding": row["precision"], "strict": row["strict"], "allow_set_relation_comp": row["allow_set_relation_comp"]}
    return row["gold"], row["pred"], configs, options


def verdict(gold, answer, configs, options):
    try:
        return bool(verify(parse(gold, configs), parse(answer, configs), **options))
    except Exception:  # no verdict is no reward
        return False


jobs = [job(json.loads(line)) for line in sys.stdin if line.strip()]
verify(parse("$x+1$"), parse("$1+x$"))  # imports and grammar tables
verdicts, passes = [], []
for _ in range(1 + int(sys.argv[1])):
    said, times = [], []
    for one in jobs:
        start = time.perf_counter()
        right = verdict(*one)
        times.append((time.perf_counter() - start) * 1e6)
        said.append(right)
    verdicts.append(said)
    passes.append(times)

print(json.dumps({"math_verify": version("math-verify"), "sympy": version("sympy"), "python": platform.python_version()}))
for i in range(len(jobs)):
    print(json.dumps({"verdict": verdicts[0][i], "us": [round(times[i], 2) for times in passes]}))
