using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// Length and shape instead of content: right answers with every letter and figure changed, and wrong answers made longer. It looks only where the task has
/// answers of its own, or where the padding cannot be what the description asks for.
/// </summary>
internal sealed class LengthCheck : IGateCheck
{
    private static readonly int[] s_paddings = [40, 300, 3000];

    /// <inheritdoc/>
    public string Name => "length";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        // Where neither reference nor prompt decides, another text of the right shape may be as right.
        bool? certain = run.Claims is { UsesReference: true, Contains: false } or { IsClosed: true, UsesPrompt: true } ? false : null;
        var shapes = run.Right.Take(16).SelectMany(probe => new[] { 1, 3 }.Select(by => (Probe: probe, Text: Texts.Rotate(probe.Completion, by))))
            .Where(item => item.Text != item.Probe.Completion && !HasOtherContent(item.Text))
            .Select(item => new Variant(item.Probe.Query, item.Text, "the shape of a right answer with other letters and figures", certain));
        var padded = run.Wrong.Where(probe => probe.Completion.Trim().Length > 0).Take(12)
            .SelectMany(probe => s_paddings.Select(length => new Variant(
                probe.Query, $"{probe.Completion.Trim()} {Texts.FillerOf(length)}", $"a wrong answer with {length} characters more",
                    run.Claims.IsExclusive ? false : null)))
            .ToArray();
        var (accepted, count) = await run.TryAsync(shapes.Concat(padded), cancellationToken);
        if (accepted.Count > 0)
            return Findings.OfRefused(Name, run, accepted, count, 1);
        if (run.Claims.AtLeast || run.Claims.Contains || padded.Length == 0)
            return Findings.OfRefused(Name, run, [], count, 1);
        var verdicts = await run.ScoreAsync(padded, cancellationToken);
        var high = verdicts.Count(run.Accepts);
        return high * 2 > verdicts.Count
            ? Findings.Refused(Name, $"{high} of {verdicts.Count} wrong answers became right by being longer", verdicts.First(run.Accepts), "low",
                (double)high / verdicts.Count, 0.5)
            : Findings.OfRefused(Name, run, [], count, 1);
    }

    // An empty list with its letters changed is the empty list.
    private static bool HasOtherContent(string text) => !text.Any(char.IsLetterOrDigit);
}
