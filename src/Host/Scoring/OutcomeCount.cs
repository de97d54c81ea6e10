using Rlar.Agents.Rewards;

namespace Rlar.Host.Scoring;

/// <summary>Counts of outcomes, and the moments of the numbers among them.</summary>
internal abstract class OutcomeCount
{
    /// <summary>Scored.</summary>
    internal long Scored { get; private set; }

    /// <summary>Unscorable.</summary>
    internal long Unscorable { get; private set; }

    /// <summary>Failed.</summary>
    internal long Failed { get; private set; }

    /// <summary>Mean and deviation of the numbers.</summary>
    internal Moments Rewards { get; } = new();

    /// <summary>Counts an outcome.</summary>
    internal void Add(RewardOutcome outcome)
    {
        switch (outcome)
        {
            case RewardOutcome.Scored: Scored++; break;
            case RewardOutcome.Unscorable: Unscorable++; break;
            default: Failed++; break;
        }
    }
}
