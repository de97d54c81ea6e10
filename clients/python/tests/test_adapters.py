"""The adapters as their trainers call them, with the real server where one is named, else a child."""

import asyncio
import inspect
import os
import pickle
import sys
import types
import unittest
from concurrent.futures import ProcessPoolExecutor
from unittest import mock

from tests.support import PROGRAM, URL, run
from rlar import NotScoredError, areal, openrlhf, trl, verifiers, verl

FLAGS = {"rlar_scored", "rlar_unscorable", "rlar_failed"}


@unittest.skipUnless(URL or PROGRAM, "neither RLAR_TEST_URL nor RLAR_TEST_PROGRAM is set")
class AdapterTests(unittest.TestCase):
    def setUp(self):
        environment = {"RLAR_URL": URL} if URL else {"RLAR_PROGRAM": " ".join(PROGRAM)}
        patch = mock.patch.dict(os.environ, environment)
        patch.start()
        self.addCleanup(patch.stop)


class VerlTests(AdapterTests):
    INFO = {"question": "What is 6 times 7?", "index": 4, "split": "train", "num_turns": 2, "rollout_reward_scores": {}, "answer": "worked: 42"}
    SAMPLES = [("openai/gsm8k", "#### 42", "42", INFO, 1.0), ("openai/gsm8k", "#### 41", "42", INFO, 0.0), ("talk", "hello", None, None, -1.0)]

    def check(self, results):
        self.assertEqual([sample[4] for sample in self.SAMPLES], [result["score"] for result in results])
        self.assertEqual([1.0, 1.0, 0.0], [result["rlar_scored"] for result in results])
        self.assertEqual([FLAGS | {"score"}] * 3, [set(result) for result in results])
        self.assertTrue(all(type(value) is float for result in results for value in result.values()))

    def test_sync(self):
        named = ("data_source", "solution_str", "ground_truth", "extra_info")
        self.check([verl.compute_score(**dict(zip(named, sample)), unscored=-1.0, reward_router_address=None) for sample in self.SAMPLES])

    def test_async_is_seen_as_a_coroutine_function(self):
        self.assertTrue(inspect.iscoroutinefunction(verl.compute_score_async))

        async def work():
            return await asyncio.gather(*(verl.compute_score_async(*sample[:4], unscored=-1.0) for sample in self.SAMPLES))

        self.check(run(work()))

    def test_batch(self):
        columns = list(zip(*self.SAMPLES))
        self.check(verl.compute_scores(data_sources=columns[0], solution_strs=columns[1], ground_truths=columns[2], extra_infos=columns[3], unscored=-1.0))

    def test_unscored_can_be_an_error(self):
        with self.assertRaisesRegex(NotScoredError, "unscorable"):
            verl.compute_score("talk", "hello", None, unscored="raise")


class TrlTests(AdapterTests):
    PROMPTS = ["6*7?"] * 2 + ["Tell me of the sea."] * 2 + ["1+1?"]
    COMPLETIONS = ["It is 42.", "It is 43.", "It is wide.", "It is deep.", "2"]
    COLUMNS = {"answer": ["42", "42", None, None, "2"], "images": [object()] * 5, "trainer_state": object(), "environments": [object()] * 5}
    REWARDS = [1.0, 0.0, None, None, 1.0]

    def call(self, function, prompts=PROMPTS, completions=COMPLETIONS, **more):
        result = function(prompts=prompts, completions=completions, completion_ids=[[1]] * len(prompts), **self.COLUMNS, **more)
        return run(result) if inspect.iscoroutine(result) else result

    def test_sync_and_async(self):
        reward = trl.Reward("math")
        for function in (trl.rlar_reward, trl.rlar_reward_async, reward, reward.rlar, pickle.loads(pickle.dumps(reward))):
            with self.subTest(function=function):
                self.assertEqual(self.REWARDS, self.call(function))
        self.assertTrue(inspect.iscoroutinefunction(reward.rlar) and inspect.iscoroutinefunction(trl.rlar_reward_async))
        self.assertEqual("math", reward.__name__)

    def test_conversations(self):
        prompts = [[{"role": "user", "content": prompt}] for prompt in self.PROMPTS]
        completions = [[{"role": "assistant", "content": completion}] for completion in self.COMPLETIONS]
        self.assertEqual(self.REWARDS, self.call(trl.rlar_reward, prompts, completions))

    def test_groups_are_the_runs_of_equal_prompts_and_columns(self):
        rows = trl.Reward(tool="math")._rows(["a", "a", "b", "a", "a"], list("vwxyz"), {"answer": ["1", "1", "1", "1", "2"]})
        self.assertEqual([("a", ["v", "w"]), ("b", ["x"]), ("a", ["y"]), ("a", ["z"])], [(row["prompt"], row["completions"]) for row in rows])
        self.assertTrue(all(row["tool"] == "math" for row in rows))

    def test_chosen_columns_alone_are_sent(self):
        rows = trl.Reward(columns=["answer"])._rows(["a"], ["x"], {"answer": ["1"], "other": ["2"]})
        self.assertEqual([{"answer": "1", "prompt": "a", "completions": ["x"]}], rows)

    def test_statuses_and_shares_are_logged(self):
        extra, metrics = {}, {}
        self.call(trl.Reward("r"), log_extra=extra.__setitem__, log_metric=metrics.__setitem__)
        self.assertEqual(["scored", "scored", "unscorable", "unscorable", "scored"], extra["r_status"])
        self.assertEqual(5, len(extra["r_reason"]))
        self.assertEqual({"r/unscorable": 0.4, "r/failed": 0.0}, metrics)

    def test_an_environment_owns_its_reward(self):
        environment = trl.AnswerEnvironment()
        for answer, reward in (("41", 0.0), ("42", 1.0), (None, 0.0)):
            environment.reset(prompt=[{"role": "user", "content": "6*7?"}], answer="42", image=object())
            if answer is not None:
                environment.submit_answer(answer)
            self.assertEqual(reward, environment.get_reward())


class OpenRlhfTests(AdapterTests):
    def test_a_sample_a_call(self):
        for completion, label, reward, scored in (("It is 42.<|im_end|>", "42", 1.0, 1.0), ("It is 6.</s>", "42", 0.0, 1.0), ("hm", None, 0.0, 0.0)):
            answer = openrlhf.reward_func([f"<s>What is 6 times 7?{completion}"], ["What is 6 times 7?"], [label], ignored=1)
            self.assertEqual(([reward], [reward], [scored]), (answer["rewards"], answer["scores"], answer["extra_logs"]["rlar_scored"]))
            self.assertEqual(FLAGS, set(answer["extra_logs"]))

    def test_empty_lists_are_no_error(self):
        self.assertEqual([], openrlhf.reward_func([], [], [])["rewards"])

    def test_the_completion_is_what_the_query_has_behind_its_prompt(self):
        prompt = "".join(f"{number} " for number in range(100)) + "42?"
        self.assertEqual(" So.", openrlhf._completion(f"<s>{prompt} So.</s>", prompt))
        self.assertEqual(" So.", openrlhf._completion(f"{prompt[100:]} So.", prompt))
        self.assertIsNone(openrlhf._completion("Another text, whose answer is 42.", prompt))

    def test_a_prompt_that_is_not_there_is_flagged_and_costs_no_other(self):
        answer = openrlhf.reward_func(["another 42", "6*7? 42"], ["6*7?"] * 2, ["42"] * 2)
        self.assertEqual(([0.0, 1.0], [1.0, 0.0]), (answer["rewards"], answer["extra_logs"]["rlar_failed"]))

    def test_tensors_where_torch_is_loaded(self):
        torch = types.SimpleNamespace(tensor=lambda values, dtype: ("tensor", values), float32=None)
        with mock.patch.dict(sys.modules, torch=torch):
            self.assertEqual(("tensor", [1.0]), openrlhf.reward_func(["6*7? 42"], ["6*7?"], ["42"])["rewards"])

    def test_the_file_can_be_loaded_by_its_path(self):
        import importlib.util

        spec = importlib.util.spec_from_file_location("reward_func", openrlhf.__file__)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.assertEqual([1.0], module.reward_func(["6*7? 42"], ["6*7?"], ["42"])["rewards"])


class ArealTests(AdapterTests):
    SAMPLE = {"messages": [{"role": "user", "content": "What is 6 times 7?"}], "answer": "42"}

    def test_numbers_and_errors(self):
        self.assertEqual(1.0, areal.reward_fn("template", "It is 42.<|im_end|>", [1], [2], **self.SAMPLE))
        self.assertEqual(0.0, run(areal.reward_fn_async("template", "It is 41.", [1], [2], **self.SAMPLE)))
        with self.assertRaises(NotScoredError):
            areal.reward_fn("Tell me of the sea.", "It is wide.", [1], [2])

    def test_in_a_pool_of_processes_as_areal_calls_it(self):
        with ProcessPoolExecutor(1) as pool:
            self.assertEqual(1.0, pool.submit(areal.reward_fn, "template", "It is 42.", [1], [2], **self.SAMPLE).result(60))
            with self.assertRaises(NotScoredError):
                pool.submit(areal.reward_fn, "Tell me of the sea.", "It is wide.").result(60)


class VerifiersTests(AdapterTests):
    def test_a_rollout(self):
        state = {}
        chat = [{"role": "user", "content": "What is 6 times 7?"}]
        arguments = {"prompt": chat, "answer": "42", "info": {}, "state": state, "task": object(), "parser": object(), "question": "What is 6 times 7?"}
        for text, reward in (("It is 42.", 1.0), ("It is 6.", 0.0)):
            self.assertEqual(reward, run(verifiers.rlar_reward(completion=[{"role": "assistant", "content": text}], **arguments)))
            self.assertEqual(1.0, run(verifiers.rlar_scored(state)))

    def test_a_rollout_without_a_score_is_flagged(self):
        state = {}
        self.assertEqual(0.0, run(verifiers.rlar_reward("Tell me of the sea.", "It is wide.", "", {}, None, state)))
        self.assertEqual((0.0, "unscorable"), (run(verifiers.rlar_scored(state)), state["rlar"]["status"]))

    def test_a_group(self):
        states = [{"input": {"prompt": "p", "answer": "42", "example_id": 3}} for _ in range(3)]
        rewards = run(verifiers.rlar_group_reward(prompts=["6*7?"] * 3, completions=["42", "41", "It is 42."], answers=["42"] * 3, infos=[{}] * 3, states=states, tasks=[None] * 3))
        self.assertEqual([1.0, 0.0, 1.0], rewards)

    def test_a_task_of_v1(self):
        class Data(types.SimpleNamespace):
            def model_dump(self, exclude_none):
                return {name: value for name, value in vars(self).items() if value is not None}

        task = types.SimpleNamespace(data=Data(prompt="6*7?", answer="42", idx=3, timeout={}, network_allow=["*"], name="t"))
        self.assertEqual(1.0, run(verifiers.rlar_task_reward(task, types.SimpleNamespace(last_reply="It is 42."))))
        task.data.answer = None
        with self.assertRaises(NotScoredError):
            run(verifiers.rlar_task_reward(task, types.SimpleNamespace(last_reply="It is 42.")))
