using System.Globalization;

namespace Rlar.Agents.Gate;

/// <summary>
/// Enough evidence from others than the author, in labels or in texts that the gate made itself and that are certainly wrong. It comes last: what could be made
/// is known then.
/// </summary>
internal sealed class EvidenceCheck : IGateCheck
{
    /// <inheritdoc/>
    public string Name => "evidence";

    /// <inheritdoc/>
    public ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        var (options, right) = (run.Options, run.Labelled.Count(probe => probe.IsRight));
        var wrong = run.Labelled.Count - right;
        var measured = Math.Min(right, wrong);
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{right} right and {wrong} wrong answers labelled by others, {run.CertainlyWrong} wrong ones made by the gate");
        if (right < options.MinimumRight || wrong < options.MinimumWrong)
        {
            return new(Findings.Refused(
                Name,
                $"too little evidence: {text}; "
                + $"give at least {options.MinimumRight} right and {options.MinimumWrong} wrong answers that the author has not seen",
                measured: measured, threshold: Math.Min(options.MinimumRight, options.MinimumWrong)));
        }

        // Labels that the gate can back with texts of its own need be few; where it cannot read the task, labels are all that there is.
        var isBacked = run.CertainlyWrong >= options.MinimumGenerated && (run.Separates
            || run.Claims is { IsClosed: true } or { UsesReference: true, Contains: false });
        return new(isBacked || measured >= options.MinimumUnaided
            ? new GateCheck(Name, true, measured, options.MinimumRight, text)
            : Findings.Refused(
                Name,
                $"too little evidence: {text}, and the gate cannot read the task from its description; "
                + $"give at least {options.MinimumUnaided} right and as many wrong answers",
                measured: measured, threshold: options.MinimumUnaided));
    }
}
