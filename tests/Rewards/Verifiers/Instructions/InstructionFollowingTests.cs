namespace Rlar.Rewards.Tests.Verifiers.Instructions;

public sealed class InstructionFollowingTests
{
    private const string TwoCommas = """{"instruction_id_list":["punctuation:no_comma","startend:quotation","punctuation:no_comma"],"kwargs":[{},{},null]}""";

    /// <summary>A tag around the whole response behind the thinking is taken off, as Hunyuan's servers do; one that is the response itself is text.</summary>
    [Theory]
    [InlineData("<think>\nx\n</think>\n<answer>\n\"All is well.\"\n</answer>", 1)]
    [InlineData("<think>x</think>Sure: <answer>\"All is well.\"</answer>", 0)]
    [InlineData("<answer>\"All is well.\"</answer>", 0)]
    [InlineData("<think>x</think><answer>\"All</answer> <answer>is well.\"</answer>", 0)]
    public void Score_AnswerTagBehindThinking_IsNoPartOfTheResponse(string completion, double value) => Assert.Equal(value, Value(ToolHarness.Run(
        "ifeval",
        ToolHarness.QueryOf([]) with { Constraints = ToolHarness.Json("""{"instruction_id_list": ["startend:quotation"], "kwargs": [{}]}""") },
        completion)));

    [Fact]
    public void Score_RepeatedIds_NumbersTheirParts()
    {
        var parts = Instructing.Parts(ToolHarness.Json(TwoCommas), "a, b");
        Assert.Equal(
            ["loose/punctuation:no_comma", "loose/punctuation:no_comma#2", "loose/startend:quotation", "prompt-loose", "prompt-strict", "strict/punctuation:no_comma", "strict/punctuation:no_comma#2", "strict/startend:quotation"],
            parts.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("all", "strict", 0)]
    [InlineData("fraction", "strict", 2.0 / 3)]
    [InlineData("all", "loose", 1)]
    [InlineData("fraction", "loose", 1)]
    public void Score_OptionScoreAndMode_DecideTheValue(string score, string mode, double expected)
    {
        var outcome = Instructing.Run(ToolHarness.Json(TwoCommas), "Sure:\n\"a b\"", ("score", score), ("mode", mode));
        Assert.Equal(expected, Assert.IsType<RewardOutcome.Scored>(outcome).Value, 12);
    }

    [Theory]
    [InlineData("""{"instruction_id_list":["no:such"],"kwargs":[{}]}""", "no:such")]
    [InlineData("""{"instruction_id_list":["words:start_verb"],"kwargs":[{}]}""", "words:start_verb")]
    [InlineData("""{"instruction_id_list":["keywords:existence"],"kwargs":[{"keywords":"a"}]}""", "keywords")]
    [InlineData("""{"instruction_id_list":["keywords:existence"],"kwargs":[{"keywords":["(a"]}]}""", "(a")]
    [InlineData("""{"instruction_id_list":["keywords:frequency"],"kwargs":[{"keyword":"a","relation":"at least"}]}""", "frequency")]
    [InlineData("""{"instruction_id_list":["keywords:frequency"],"kwargs":[{"keyword":"a","frequency":1,"relation":"at most"}]}""", "relation")]
    [InlineData("""{"instruction_id_list":["length_constraints:number_words"],"kwargs":[{"num_words":-1,"relation":"at least"}]}""", "num_words")]
    [InlineData("""{"instruction_id_list":["length_constraints:number_words"],"kwargs":[{"num_words":1.5,"relation":"at least"}]}""", "num_words")]
    [InlineData("""{"instruction_id_list":["language:response_language"],"kwargs":[{"language":"xx"}]}""", "language")]
    [InlineData("""{"instruction_id_list":["punctuation:no_comma"],"kwargs":[]}""", "kwargs")]
    [InlineData("""{"instruction_id_list":["combination:repeat_prompt"]}""", "prompt_to_repeat")]
    [InlineData("""{"instruction_id_list":[]}""", "no instruction")]
    [InlineData("""{"func_name":"verify_nothing"}""", "verify_nothing")]
    [InlineData("""{"func_name":"validate_word_constraint","N":3,"quantifier":"exactly"}""", "quantifier")]
    [InlineData("""{"other":1}""", "instruction_id_list")]
    [InlineData("""[1]""", "'1'")]
    public void Score_RowThatCannotBeChecked_IsUnscorableAndNamesIt(string constraints, string named) =>
        Assert.Contains(named, Assert.IsType<RewardOutcome.Unscorable>(Instructing.Run(ToolHarness.Json(constraints), "a")).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"func_name": "validate_lowercase", "N": null, "quantifier": null}""")]
    [InlineData("""[{'instruction_id': ['punctuation:punctuation_dot', 'count:count_unique'], 'kwargs': [None, {'N': None}]}]""")]
    [InlineData("""["{\"instruction_id\": [\"punctuation:punctuation_dot\"], \"kwargs\": [null]}"]""")]
    public void Score_OpenInstructGroundTruth_IsReadFromTheReference(string reference)
    {
        Assert.Equal(1, Value(ToolHarness.Run("ifeval", ToolHarness.QueryOf(reference), "<think>A. A.</think>\n<answer>all is well</answer> ")));
        Assert.Equal(0, Value(ToolHarness.Run("ifeval", ToolHarness.QueryOf(reference), "A. A.")));
    }

    [Theory]
    [InlineData("Paris")]
    [InlineData("[1, 2]")]
    [InlineData("{not json")]
    public void Score_RowWithoutConstraints_IsUnscorable(string reference) =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("ifeval", ToolHarness.QueryOf(reference), "a"));

    [Fact]
    public void Score_Thinking_IsNotTheResponse()
    {
        var constraints = Instructing.Of("punctuation:no_comma", "{}");
        Assert.Equal(1, Value(Instructing.Run(constraints, "<think>a, b</think>c")));
        Assert.Equal(0, Value(Instructing.Run(constraints, "<think>a, b</think>c", ("thinking", "keep"))));
        Assert.Equal(0, Value(Instructing.Run(constraints, "<think>never closed")));
    }

    [Theory]
    [InlineData("a, b\nc", 1)] // without the first line
    [InlineData("c\na, b", 1)] // without the last
    [InlineData("a,\nc\nb,", 1)] // without both
    [InlineData("a,\nb,\nc,", 0)]
    [InlineData("a, b", 0)] // without its only line nothing is left
    public void Score_Loose_AlsoTriesWithoutLines(string response, double loose) =>
        Assert.Equal(loose, Instructing.Parts(Instructing.Of("punctuation:no_comma", "{}"), response)["prompt-loose"]);

    [Fact]
    public void Score_BlankResponse_FollowsNothing() =>
        Assert.Equal(0, Instructing.Parts(Instructing.Of("punctuation:no_comma", "{}"), " \n\u00A0")["prompt-loose"]);

    [Fact]
    public void Score_CatastrophicPattern_IsNotFollowed()
    {
        // A backreference rules the linear engine out, so that this backtracks. A response that makes it do so must not leave its group for it.
        var outcome = Instructing.Run(Instructing.Of("keywords:existence", """{"keywords":["(a|a|aa)+\\1z"]}"""), new string('a', 5000));
        Assert.Equal(0, Value(outcome));
    }

    [Fact]
    public void Score_NestedRepeats_RunWithoutBacktracking() =>
        Assert.False(Instructing.Follows("keywords:existence", """{"keywords":["(a+)+$z"]}""", new string('a', 1_000_000)));

    private static double Value(RewardOutcome outcome) => Assert.IsType<RewardOutcome.Scored>(outcome).Value;
}
