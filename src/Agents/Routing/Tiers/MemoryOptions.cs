namespace Rlar.Agents.Routing.Tiers;

/// <summary>How a memory of routed cases decides.</summary>
public sealed record MemoryOptions
{
    /// <summary>How many of the nearest cases vote, from 1 on. Default 5.</summary>
    public int Neighbours
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least one case must vote.");
    } = 5;

    /// <summary>How like the nearest case must be, a value between 0.0 and 1.0. Default 0.3.</summary>
    public double LeastLikeness
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A likeness is between 0 and 1.");
    } = 0.3;

    /// <summary>The share of the votes that decides, a value between 0.0 and 1.0. Default 0.5.</summary>
    public double LeastShare
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A share is between 0 and 1.");
    } = 0.5;
}
