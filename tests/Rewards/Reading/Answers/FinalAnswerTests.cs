using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Tests.Reading.Answers;

/// <summary>What the tools that read a final answer take for it.</summary>
public sealed class FinalAnswerTests
{
    // What is said to a tool, or by it, is no answer; a call that hands the answer in is.
    [Theory]
    [InlineData("<tool_call>\n{\"name\": \"calc\", \"arguments\": {\"a\": 42}}\n</tool_call>", null)]
    [InlineData("<tool_call>{\"name\": \"calc\", \"arguments\": {\"answer\": 42}}</tool_call>\n<tool_response>\n42\n</tool_response>", null)]
    [InlineData("<tool_call>{}</tool_call><tool_response>41</tool_response>42", "42")]
    [InlineData("It is 42.\n<tool_call>{\"name\": \"calc\", \"arguments\": {\"a\": 41}}</tool_call>", "It is 42.")]
    [InlineData("<search>capital</search>\n<information>The answer is Paris.</information>", null)]
    [InlineData("<|START_ACTION|>[{\"tool_name\": \"calc\", \"parameters\": {\"a\": 42}}]<|END_ACTION|>", null)]
    [InlineData("<|channel|>analysis<|message|>x<|end|><|start|>assistant<|channel|>commentary to=functions.calc <|constrain|>json<|message|>{\"a\": 42}<|call|>", null)]
    [InlineData("analysisT. We callassistantcommentary to=functions.calc json{\"a\": 42}", null)]
    [InlineData("<tool_call>{\"name\": \"final_answer\", \"arguments\": \"42\"}</tool_call>", "<tool_call>{\"name\": \"final_answer\", \"arguments\": \"42\"}</tool_call>")]
    [InlineData("The tag <tool_call> opens a call.", "The tag <tool_call> opens a call.")]
    public void Of_WhatToolsSay_IsNoAnswer(string completion, string? answer) => Assert.Equal(answer, FinalAnswer.Of(completion)?.Text);

    [Theory]
    [InlineData("<tool_call>")]
    [InlineData("<tool_call></tool_call>")]
    [InlineData("<|channel|>commentary to=")]
    public void Of_MegabyteOfMarks_IsQuick(string mark)
    {
        var text = "x" + string.Concat(Enumerable.Repeat(mark, 1_000_000 / mark.Length));
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        _ = FinalAnswer.Of(text);
        Assert.True(clock.GetElapsedTime(started) < TimeSpan.FromSeconds(2), mark);
    }

    [Theory]
    [InlineData("The answer is:\n\nB", "B")]
    [InlineData("**Answer:**\nB", "B")]
    [InlineData("**Answer:** B", "B")]
    [InlineData("**Answer**:\n\n**B**", "**B**")]
    [InlineData("Answer:\nB\nC", "B")]
    [InlineData("####\n18", "18")]
    [InlineData("Answer: B\n\nI hope this answer is helpful!", "B")]
    [InlineData("The answer is B. I hope this helps!", "B.")]
    [InlineData("The answer is B. I hope this helps! Let me know if you have questions.", "B.")]
    [InlineData("Answer: B\nIf you have any further questions, feel free to ask! \uD83D\uDE0A", "B")]
    [InlineData("The answer is B.\nThis answer is correct.", "B.")]
    [InlineData("<answer>The answer is B</answer>", "B")]
    [InlineData("<answer>The answer is:\nB\n</answer>", "B")]
    [InlineData("The answer is Paris<|im_end|>", "Paris")]
    [InlineData("Answer: B<|im_end|>\n<|endoftext|>", "B")]
    [InlineData("Answer: B<|eot_id|>", "B")]
    [InlineData("Answer: B </s>", "B")]
    [InlineData("Answer: B<\uFF5Cend\u2581of\u2581sentence\uFF5C>", "B")]
    [InlineData("The answer isn't A. The answer is B", "B")]
    [InlineData("The answer is B. The answer is not A.", "B. The answer is not A.")]
    [InlineData("The answer is B.\nThe answer is not A.", "B.")]
    [InlineData("The answer is B.\nThe answer is not B.", "")]
    [InlineData("\\boxed{18} No, the answer isn't 18.", "")]
    [InlineData("The answer is not given in the text", "not given in the text")]
    public void Of_MarkedAnswer_IsItsText(string completion, string answer)
    {
        var read = FinalAnswer.Of(completion);
        Assert.True(read!.Value.IsMarked);
        Assert.Equal(answer, read.Value.Text);
    }

    [Theory]
    [InlineData("Paris<|im_end|>", "Paris")]
    [InlineData("Paris</s></s>\n", "Paris")]
    [InlineData("Paris. I hope this helps!", "Paris.")]
    [InlineData("The answer isn't 18", "The answer isn't 18")]
    [InlineData("The answer is not Paris", "The answer is not Paris")]
    [InlineData("<b>Paris</b>", "<b>Paris</b>")]
    public void Of_NoMark_IsTheText(string completion, string answer) => Assert.Equal(new FinalAnswer(answer, false), FinalAnswer.Of(completion));

    [Theory]
    [InlineData("I hope this answer is helpful! The answer is C.", "C.")]
    [InlineData("I hope the answer is 18", "18")]
    [InlineData("The answer is B. I hope this helps. Or rather: the answer is C", "C")]
    public void Of_AnswerBehindACourtesy_IsRead(string completion, string answer) => Assert.Equal(answer, FinalAnswer.Of(completion)!.Value.Text);

    [Theory]
    [InlineData("normalized-match", "Paris", "Paris<|im_end|>", 1)]
    [InlineData("normalized-match", "Paris", "The answer is:\n\nParis", 1)]
    [InlineData("normalized-match", "Paris", "Answer: Paris\n\nI hope this answer is helpful!", 1)]
    [InlineData("normalized-match", "Paris", "<answer>The answer is Paris</answer>", 1)]
    [InlineData("normalized-match", "t Paris", "The answer isn't Paris", 0)]
    [InlineData("qa-match", "Paris", "<answer>The answer is Paris</answer>", 1)]
    [InlineData("list-match", "red, blue", "**Answer:**\nred, blue", 1)]
    [InlineData("choice-match", "B", "The answer is B. I hope this helps!", 1)]
    [InlineData("choice-match", "B", "B<|endoftext|>", 1)]
    [InlineData("numeric-match", "18", "The answer isn't 18", 0)]
    [InlineData("numeric-match", "18", "The answer is 18.\nThe answer is not 18.", 0)]
    public void Score_ReadsTheFinalAnswer(string tool, string reference, string completion, double score) =>
        Assert.Equal(score, ToolHarness.Score(tool, reference, completion));

    [Fact]
    public void Of_HostileInput_EndsAtOnce()
    {
        foreach (var unit in (string[])["answer is\n", "answer is not\n", "<|im_end|>", "I hope this helps!", "</answer>answer is ", "answer:**", "I hope "])
        {
            var started = DateTime.UtcNow;
            _ = FinalAnswer.Of(string.Concat(Enumerable.Repeat(unit, 100_000)));
            Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(5), unit);
        }
    }
}
