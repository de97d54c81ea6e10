"""Writes rows that cost a tool next to nothing, so that what a run does beside its tools shows on them.

    python3 bench/answer_rows.py exact 300000 rows.jsonl      56 MB: 8 completions a row, for --tool exact-match
    python3 bench/answer_rows.py numeric 250000 rows.jsonl    49 MB: 4 completions a row, for --tool numeric-match
"""
import json
import random
import sys


def exact(chance, i, count):
    right = str(i + 1)
    wrong = lambda: chance.choice(["about ", "", "no, "]) + str(chance.randrange(count))
    return f"What is {i} plus one?", right, [right if chance.random() < 0.5 else wrong() for _ in range(8)]


def numeric(chance, i, count):
    a, b = chance.randrange(1000), chance.randrange(1000)
    said = lambda: a * b if chance.random() < 0.5 else chance.randrange(10**6)
    return f"What is {a} times {b}?", str(a * b), [f"The answer is {said():,}." for _ in range(4)]


def main(kind, count, path):
    chance = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        for i in range(count):
            prompt, reference, completions = {"exact": exact, "numeric": numeric}[kind](chance, i, count)
            file.write(json.dumps({"id": f"r{i}", "prompt": prompt, "reference": reference, "completions": completions}) + "\n")


main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
