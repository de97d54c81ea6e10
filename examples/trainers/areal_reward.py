"""AReaL with RLAR's rewards.

    workflow = "areal.workflow.rlvr.RLVRWorkflow"
    workflow_kwargs = dict(reward_fn="rlar.areal.reward_fn", gconfig=config.gconfig, tokenizer=config.tokenizer_path)

AReaL runs the function in a pool of processes, waits 15 s, tries four times, and takes 0 after a time-out. RLAR's call ends after 12 s with an error of its own:
then, and for a completion without a score, AReaL throws the rollout away and trains on no number that is none. Workflows of agents, which are
coroutines, await `rlar.areal.reward_fn_async` instead, as below.
"""

import asyncio

from rlar import NotScoredError
from rlar.areal import reward_fn, reward_fn_async


class MathAgent:
    """The shape of an agent workflow: it makes an answer and returns its reward."""

    def __init__(self, answer_with):
        self._answer_with = answer_with

    async def run(self, data, **_):
        text = await self._answer_with(data["messages"])
        return await reward_fn_async(completions=text, **data)


async def main():
    data = {"messages": [{"role": "user", "content": "What is 6 times 7?"}], "answer": "42"}

    async def policy(messages):
        return "It is 42."

    print("agent", await MathAgent(policy).run(data))
    # As RLVRWorkflow calls it: positional, with the data's columns by name.
    print("function", reward_fn("<|im_start|>user\nWhat is 6 times 7?", "It is 48.<|im_end|>", [1, 2], [3, 4], **data))
    try:
        reward_fn("Tell me of the sea.", "It is wide.", [1], [2])
    except NotScoredError as error:
        print("no score:", "unscorable" in str(error))


if __name__ == "__main__":
    asyncio.run(main())
