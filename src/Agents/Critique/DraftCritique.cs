using Rlar.Agents.Drafts;

namespace Rlar.Agents.Critique;

/// <summary>What critics say of a draft.</summary>
/// <param name="Findings">The suspicions, in the critics' order; none says nothing for the draft.</param>
public sealed record DraftCritique(IReadOnlyList<CritiqueFinding> Findings)
{
    /// <summary>Why the draft is refused; null where no critic refuses it.</summary>
    public string? Refusal => Findings.FirstOrDefault(finding => finding.Refuses)?.Why;

    /// <summary>The near misses of all findings, each once.</summary>
    public IReadOnlyList<Probe> NearMisses =>
        [.. Findings.SelectMany(finding => finding.Probes).DistinctBy(probe => (probe.Query.Id, probe.Completion))];

    /// <summary>The draft with the near misses among its probes, for the gate.</summary>
    /// <param name="draft">The draft.</param>
    public ToolDraft Burden(ToolDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return NearMisses.Count == 0 ? draft : draft with { Probes = [.. draft.Probes, .. NearMisses] };
    }
}
