using Rlar.Agents.Drafts;

namespace Rlar.Agents.Gate;

/// <summary>What a draft is held against, from others than its author.</summary>
public sealed record GateEvidence
{
    /// <summary>Answers whose verdicts are known from others than the author, who should not have seen them. The draft's own probes are no part of them.</summary>
    public IReadOnlyList<Probe> Labelled { get; init; } = [];

    /// <summary>Tools that are known to judge such answers rightly. One that does not fit the labels is not asked. Default: none.</summary>
    public IReadOnlyList<IRewardTool> Trusted { get; init; } = [];
}
