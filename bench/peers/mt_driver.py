#!/usr/bin/env python3
"""sacrebleu and rouge-score over pairs of a hypothesis and a reference, as bench_mt.py beside the data runs them.

usage: python mt_driver.py SECONDS_PER_METRIC < PAIRS.jsonl      needs sacrebleu, rouge-score; a pair is [hypothesis, reference]

Prints one JSON line with the versions, then one line for each metric: the scores of the pairs, the least microseconds of each over the warm
passes, and the pairs per second of the fastest pass. sacrebleu keeps what it has tokenized, so its warm passes do not tokenize.
"""
import json
import platform
import sys
import time
import warnings
from importlib.metadata import version

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF, TER

warnings.filterwarnings("ignore")
SECONDS = float(sys.argv[1])
TYPES = ["rouge1", "rouge2", "rougeL", "rougeLsum"]


def sentence(metric):
    return lambda h, r: metric.sentence_score(h, [r]).score


def rouge(types, kept):
    scorer = rouge_scorer.RougeScorer(types, use_stemmer=True)
    return lambda h, r: scorer.score(r, h)[kept].fmeasure


metrics = {
    "BLEU": sentence(BLEU(effective_order=True)),
    "chrF": sentence(CHRF()),
    "chrF++": sentence(CHRF(word_order=2)),
    "TER": sentence(TER()),
    **{name: rouge([name], name) for name in TYPES},
    "ROUGE, all four": rouge(TYPES, "rougeL"),
}
pairs = [json.loads(line) for line in sys.stdin if line.strip()]
print(json.dumps({"sacrebleu": version("sacrebleu"), "rouge-score": version("rouge-score"), "python": platform.python_version()}))
for name, score in metrics.items():
    scores = [score(h, r) for h, r in pairs]
    least, fastest, end = [float("inf")] * len(pairs), float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        began = time.perf_counter()
        for i, (h, r) in enumerate(pairs):
            start = time.perf_counter()
            score(h, r)
            least[i] = min(least[i], time.perf_counter() - start)
        fastest = min(fastest, time.perf_counter() - began)
    print(json.dumps({"metric": name, "scores": scores, "us": [t * 1e6 for t in least], "rate": len(pairs) / fastest}), flush=True)
