"""verifiers with RLAR's rewards: a rubric's function, or a reward of a v1 task.

    env = vf.SingleTurnEnv(dataset=dataset, rubric=rubric())

A rubric takes a number for every rollout and makes 0.0 of an exception. So a rollout without a score gets 0.0, and the metric `rlar_scored`, with weight 0,
tells it from a wrong one. v1 records an exception as an error of the trace: there a missing score is one.
"""

import asyncio

from rlar.verifiers import rlar_group_reward, rlar_reward, rlar_scored, rlar_task_reward


def rubric():
    """For tools that look at one completion; with rlar_group_reward in place of rlar_reward for those that compare a group's."""
    import verifiers as vf

    result = vf.Rubric(funcs=[rlar_reward])
    result.add_metric(rlar_scored)
    return result


def v1_task():
    import verifiers.v1 as vf

    class MathTask(vf.Task):
        rlar = vf.reward(weight=1.0)(rlar_task_reward)

    return MathTask


async def main():
    # As Rubric calls them: by the names of their arguments.
    prompt = [{"role": "user", "content": "What is 6 times 7?"}]
    for text, answer in (("It is 42.", "42"), ("It is 48.", "42"), ("It is late.", "")):
        state = {}
        reward = await rlar_reward(prompt=prompt, completion=[{"role": "assistant", "content": text}], answer=answer, info={}, task=None, state=state)
        print(reward, await rlar_scored(state), state["rlar"]["status"])
    print(await rlar_group_reward([prompt] * 2, ["42", "48"], ["42"] * 2, [{}] * 2, [{}, {}]))


if __name__ == "__main__":
    asyncio.run(main())
