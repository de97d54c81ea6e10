using System.Globalization;

namespace Rlar.Agents.Gate;

/// <summary>Agreement with tools that are trusted and fit the labels, on everything that was tried with the labelled rows' own questions.</summary>
internal sealed class TrustedCheck : IGateCheck
{
    private const int MostTexts = 1000;

    /// <inheritdoc/>
    public string Name => "trusted-tools";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        var (asked, least) = (0, 1.0);
        Verdict[] texts =
        [
            .. run.Said.Where(verdict => verdict.Reward is not null).DistinctBy(verdict => (verdict.Variant.Query, verdict.Variant.Completion)).Take(MostTexts),
        ];
        foreach (var tool in run.Trusted)
        {
            if (!await FitsAsync(run, tool, cancellationToken))
                continue;
            asked++;
            var (same, both, example) = (0, 0, (Verdict?)null);
            foreach (var verdict in texts)
            {
                if (await RewardAsync(tool, verdict.Variant.Query, verdict.Variant.Completion, cancellationToken) is not { } reward)
                    continue;
                both++;
                if (reward >= (run.Options.High + run.Options.Low) / 2 == run.Accepts(verdict))
                    same++;
                else
                    example ??= verdict;
            }

            var share = both == 0 ? 1 : (double)same / both;
            least = Math.Min(least, share);
            if (share < run.Options.TrustedAgreement)
            {
                return Findings.Refused(
                    Name, string.Create(CultureInfo.InvariantCulture, $"it agrees with {tool.Card.Id}, which fits the labels, on {same} of {both} texts"), example,
                    $"as {tool.Card.Id} says", share, run.Options.TrustedAgreement);
            }
        }

        return new GateCheck(Name, true, asked == 0 ? null : least, run.Options.TrustedAgreement, asked == 0 ? "no trusted tool fits the labels" : $"{asked} trusted tools agree");
    }

    private static async ValueTask<bool> FitsAsync(GateRun run, IRewardTool tool, CancellationToken cancellationToken)
    {
        foreach (var probe in run.Labelled)
        {
            var reward = await RewardAsync(tool, probe.Query, probe.Completion, cancellationToken);
            if (reward is null || (probe.IsRight ? reward < run.Options.High : reward > run.Options.Low))
                return false;
        }

        return run.Labelled.Count > 0;
    }

    private static async ValueTask<double?> RewardAsync(IRewardTool tool, Query query, string completion, CancellationToken cancellationToken)
    {
        var outcomes = await tool.ScoreAsync(new RolloutGroup(query, [new Completion(completion)]), cancellationToken);
        return outcomes[0] is RewardOutcome.Scored scored ? tool.Card.Range.ToReward(scored.Value) : null;
    }
}
