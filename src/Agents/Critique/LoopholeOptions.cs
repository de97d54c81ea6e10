namespace Rlar.Agents.Critique;

/// <summary>When a difference between high and low rewards is suspected to be a loophole.</summary>
public sealed record LoopholeOptions
{
    /// <summary>The least number of completions on either side. Default 8.</summary>
    public int LeastPerSide { get; init; } = 8;

    /// <summary>The most that are read of either side. Default 1,000.</summary>
    public int MostPerSide { get; init; } = 1_000;

    /// <summary>Standard deviations from no difference. Default 4: of some thousand n-grams none reaches it by chance.</summary>
    public double LeastZ { get; init; } = 4;

    /// <summary>The share of the high ones that must show it, a value between 0.0 and 1.0. Default 0.4.</summary>
    public double LeastShare { get; init; } = 0.4;

    /// <summary>The most n-grams that are named. Default 5.</summary>
    public int MostPhrases { get; init; } = 5;
}
