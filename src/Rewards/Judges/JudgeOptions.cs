using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>What every mode of a judge can be told.</summary>
/// <param name="Rubric">What a good answer is.</param>
/// <param name="KeepsThinking">Whether the judge sees the thinking before an answer.</param>
internal sealed record JudgeOptions(string Rubric, bool KeepsThinking)
{
    private static readonly ToolOption<string> s_rubric =
        new("rubric", "", "a text file", "What a good answer is; empty: RLAR's rubric.", ReadRubric) { Fact = ("rubric-text", text => text) };
    private static readonly ToolOption<string> s_thinking = ThinkingOption.WithKeep();

    /// <summary>The options mode (score), rubric (a file; default RLAR's), others, and thinking (auto).</summary>
    /// <param name="others">How the model is run or asked.</param>
    internal static IReadOnlyList<ToolOption> Declare(params IReadOnlyList<ToolOption> others) => [JudgeMode.Option, s_rubric, .. others, s_thinking];

    /// <summary>The values of rubric and thinking.</summary>
    internal static JudgeOptions Read(ToolSettings settings) => new(settings.Get(s_rubric), settings.Get(s_thinking) == "keep");

    private static string ReadRubric(string tool, string file) =>
        (file.Length == 0 ? ResourceText.Read("judge-rubric.txt") : ResourceText.ReadFile(tool, "rubric", file)).Trim();
}
