using System.Globalization;
using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// Labelled answers with characters of no width and with Markdown about them: what is wrong stays wrong, and the reference in stars is not the reference and
/// nothing else. It is no evidence for a draft: nearly all refuse it.
/// </summary>
internal sealed class MarkupCheck : IGateCheck
{
    private const int MostOfEach = 16;

    /// <inheritdoc/>
    public string Name => "markup";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        Variant[] wrong = [.. run.Right.Take(MostOfEach).Concat(run.Wrong.Take(MostOfEach)).SelectMany(probe => Dressed.Of(probe, run.Claims))
            .Where(variant => variant.IsRight == false)];
        var verdicts = await run.ScoreAsync(wrong, cancellationToken);
        var accepted = verdicts.FirstOrDefault(run.Accepts);
        return accepted is null
            ? new GateCheck(Name, true, wrong.Length == 0 ? null : 1, 1, string.Create(
                CultureInfo.InvariantCulture, $"{wrong.Length} dressed wrong texts scored low"))
            : Findings.Refused(Name, $"a text that is certainly wrong is accepted {accepted.Variant.Kind}", accepted, measured: 0, threshold: 1);
    }
}
