"""Kills `rlar score` at random moments and resumes it, until a run is through; again and again, until it was killed often enough.

    python3 bench/kills.py --kills 100 --results bench/results/<device> -- rlar

What stands after -- is the program. Each round must leave the bytes of an uninterrupted run: rows, their record, the ledger. Rounds take turns with an estimator
that looks at a group, one that looks at a batch, and one that looks at the whole input; and with JSON lines and Parquet as the output, which the same
rows become when all are there. --input scores another file, a Parquet file for instance, whose columns then stand beside the results.
"""
import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROWS = 20000
ESTIMATORS = {
    "group (grpo)": ["--advantage", "grpo"],
    "batch (reinforce++, --batch 7)": ["--advantage", "reinforce++", "--batch", "7"],
    "whole input (reinforce++)": ["--advantage", "reinforce++"],
}
OUTPUTS = {"JSON lines": "out.jsonl", "Parquet": "out.parquet"}
RUNS = {(name, form): ["-o", output, *options] for form, output in OUTPUTS.items() for name, options in ESTIMATORS.items()}

def rows(path, seed):
    chance = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        for i in range(ROWS):
            answer = chance.randrange(1000)
            completions = [str(answer if chance.random() < 0.5 else chance.randrange(1000)) + "é" * chance.randrange(40) for _ in range(3)]
            file.write(json.dumps({"id": f"q{i}", "prompt": f"{i}?", "tool": "numeric-match", "reference": str(answer), "completions": completions,
                                   "lengths": [chance.randrange(1, 90) for _ in range(3)]}, ensure_ascii=False) + "\n")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def score(program, folder, source, options, delay=None):
    """Whether the run ended by itself, and after how long."""
    command = [*program, "score", source, "--ledger", "ledger.jsonl", "-q", *options]
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    try:
        _, error = process.communicate(timeout=delay)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return False, time.monotonic() - began
    if process.returncode not in (0, 1):
        sys.exit(f"kills.py: {' '.join(command)}: {process.returncode}: {error.decode()}")
    return True, time.monotonic() - began


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--results")
    parser.add_argument("--input", help="rows to score; default: made here")
    parser.add_argument("program", nargs="+")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    counts = {name: [0, 0] for name in RUNS}
    folder = tempfile.mkdtemp(prefix="rlar-kills-")
    names = list(RUNS)
    source = os.path.abspath(given.input) if given.input else os.path.join(folder, "in.jsonl")
    if not given.input:
        rows(source, given.seed)
    whole = {}
    for name in names:
        _, took = score(given.program, folder, source, RUNS[name] + ["--restart"])
        output = OUTPUTS[name[1]]
        whole[name] = (took, {file: read(os.path.join(folder, file)) for file in (output, output + ".run", "ledger.jsonl")})
        clear(folder)
    kills = 0
    while kills < given.kills:
        name = names[sum(runs for runs, _ in counts.values()) % len(names)]
        took, expected = whole[name]
        counts[name][0] += 1
        while True:
            ended, _ = score(given.program, folder, source, RUNS[name] + ["--resume"], chance.uniform(0.05, 1.1) * took)
            kills += not ended
            counts[name][1] += not ended
            if ended:
                break
        for file, content in expected.items():
            if read(os.path.join(folder, file)) != content:
                sys.exit(f"kills.py: {', '.join(name)}: {file} differs from that of the uninterrupted run, after {kills} kills; see {folder}")
        strays = set(os.listdir(folder)) - set(expected) - {"in.jsonl"}
        if strays:
            sys.exit(f"kills.py: {', '.join(name)}: {strays} is left; see {folder}")
        clear(folder)
    report(counts, kills, given)
    shutil.rmtree(folder)


def clear(folder):
    for file in os.listdir(folder):
        if file != "in.jsonl":
            os.remove(os.path.join(folder, file))


def report(counts, kills, given):
    lines = ["# Kills", "", f"- command: `python3 bench/kills.py --kills {given.kills} --seed {given.seed} -- rlar`",
             f"- {os.path.basename(given.input) if given.input else f'{ROWS:,} rows of three completions'}, SIGKILL at a random moment of a run, --resume until it is through", "",
             "| advantages over | output | runs | kills | runs whose rows, record and ledger are byte for byte those of an uninterrupted run |", "|---|---|--:|--:|--:|"]
    lines += [f"| {name} | {form} | {runs} | {killed} | {runs} |" for (name, form), (runs, killed) in counts.items() if runs]
    text = "\n".join(lines) + "\n"
    print(text)
    if given.results:
        os.makedirs(given.results, exist_ok=True)
        with open(os.path.join(given.results, "kills.md"), "w", encoding="utf-8") as file:
            file.write(text)


main()
