"""verl with RLAR's rewards.

    python -m verl.trainer.main_ppo \
        data.train_files=train.parquet ... \
        reward.custom_reward_function.path=pkg://rlar.verl \
        reward.custom_reward_function.name=compute_score_async \
        +reward.custom_reward_function.reward_kwargs.unscored=0.0

Versions before the keys moved to `reward.*` have custom_reward_function.path and .name. RLAR_URL must be in the environment of Ray's workers:
`ray start` after `export RLAR_URL=...`, or +ray_kwargs.ray_init.runtime_env.env_vars.RLAR_URL=http://HOST:8100.

`pkg://rlar.verl` is enough for most. A file of your own, path=examples/trainers/verl_reward.py, can add what your task has: here a penalty of length.
verl takes a number for every sample, and the same keys for all of them; `rlar_scored` says which numbers are none, and is averaged into the logs.
"""

import asyncio

from rlar.verl import compute_score_async

LONG = 4000


async def compute_score(data_source, solution_str, ground_truth, extra_info=None, **more):
    """RLAR's score, less up to 0.2 for what is longer than 4,000 characters. Where there is no score there is no penalty either."""
    result = await compute_score_async(data_source, solution_str, ground_truth, extra_info, **more)
    penalty = min(0.2, max(0, len(solution_str) - LONG) / LONG) if result["rlar_scored"] else 0.0
    return {**result, "score": result["score"] - penalty, "length_penalty": penalty}


async def main():
    # As verl's naive reward manager calls it: a sample a call, a batch's samples together.
    question = {"question": "Tom has 3 bags of 5 nuts. How many nuts?", "index": 0, "split": "train"}
    solutions = ["3 * 5 = 15\n#### 15", "3 + 5 = 8\n#### 8", "3 * 5 = 15. " * 400 + "#### 15"]
    results = await asyncio.gather(
        *(compute_score(data_source="openai/gsm8k", solution_str=solution, ground_truth="15", extra_info=question) for solution in solutions)
    )
    for result in results:
        print({name: round(value, 3) for name, value in result.items()})


if __name__ == "__main__":
    asyncio.run(main())
