namespace Rlar.Abstractions.Tests.Thinking;

/// <summary>Thinking that the prompt opened, before any tool.</summary>
public sealed class ThinkingGateTests
{
    private const string Opened = "<|im_start|>assistant\n<think>\n";

    [Theory]
    [InlineData("so it is 4", "auto", 0.0)]
    [InlineData("so it is 4", "none", 1.0)]
    [InlineData("so</think>it is 4", "auto", 1.0)]
    [InlineData("<think>so</think>it is 4", "auto", 1.0)]
    [InlineData("<think>so it is 4", "auto", 0.0)]
    public void Score_PromptThatOpensThinking_WantsItClosed(string completion, string thinking, double value)
    {
        Assert.Equal(value, Score([new Message("user", Opened)], completion, thinking));
        Assert.Equal(value, Score([new Message("user", "2+2?"), new Message("assistant", "<think>\n")], completion, thinking));
    }

    [Fact]
    public void Score_OptionOpened_HoldsWhateverThePromptSays()
    {
        Assert.Equal(0, Score([new Message("user", "2+2?")], "it is 4", "opened"));
        Assert.Equal(1, Score([new Message("user", "2+2?")], "so</think>it is 4", "opened"));
        Assert.Equal(0, Score([], "it is 4", "opened"));
        Assert.Equal(1, Score([], "it is 4", "auto"));
    }

    /// <summary>Where the prompt lacks its template, what ends the thinking says whose it is.</summary>
    [Theory]
    [InlineData("so<|end|><|start|>assistant<|channel|>final<|message|>4", 1.0)]
    [InlineData("so<|END_THINKING|><|START_RESPONSE|>4<|END_RESPONSE|>", 1.0)]
    [InlineData("so<|START_RESPONSE|>4<|END_RESPONSE|>", 1.0)]
    [InlineData("so\n[BEGIN FINAL RESPONSE]\n4", 1.0)]
    [InlineData("so[/THINK]4", 1.0)]
    [InlineData("We need 4.assistantfinal4", 1.0)]
    [InlineData("so 4<|end|>", 0.0)]
    [InlineData("<think>so<|START_RESPONSE|>4", 0.0)]
    public void Score_OptionOpened_HoldsForEveryFormat(string completion, double value) =>
        Assert.Equal(value, Score([new Message("user", "2+2?")], completion, "opened"));

    [Theory]
    [InlineData("<think>", "so<|START_RESPONSE|>4<|END_RESPONSE|>", 0.0)]
    [InlineData("<think>", "so<|channel|>final<|message|>4", 0.0)]
    [InlineData("<|START_THINKING|>", "so<|START_RESPONSE|>4<|END_RESPONSE|>", 1.0)]
    [InlineData("[THINK]", "so[/THINK]4", 1.0)]
    public void Score_PromptWithAMark_IsClosedByItsFamily(string mark, string completion, double value) =>
        Assert.Equal(value, Score([new Message("user", "<|im_start|>assistant\n" + mark)], completion, "auto"));

    [Fact]
    public void Score_ChatThatEndsWithTheUser_OpensNothing() =>
        Assert.Equal(1, Score([new Message("assistant", "<think>"), new Message("user", "Reason first:\n<think>")], "it is 4", "auto"));

    [Fact]
    public void Score_UnfinishedThinking_IsTheWorstOfTheRange()
    {
        Assert.Equal(100, Score([new Message("user", Opened)], "x", "auto", new ValueRange(0, 100, HigherIsBetter: false)));
        Assert.Equal(-3, Score([new Message("user", Opened)], "x", "auto", new ValueRange(-3, 4)));
    }

    /// <summary>The tool is given the whole message, and never the thinking alone.</summary>
    [Theory]
    [InlineData("a</think>b", "<think>a</think>b")]
    [InlineData("<think>a</think>b", "<think>a</think>b")]
    [InlineData("a", "<think>")]
    public void Score_PromptThatOpensThinking_GivesTheToolTheWholeMessage(string completion, string given)
    {
        var seen = new List<string>();
        Outcome([new Message("user", Opened)], new Completion(completion), "auto", ValueRange.Unit, seen);
        Assert.Equal([given], seen);
    }

    /// <summary>A row that nothing can be judged by is so for every completion: to leave the thinking open is no way out of it, or into it.</summary>
    [Fact]
    public async Task Score_UnscorableRow_StaysUnscorable()
    {
        var definition = Definition(ValueRange.Unit, ToolKind.Verifier, [], [ToolRequirement.Reference]);
        var group = new RolloutGroup(new Query { Id = "q", Prompt = [new Message("user", Opened)] }, [new Completion("x")]);
        var outcomes = await definition.Create().ScoreAsync(group, CancellationToken.None);
        Assert.IsType<RewardOutcome.Unscorable>(outcomes[0]);
    }

    /// <summary>A message with calls apart from its content was taken apart by a server that saw its thinking end.</summary>
    [Fact]
    public void Score_MessageWithCalls_IsFinished() => Assert.Equal(
        1, Assert.IsType<RewardOutcome.Scored>(Outcome([new Message("user", Opened)], new Completion("4") { Calls = "c" }, "auto", ValueRange.Unit, [])).Value);

    [Fact]
    public void Create_ShaperOrToolOfThoughts_HasNoSuchOption()
    {
        Assert.DoesNotContain("thinking", Definition(ValueRange.Unit, ToolKind.Shaper, []).Read(new Dictionary<string, string>()).Effective.Keys);
        var thoughts = Definition(ValueRange.Unit, ToolKind.Metric, []) with { ReadsThinking = true };
        Assert.DoesNotContain("thinking", thoughts.Read(new Dictionary<string, string>()).Effective.Keys);
        Assert.Contains("thinking", Definition(ValueRange.Unit, ToolKind.Metric, []).Read(new Dictionary<string, string>()).Effective.Keys);
    }

    [Fact]
    public void Create_OptionWithKeep_IsTheToolsOwn()
    {
        var option = ThinkingOption.WithKeep();
        var definition = Definition(ValueRange.Unit, ToolKind.Verifier, [], option: option);
        Assert.Equal("keep", definition.Read(new Dictionary<string, string> { ["thinking"] = "keep" }).Get(option));
        Assert.Throws<ToolException>(() => definition.Read(new Dictionary<string, string> { ["thinking"] = "leave" }));
    }

    private static double Score(IReadOnlyList<Message> prompt, string completion, string thinking, ValueRange? range = null) =>
        Assert.IsType<RewardOutcome.Scored>(Outcome(prompt, new Completion(completion), thinking, range ?? ValueRange.Unit, [])).Value;

    private static RewardOutcome Outcome(IReadOnlyList<Message> prompt, Completion completion, string thinking, ValueRange range, List<string> seen)
    {
        var tool = Definition(range, ToolKind.Verifier, seen).Create(new Dictionary<string, string> { ["thinking"] = thinking });
        var group = new RolloutGroup(new Query { Id = "q", Prompt = prompt }, [completion]);
        return tool.ScoreAsync(group, CancellationToken.None).AsTask().GetAwaiter().GetResult()[0];
    }

    private static ToolDefinition Definition(
        ValueRange range, ToolKind kind, List<string> seen, IReadOnlyList<ToolRequirement>? requires = null, ToolOption<string>? option = null) => new(
        new ToolCard { Id = "fake", Kind = kind, Description = "None.", Range = range, Requires = requires ?? [] },
        Revision: 1,
        option is null ? [] : [option],
        (card, _) => new Yes(card, seen));

    // What a tool says that reads no thinking: right, whatever it is given.
    private sealed class Yes(ToolCard card, List<string> seen) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion)
        {
            seen.Add(completion.Text);
            return new RewardOutcome.Scored(1);
        }
    }
}
