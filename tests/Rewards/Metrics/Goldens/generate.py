#!/usr/bin/env python3
"""Writes metrics.jsonl: what sacrebleu 2.6.0 and rouge-score 0.1.2 say of random and hostile texts, each with random options.

usage: PEERS/bin/python generate.py [rows] [seed] > metrics.jsonl      (PEERS: bench/peers, docs/benchmarks.md)
"""
import json
import logging
import random
import sys
import unicodedata

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF, TER

logging.disable(logging.CRITICAL)
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
RND = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
WORDS = """the cat sat on mat a dog ran 3.14 1,000 U.S. e.g. don't it's ... -- 5-6 well-known (hi) "so" running relational conditional
skies dying generously happily yyyyed Σ ΑΣ ΣΑΣ İstanbul \u212aelvin naïve café 你好 世界。 りの 拳銃 カタカナ 😀 👍🏽 𝔘𝔫𝔦 &quot; &amp;lt; <skipped> ½ ² Ⅳ
¿qué? «oui» “x” ’ … $5 €10 10% #tag @me a/b c\\d under_score ~ ^ ` | {} [] 1,,2 ..a ,5 5. .5 5.- -5 5--6 1.2.3 a,3 \u0664\u0662 １２""".split()
SPACES = [" "] * 20 + ["  ", "\t", "\n", "-\n", "\n-", "\u00a0", "\u3000", "\u2003", "\x1c", "\x85", "\u200b", "\r\n", "\u2028"]
LETTERS = "ab.,-5 '&;\n\t(中Σ😀½$.,.,55--"
TOKENIZERS = ["13a", "intl", "char", "zh", "none"]
TYPES = ["rouge1", "rouge2", "rougeL", "rougeLsum"]


def flip():
    return RND.random() < 0.5


def code_point():
    """Any that Unicode 14 knows: libraries differ in what they know of later ones."""
    while True:
        c = chr(RND.randrange(0x20, 0x20000))
        if unicodedata.category(c) not in ("Cn", "Cs", "Co"):
            return c


def text():
    kind = RND.random()
    if kind < 0.05:
        return RND.choice(["", " ", "\n", " \t\u3000", "."])
    if kind < 0.35:
        return "".join(RND.choice(LETTERS) for _ in range(RND.randint(1, 40)))
    if kind < 0.55:
        return " ".join(RND.choice("abcdefgh"[: RND.choice([3, 5, 8])]) for _ in range(RND.randint(1, 50)))
    if kind < 0.62:
        return "".join(code_point() for _ in range(RND.randint(1, 30)))
    made = "".join(RND.choice(WORDS) + RND.choice(SPACES) for _ in range(RND.randint(1, 30)))
    return made.upper() if RND.random() < 0.3 else made


def edited(source):
    words = source.split(" ")
    for _ in range(RND.randint(0, 6)):
        if not words:
            break
        at, kind = RND.randrange(len(words)), RND.random()
        if kind < 0.25:
            del words[at]
        elif kind < 0.5:
            words.insert(at, RND.choice(WORDS))
        elif kind < 0.7:
            words[at] = RND.choice(WORDS)
        else:
            run = words[at : at + RND.randint(1, 5)]
            del words[at : at + len(run)]
            to = RND.randint(0, len(words))
            words[to:to] = run
    return " ".join(words)


def row():
    reference = text()
    hyp = edited(reference) if RND.random() < 0.7 else text()
    refs = [reference]
    while RND.random() < 0.3:
        refs.append(RND.choice([edited(reference), text(), reference]))
    bleu = {
        "tokenize": RND.choice(TOKENIZERS), "lowercase": flip(), "smooth_method": RND.choice(["exp", "floor", "add-k", "none"]),
        "effective_order": flip(), "max_ngram_order": RND.choice([4, 4, 4, 1, 2, 6]),
    }
    if bleu["smooth_method"] in ("floor", "add-k") and flip():
        bleu["smooth_value"] = RND.choice([0, 0.01, 0.5, 1, 2])
    chrf = {
        "char_order": RND.choice([6, 6, 1, 3, 8]), "word_order": RND.randint(0, 3), "beta": RND.randint(0, 3),
        "lowercase": flip(), "whitespace": flip(), "eps_smoothing": flip(),
    }
    ter = {"normalized": flip(), "no_punct": flip(), "asian_support": flip(), "case_sensitive": flip()}
    stemmer = flip()
    rouge = rouge_scorer.RougeScorer(TYPES, use_stemmer=stemmer).score_multi(refs, hyp)
    return {
        "hyp": hyp, "refs": refs,
        "bleu": {t: BLEU(tokenize=t, effective_order=True).sentence_score(hyp, refs).score for t in TOKENIZERS},
        "chrf": CHRF().sentence_score(hyp, refs).score,
        "chrf++": CHRF(word_order=2).sentence_score(hyp, refs).score,
        "ter": TER().sentence_score(hyp, refs).score,
        "options": {
            "bleu": [bleu, BLEU(**bleu).sentence_score(hyp, refs).score],
            "chrf": [chrf, CHRF(**chrf).sentence_score(hyp, refs).score],
            "ter": [ter, TER(**ter).sentence_score(hyp, refs).score],
        },
        "use_stemmer": stemmer,
        "rouge": {k: list(map(float, rouge[k])) for k in TYPES},
    }


for _ in range(ROWS):
    print(json.dumps(row(), ensure_ascii=True))
