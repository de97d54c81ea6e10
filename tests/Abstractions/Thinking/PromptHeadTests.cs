using Rlar.Thinking;

namespace Rlar.Abstractions.Tests.Thinking;

public sealed class PromptHeadTests
{
    [Theory]
    [InlineData("<|im_start|>user\n6*7?<|im_end|>\n<|im_start|>assistant\n<think>\n", "<think>")]
    [InlineData("<\uFF5CUser\uFF5C>6*7?<\uFF5CAssistant\uFF5C><think>\n", "<think>")]
    [InlineData("<\uFF5CUser\uFF5C>6*7?<\uFF5CAssistant\uFF5C><think>\nOkay, so", "<think>")]
    [InlineData("<|im_start|>assistant\n<think>\nOkay, so", "<think>")]
    [InlineData("<|start_header_id|>assistant<|end_header_id|>\n\n<think>", "<think>")]
    [InlineData("[INST]6*7?[/INST][THINK]", "[THINK]")]
    [InlineData("<|turn>user\n6*7?<turn|>\n<|turn>model\n<|channel>thought\n", "<|channel>")]
    [InlineData("<|start|>user<|message|>6*7<|end|><|start|>assistant<|channel|>analysis<|message|>", "<|channel|>analysis<|message|>")]
    [InlineData("<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|><|START_THINKING|>", "<|START_THINKING|>")]
    [InlineData("<|open|>message role=\"assistant\"<|sep|><|open|>think<|sep|>", "<|open|>think<|sep|>")]
    [InlineData("<|begin_assistant|>\nHere are my reasoning steps:\n", "Here are my reasoning steps:\n")]
    [InlineData("User: 6*7? Assistant: <think>", "<think>")]
    [InlineData("User: 6*7?\nAssistant: Let me solve this step by step.\n<think>", "<think>")]
    [InlineData("### Response:\n<think>", "<think>")]
    [InlineData("What is 6*7?\n<think>\n", "<think>")]
    public void OpenedBy_PromptThatEndsInThinking_IsItsMark(string prompt, string mark) => Assert.Equal(mark, PromptHead.OpenedBy(prompt));

    [Theory]
    [InlineData("")]
    [InlineData("What is 6*7?")]
    [InlineData("<|im_start|>assistant\n<think>\n\n</think>\n\n")]
    [InlineData("<\uFF5CUser\uFF5C>6*7?<\uFF5CAssistant\uFF5C></think>")]
    [InlineData("Reason between <think> and </think>. What is 6*7?")]
    [InlineData("Think inside <think> tags, then answer.")]
    [InlineData("Begin your reply with <think>")]
    [InlineData("Begin your answer: <think>")]
    [InlineData("Your reply has to start with this tag:\n<think>")]
    [InlineData("<|turn>system\n<|think|>\nBe kind.<turn|>\n<|turn>user\n6*7?<turn|>\n<|turn>model\n")]
    [InlineData("<|start|>assistant")]
    public void OpenedBy_PromptThatNamesOrClosesIt_IsNone(string prompt) => Assert.Null(PromptHead.OpenedBy(prompt));

    [Theory]
    [InlineData("<think>\n", "<think>")]
    [InlineData("<think>\nOkay, 6*7", "<think>")]
    [InlineData("[THINK]", "[THINK]")]
    [InlineData("<think>x</think>The answer is", null)]
    [InlineData("The answer is", null)]
    public void OpenedIn_BeginningOfTheModelsMessage_IsItsMark(string message, string? mark) => Assert.Equal(mark, PromptHead.OpenedIn(message));
}
