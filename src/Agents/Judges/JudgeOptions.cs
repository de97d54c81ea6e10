using Rlar.Agents.Library;
using Rlar.Agents.Likelihood;

namespace Rlar.Agents.Judges;

/// <summary>What every mode of a judge can be told.</summary>
/// <param name="Run">How the model runs.</param>
/// <param name="Rubric">What a good answer is.</param>
/// <param name="KeepsThinking">Whether the judge sees the thinking before an answer.</param>
/// <param name="LeastMass">Below this mass of the allowed verdicts an answer is unscorable.</param>
internal sealed record JudgeOptions(ModelToolOptions Run, string Rubric, bool KeepsThinking, double LeastMass)
{
    /// <summary>
    /// Reads the options rubric (a file; default RLAR's), thinking (strip), min-mass (0) and those of <see cref="ModelToolOptions"/>, sequences 1.
    /// </summary>
    internal static JudgeOptions Read(ToolSettings settings, string tool)
    {
        var file = settings.Text("rubric", "");
        var rubric = (file.Length == 0 ? EmbeddedText.Read("judge-rubric.txt") : EmbeddedText.ReadFile(tool, "rubric", file)).Trim();
        settings.Fact("rubric-text", rubric);
        return new JudgeOptions(
            ModelToolOptions.Read(settings, sequences: 1),
            rubric,
            settings.Choice("thinking", "strip", "strip", "keep") == "keep",
            settings.Number("min-mass", 0, 0, 1));
    }
}
