"""slime with RLAR's rewards, by HTTP or by a function.

    --rm-type remote_rm --rm-url http://127.0.0.1:8100/slime                              # nothing to install
    --custom-rm-path examples.trainers.slime_reward.reward --reward-key score             # tool, metadata, flags

With remote_rm slime sends prompt, response and label alone, and tries 10 times. The function sends the sample's metadata too, so that a row may name its
tool or carry tests. slime takes a number for every sample: one without a score gets 0.0, and `rlar_scored` 0 beside it.
"""

import asyncio
from types import SimpleNamespace

import rlar


def row_of(sample):
    metadata = sample.metadata if isinstance(sample.metadata, dict) else {}
    own = {name: metadata[name] for name in ("task", "tool", "tests", "constraints", "data_source") if name in metadata}
    return {"prompt": sample.prompt, "reference": sample.label, "completions": [sample.response], "metadata": metadata, **own}


async def reward(args, sample, **_):
    """One sample, or a list of them where slime is told to group (--group-rm)."""
    samples = sample if isinstance(sample, list) else [sample]
    groups = await rlar.score_rows_async([row_of(one) for one in samples])
    results = [{"score": group.rewards[0] or 0.0, "rlar_scored": float(group.rewards[0] is not None)} for group in groups]
    return results if isinstance(sample, list) else results[0]


async def main():
    def sample(response, label):
        return SimpleNamespace(prompt="What is 6 times 7?", response=response, label=label, metadata={"task": "math"} if label else {})

    print(await reward(None, sample("It is 42.", "42")))
    print(await reward(None, [sample("It is 48.", "42"), sample("It is late.", None)]))


if __name__ == "__main__":
    asyncio.run(main())
