namespace Rlar.Scoring.Run;

/// <summary>Counts of outcomes, and the moments of the numbers among them.</summary>
public abstract class OutcomeCount
{
    private protected OutcomeCount()
    {
    }

    /// <summary>Scored.</summary>
    public long Scored { get; private set; }

    /// <summary>Unscorable.</summary>
    public long Unscorable { get; private set; }

    /// <summary>Failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Mean and deviation of the numbers.</summary>
    public Moments Rewards { get; } = new();

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
