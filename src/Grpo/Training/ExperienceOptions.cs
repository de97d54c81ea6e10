namespace Rlar.Grpo.Training;

/// <summary>How much a step draws, and when.</summary>
internal sealed record ExperienceOptions
{
    /// <summary>Groups of a step, at least 1.</summary>
    internal required int Batch { get; init; }

    /// <summary>How often groups without variance are replaced at most. Default 0: never.</summary>
    internal int Rounds { get; init; }

    /// <summary>Whether the next step's groups are drawn while this step's are rewarded. Default false.</summary>
    internal bool DrawsAhead { get; init; }
}
