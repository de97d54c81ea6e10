"""Writes rows with a large JSON schema each, all different, and completions that meet it or do not: what a run holds in memory shows on them.

    python3 bench/schema_rows.py 73000 rows.jsonl      687 MB, 9.4 kB a row
"""
import json
import random
import sys


def word(chance):
    return "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(chance.randint(4, 10)))


def member(chance, words):
    description = " ".join(chance.choice(words) for _ in range(14))
    return chance.choice([
        {"type": "string", "minLength": 1, "maxLength": chance.randint(20, 90), "description": description},
        {"type": "integer", "minimum": 0, "maximum": chance.randint(100, 9000), "description": description},
        {"type": "array", "items": {"type": "number"}, "maxItems": chance.randint(3, 9), "description": description},
    ])


def completion(chance, words, members, names):
    values = {"string": lambda: chance.choice(words), "integer": lambda: chance.randint(0, 90), "array": lambda: [1.5, 2]}
    return json.dumps({name: values[members[name]["type"]]() for name in names})


def main(count, path):
    chance = random.Random(15)
    words = [word(chance) for _ in range(4000)]
    with open(path, "w", encoding="utf-8") as file:
        for i in range(count):
            members = {f"{chance.choice(words)}_{k}": member(chance, words) for k in range(42)}
            names = list(members)[:8]
            schema = {"type": "object", "properties": members, "required": names, "title": f"row {i}"}
            completions = [completion(chance, words, members, names if c < 3 else names[:6]) for c in range(4)]
            row = {"id": f"r{i}", "prompt": f"Give a JSON object for row {i}.", "tool": "json-schema", "constraints": {"schema": schema}, "completions": completions}
            file.write(json.dumps(row) + "\n")


main(int(sys.argv[1]), sys.argv[2])
