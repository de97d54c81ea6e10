using System.Text;

namespace Rlar.Abstractions.Tests.Thinking;

public sealed class ThinkingSectionTests
{
    /// <summary>How a model writes its thoughts (T) and its answer (A), and where its thinking has not ended yet.</summary>
    public static TheoryData<string, string> Formats => new()
    {
        { "<think>\nT\n</think>\n\nA<|im_end|>", "<think>\nT" },
        { "<think>T</think>A<\uFF5Cend\u2581of\u2581sentence\uFF5C>", "<think>T" },
        { "<THINK>T</THINK>A", "<THINK>T" },
        { "< think >T< / think >A", "< think >T" },
        { "<thinking>T</thinking>\nA", "<thinking>T" },
        { "<thought>\nT\n</thought>\n\nA[|endofturn|]", "<thought>\nT" },
        { "<reasoning>\nT\n</reasoning>\nA", "<reasoning>\nT" },
        { "<seed:think>T</seed:think>A<seed:eos>", "<seed:think>T" },
        { "<mm:think>T</mm:think>A", "<mm:think>T" },
        { "<longcat_think>\nT\n</longcat_think>\nA", "<longcat_think>\nT" },
        { "[THINK]T[/THINK]A</s>", "[THINK]T" },
        { "\u25C1think\u25B7T\u25C1/think\u25B7A", "\u25C1think\u25B7T" },
        { "<|open|>think<|sep|>T<|close|>think<|sep|><|open|>response<|sep|>A<|close|>response<|sep|>", "<|open|>think<|sep|>T" },
        { "<|begin_of_thought|>\n\nT\n\n<|end_of_thought|>\n\n<|begin_of_solution|>\n\nA\n\n<|end_of_solution|>", "<|begin_of_thought|>\n\nT" },
        { "<|START_THINKING|>T<|END_THINKING|><|START_RESPONSE|>A<|END_RESPONSE|><|END_OF_TURN_TOKEN|>", "<|START_THINKING|>T" },
        { "<|START_THINKING|>T<|END_THINKING|><|START_TEXT|>A<|END_TEXT|>", "<|START_THINKING|>T" },
        { "<|channel|>analysis<|message|>T<|end|><|start|>assistant<|channel|>final<|message|>A<|return|>", "<|channel|>analysis<|message|>T<|end|>" },
        { "<|channel|>analysis<|message|>T<|end|><|start|>assistant<|channel|>commentary<|message|>I will.<|end|>"
            + "<|start|>assistant<|channel|>final<|message|>A<|return|>", "<|channel|>analysis<|message|>T<|end|><|start|>assistant<|channel|>commentary<|message|>I will." },
        { "analysisT. We needassistantfinalA", "analysisT. We need" },
        { "<|channel>thought\nT<channel|>A<turn|>", "<|channel>thought\nT" },
        { "<|think|>T<|end|><|begin|>assistant<|content|>A<|end|>", "<|think|>T" },
        { "<|think:start|>T<|think:end|>A", "<|think:start|>T" },
        { "<|inner_prefix|>T<|inner_suffix|>A", "<|inner_prefix|>T" },
        { "[unused16]T[unused17]A", "[unused16]T" },
        { "<think>T</think><response>A</response>", "<think>T" },
        { "Here are my reasoning steps:\nT\n[BEGIN FINAL RESPONSE]\nA\n[END FINAL RESPONSE]\n<|end|>", "Here are my reasoning steps:\nT" },
        { "Here is my thought process:\nT\n\nHere is my response:\nA", "<think>Here is my thought process:\nT" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Answer_EachFormat_IsWhatFollowsTheThinking(string whole, string unfinished)
    {
        Assert.Equal("A", ThinkingSection.Answer(whole));
        Assert.False(ThinkingSection.IsUnfinished(whole));
        Assert.Null(ThinkingSection.Answer(unfinished));
        Assert.True(ThinkingSection.IsUnfinished(unfinished));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("", "")]
    [InlineData("x < 3 and [3, 4] \\[ y > 2 \\]", "x < 3 and [3, 4] \\[ y > 2 \\]")]
    [InlineData("x</think>a", "a")]
    [InlineData("<think>x", null)]
    [InlineData("<think>x</think>  ", null)]
    [InlineData("a<think>x", null)]
    [InlineData("<think>x</think>a<think>y</think>", null)]
    [InlineData("Well. <think>x</think>a", "a")] // servers drop it, too
    [InlineData("<think>a <think> b</think>c", "c")] // thinking does not nest
    [InlineData("<think>a <reflection>b</reflection> c</think>d", "d")]
    [InlineData("<think>a <reflection>b</reflection> c", null)]
    [InlineData("<reflection>b</reflection> c", " c")]
    [InlineData("</think>a<think>b", null)]
    [InlineData("<think>x</think>\n\n  indented", "  indented")]
    [InlineData("Here is my thought process: 1 + 1 = 2", "Here is my thought process: 1 + 1 = 2")]
    [InlineData("analysis of variance", "analysis of variance")]
    [InlineData("<s>old</s>", "<s>old</s>")]
    [InlineData("a<|im_end|>\n<|endoftext|>", "a")]
    public void Answer_MarksInSeveralPlaces_IsWhatIsSaid(string text, string? answer) => Assert.Equal(answer, ThinkingSection.Answer(text));

    // What a user sees counts: neither a mark alone nor an empty section cuts off what was said before.
    [Theory]
    [InlineData("<think>x</think>It is 5.</think>It is 4.", "It is 5.</think>It is 4.")]
    [InlineData("<think>x</think>\n</think>\n\nIt is 4.", "It is 4.")]
    [InlineData("<think>x</think>It is 5. <think></think>It is 4.", "It is 5. It is 4.")]
    [InlineData("<think>x</think>It is 5.<reflection>no</reflection>It is 4.", "It is 5.\nIt is 4.")]
    [InlineData("x</think>It is 5.</think>It is 4.", "It is 5.</think>It is 4.")]
    public void Answer_SecondMark_CutsNothingOff(string text, string answer) => Assert.Equal(answer, ThinkingSection.Answer(text));

    [Theory]
    [InlineData("Thoughts go into `<think>` tags. It is 4.")]
    [InlineData("It ends with \"</think>\". It is 4.")]
    [InlineData("```python\ntag = '<think>'\nprint(tag)\n```")]
    [InlineData("```python\nanswer = text.split('</think>')[-1]\n```")]
    [InlineData("{\"tag\": \"<think>\"}")]
    public void Answer_MarkThatIsTalkedAbout_IsText(string text)
    {
        Assert.Equal(text, ThinkingSection.Answer(text));
        Assert.Equal(text, ThinkingSection.Answer("<think>x</think>" + text));
        Assert.Null(ThinkingSection.Answer("<think>I write: " + text));
    }

    [Fact]
    public void Answer_FormatInOneBlock_IsRead() => Assert.Equal("<answer>4</answer>\n```", ThinkingSection.Answer("```xml\n<think>\n5\n</think>\n<answer>4</answer>\n```"));

    // Another model's marks are thoughts within thinking. A tag with a wrong name closes it where no mark of its own does.
    [Theory]
    [InlineData("<think>x<|START_ACTION|>[{\"tool_name\": \"f\"}]<|END_ACTION|></think>4", "4")]
    [InlineData("<think>x<|channel|>commentary to=functions.f<|message|>{}<|call|></think>4", "4")]
    [InlineData("<think>x<|channel|>final<|message|>5</think>4", "4")]
    [InlineData("<think>x<|START_RESPONSE|>5<|END_RESPONSE|></think>4", "4")]
    [InlineData("<think>x<|START_RESPONSE|>5<|END_RESPONSE|>", null)]
    [InlineData("[THINK]x<|content|>5", null)]
    [InlineData("<|START_THINKING|>x<|begin_of_solution|>5<|END_THINKING|>4", "4")]
    [InlineData("<think>They want <reasoning> </reasoning> tags, 5</think>4", "4")]
    [InlineData("<think>x</thinking>4", "4")]
    [InlineData("<thinking>x</think>4", "4")]
    [InlineData("<reflection>x<|START_RESPONSE|>5", null)]
    public void Answer_MarkOfAnotherFamily_IsThought(string text, string? answer) => Assert.Equal(answer, ThinkingSection.Answer(text));

    // A call and its result that the rollout holds are no part of what gpt-oss says in the end.
    [Fact]
    public void Answer_FinalBehindACall_IsTheFinal() => Assert.Equal("4", ThinkingSection.Answer(
        "<|channel|>analysis<|message|>T<|end|><|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>"
        + "<|start|>functions.f to=assistant<|channel|>commentary<|message|>5<|end|><|start|>assistant<|channel|>final<|message|>4<|return|>"));

    // The call of a tool ends thinking, and its marks belong to it.
    [Theory]
    [InlineData("<|channel|>analysis<|message|>T<|end|>", "<|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{\"a\": 1}<|call|>")]
    [InlineData("<|channel|>analysis<|message|>T<|end|>", "<|start|>assistant to=functions.f<|channel|>commentary json<|message|>{\"a\": 1}<|call|>")]
    [InlineData("<|START_THINKING|>T<|END_THINKING|>", "<|START_ACTION|>[{\"tool_name\": \"f\"}]<|END_ACTION|>")]
    [InlineData("<think>T</think>\n", "<tool_call>\n{\"name\": \"f\"}\n</tool_call>")]
    [InlineData("analysisT. We call fassistant", "commentary to=functions.f json{\"a\": 1}")]
    public void Answer_CallOfATool_KeepsItsMarks(string thinking, string call) => Assert.EndsWith(call, ThinkingSection.Answer(thinking + call));

    [Theory]
    [InlineData("<think>x</think>The answer is <|begin_of_box|>4<|end_of_box|>.", "The answer is \\boxed{4}.")]
    [InlineData("<|begin_of_box|>\\frac{1}{2}<|end_of_box|>", "\\boxed{\\frac{1}{2}}")]
    [InlineData("<|begin_of_box|>two\nlines<|end_of_box|>", "two\nlines")]
    [InlineData("<|begin_of_box|>}{<|end_of_box|>", "}{")]
    [InlineData("<|begin_of_box|>\\boxed{4}<|end_of_box|>", "\\boxed{4}")]
    [InlineData("<think><|begin_of_box|>5<|end_of_box|></think>4", "4")]
    [InlineData("<|begin_of_box|>4", "4")]
    public void Answer_BoxOfTokens_IsABox(string text, string answer) => Assert.Equal(answer, ThinkingSection.Answer(text));

    [Fact]
    public void Answer_WithoutMarks_IsTheTextItself()
    {
        var text = "a plain text";
        Assert.Same(text, ThinkingSection.Answer(text));
    }

    [Theory]
    [InlineData("<think>")]
    [InlineData("```<think>")]
    [InlineData("</think>a")]
    [InlineData("<|channel|>")]
    [InlineData("<|begin_of_box|>")]
    [InlineData("<think>x</think>y")]
    [InlineData("< ")]
    [InlineData("<think></thinking>")]
    [InlineData("<think></thinking><thought></think>")]
    public void Answer_MegabyteOfMarks_IsQuick(string mark)
    {
        var text = new StringBuilder().Insert(0, mark, 1_000_000 / mark.Length).ToString();
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        _ = ThinkingSection.Answer(text);
        Assert.True(clock.GetElapsedTime(started) < TimeSpan.FromSeconds(2), mark);
    }
}
