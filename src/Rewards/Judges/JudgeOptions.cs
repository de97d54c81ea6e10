using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>What every mode of a judge can be told.</summary>
/// <param name="Run">How the model runs.</param>
/// <param name="Rubric">What a good answer is.</param>
/// <param name="KeepsThinking">Whether the judge sees the thinking before an answer.</param>
/// <param name="LeastMass">Below this mass of the allowed verdicts an answer is unscorable.</param>
internal sealed record JudgeOptions(ModelToolOptions Run, string Rubric, bool KeepsThinking, double LeastMass)
{
    private static readonly ToolOption<string> s_rubric =
        new("rubric", "", "a text file", "What a good answer is; empty: RLAR's rubric.", ReadRubric) { Fact = ("rubric-text", text => text) };
    private static readonly ToolOption<string> s_thinking =
        ToolOption.Choice("thinking", "strip", "Whether the judge sees the thinking before an answer.", "strip", "keep");
    private static readonly ToolOption<double> s_minMass =
        ToolOption.Number("min-mass", 0, "Below this mass of the allowed verdicts an answer is unscorable.", 0, 1);

    /// <summary>The options rubric (a file; default RLAR's), thinking (strip), min-mass (0) and those of <see cref="ModelToolOptions"/>, sequences 1.</summary>
    internal static IReadOnlyList<ToolOption> Declared { get; } =
        [s_rubric, .. ModelToolOptions.Declare(ModelToolOptions.OneByOne), s_thinking, s_minMass];

    /// <summary>The values of those options.</summary>
    internal static JudgeOptions Read(ToolSettings settings) => new(
        ModelToolOptions.Read(settings, ModelToolOptions.OneByOne),
        settings.Get(s_rubric),
        settings.Get(s_thinking) == "keep",
        settings.Get(s_minMass));

    private static string ReadRubric(string tool, string file) =>
        (file.Length == 0 ? ResourceText.Read("judge-rubric.txt") : ResourceText.ReadFile(tool, "rubric", file)).Trim();
}
