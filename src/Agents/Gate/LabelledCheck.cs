using System.Globalization;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Gate;

/// <summary>Right answers high and wrong ones low, with a margin between: of others (<c>labelled</c>) or of the author (<c>own-probes</c>).</summary>
/// <param name="name">The name of the check.</param>
/// <param name="isOwn">Whether the author's own probes are meant.</param>
internal sealed class LabelledCheck(string name, bool isOwn) : IGateCheck
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        IReadOnlyList<Probe> probes = isOwn ? run.Draft.Probes : run.Labelled;
        if (probes.Count == 0)
            return new GateCheck(Name, true, null, run.Options.LabelledAccuracy, isOwn ? "the author gave none" : "there are none");
        var verdicts = await run.ScoreAsync(GateRun.Texts(probes), cancellationToken);
        var share = (double)verdicts.Count(run.IsAsLabelled) / verdicts.Count;
        var missed = verdicts.FirstOrDefault(verdict => !run.IsAsLabelled(verdict));
        var text = string.Create(CultureInfo.InvariantCulture, $"{verdicts.Count(run.IsAsLabelled)} of {verdicts.Count} as labelled");
        if (share >= run.Options.LabelledAccuracy)
            return new GateCheck(Name, true, share, run.Options.LabelledAccuracy, text);
        var constant = verdicts.Count > 1 && verdicts.All(verdict => verdict.IsSame(verdicts[0])) ? "; it says the same of every answer" : "";
        return Findings.Refused(
            Name, text + constant, missed, missed?.Variant.IsRight == true ? $"at least {run.Options.High}" : $"at most {run.Options.Low}", share, run.Options.LabelledAccuracy);
    }
}
