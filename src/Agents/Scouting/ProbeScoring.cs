using Rlar.Agents.Drafts;

namespace Rlar.Agents.Scouting;

/// <summary>What a tool says of probes.</summary>
internal static class ProbeScoring
{
    /// <summary>Scores probes, those of one query as a group; ends at the first that gets no value.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="probes">The probes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The rewards, and why one has none; null where all have.</returns>
    internal static async Task<(IReadOnlyList<JudgedProbe> Judged, string? Broken)> OfAsync(
        IRewardTool tool, IReadOnlyList<Probe> probes, CancellationToken cancellationToken)
    {
        var judged = new List<JudgedProbe>();
        foreach (var group in probes.GroupBy(probe => probe.Query.Id, StringComparer.Ordinal))
        {
            var all = group.ToArray();
            IReadOnlyList<RewardOutcome> outcomes;
            try
            {
                outcomes = await tool.ScoreAsync(new RolloutGroup(all[0].Query, [.. all.Select(probe => new Completion(probe.Completion))]), cancellationToken);
            }
            catch (RlarException error)
            {
                return (judged, error.Message);
            }

            for (var index = 0; index < all.Length; index++)
            {
                if (outcomes[index] is not RewardOutcome.Scored scored)
                    return (judged, outcomes[index] is RewardOutcome.Failed failed ? failed.Reason : ((RewardOutcome.Unscorable)outcomes[index]).Reason);
                judged.Add(new JudgedProbe(group.Key, tool.Card.Range.ToReward(scored.Value), all[index].Completion.Length, all[index].IsRight));
            }
        }

        return (judged, null);
    }
}
