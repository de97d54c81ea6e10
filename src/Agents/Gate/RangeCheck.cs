using System.Globalization;

namespace Rlar.Agents.Gate;

/// <summary>Every value within the range of the card, for whatever text.</summary>
internal sealed class RangeCheck : IGateCheck
{
    /// <inheritdoc/>
    public string Name => "range";

    /// <inheritdoc/>
    public ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        var range = run.Draft.Range;
        var outside = run.Said.FirstOrDefault(verdict => verdict.Outcome is RewardOutcome.Scored scored && (scored.Value < range.Min || scored.Value > range.Max));
        var text = string.Create(CultureInfo.InvariantCulture, $"{range.Min} to {range.Max}");
        return new(outside is null
            ? new GateCheck(Name, true, 0, 0, $"all of {run.Said.Count} values within {text}")
            : Findings.Refused(Name, $"a value of {outside.Said} is outside of {text}", outside, text, 1, 0));
    }
}
