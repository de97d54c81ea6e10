namespace Rlar.Agents.Scouting;

/// <summary>When labelled probes decide.</summary>
public sealed record MeasureOptions
{
    /// <summary>The least number of queries with a right and a wrong completion. Default 10: resampling fewer says nothing.</summary>
    public int LeastQueries { get; init; } = 10;

    /// <summary>The least number of pairs. Default 20.</summary>
    public int LeastPairs { get; init; } = 20;

    /// <summary>How many times the queries are drawn anew. Default 2,000.</summary>
    public int Resamples { get; init; } = 2_000;

    /// <summary>The share of the draws that an interval holds, a value between 0.0 and 1.0. Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The seed of the draws. Default 17.</summary>
    public int Seed { get; init; } = 17;
}
