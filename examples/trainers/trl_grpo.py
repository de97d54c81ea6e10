"""TRL's GRPOTrainer with RLAR's rewards: `python examples/trainers/trl_grpo.py` trains where trl is installed, and else calls the functions as it would.

A completion without a score is None: TRL leaves it out of the group's mean and deviation. The columns of the data set (here answer, task) go into the row.
Two reward functions are two tools with weights of their own; TRL logs rewards/answer/mean, rewards/form/mean, answer/unscorable and answer/failed.
"""

from rlar.trl import AnswerEnvironment, Reward

ROWS = [
    {"prompt": [{"role": "user", "content": "What is 6 times 7? Put the answer in \\boxed{}."}], "answer": "42", "task": "math"},
    {"prompt": [{"role": "user", "content": "Tell me of the sea."}], "answer": None, "task": None},
]

answer = Reward("answer")  # the router picks the tool: mathematics here, a match of words for questions, tests for programs
form = Reward("form", tool="trl/think-format", columns=[])  # the same tool for every row, whatever its columns say


class Calculator(AnswerEnvironment):
    """An environment that owns its reward: the policy calls tools, hands its answer in, and RLAR scores what was handed in."""

    def multiply(self, a: float, b: float) -> str:
        """Multiply two numbers.

        Args:
            a: The first.
            b: The second.

        Returns:
            The product.
        """
        return f"{a * b:g}"


def train():
    from datasets import Dataset
    from trl import GRPOConfig, GRPOTrainer

    settings = GRPOConfig(output_dir="trl-rlar", num_generations=8, reward_weights=[1.0, 0.2], scale_rewards="group", log_completions=True)
    # With tools: GRPOTrainer(..., reward_funcs=None, environment_factory=Calculator)
    GRPOTrainer("Qwen/Qwen2.5-0.5B-Instruct", reward_funcs=[answer, form], args=settings, train_dataset=Dataset.from_list(ROWS * 100)).train()


def show():
    """A batch of two groups, as GRPOTrainer hands it over."""
    texts = ["<think>\n6 * 7\n</think>\n\\boxed{42}", "\\boxed{48}", "It is wide.", "It is deep."]
    rows = [ROWS[0], ROWS[0], ROWS[1], ROWS[1]]
    batch = {
        "prompts": [row["prompt"] for row in rows],
        "completions": [[{"role": "assistant", "content": text}] for text in texts],
        "completion_ids": [[0]] * len(rows),
        "answer": [row["answer"] for row in rows],
        "task": [row["task"] for row in rows],
    }
    for function in (answer, form):
        print(function.__name__, function(**batch, log_metric=lambda name, value: print(name, value)))
    calculator = Calculator()
    calculator.reset(**ROWS[0])
    calculator.submit_answer(calculator.multiply(6, 7))
    print("Calculator", calculator.get_reward())


if __name__ == "__main__":
    try:
        import trl  # noqa: F401
    except ImportError:
        show()
    else:
        train()
