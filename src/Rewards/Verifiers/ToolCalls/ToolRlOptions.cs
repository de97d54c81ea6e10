namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>ToolRL's switches, by the names of the environment variables of its code.</summary>
internal sealed record ToolRlOptions
{
    /// <summary>The greatest correctness; its negative is the least. 3, or 1 with CORRECTMAX1.</summary>
    public double MaxCorrectness { get; init; } = 3;

    /// <summary>COARSEREWARD: nothing but all calls right counts.</summary>
    public bool IsCoarse { get; init; }

    /// <summary>INTERMEDIATEREWARD: a call counts whole or not at all.</summary>
    public bool ComparesWholeCalls { get; init; }

    /// <summary>REFINEDREWARD: names count where all of them are the same, in order.</summary>
    public bool IsStrictOnNames { get; init; }

    /// <summary>Whether calls are paired for the greatest sum (the paper) or each expected one takes the best that is left (the code).</summary>
    public bool PairsOptimally { get; init; }
}
