namespace Rlar.Grpo.Training;

/// <summary>What a step has to learn from.</summary>
internal sealed record Experience
{
    /// <summary>The groups to learn from, in the order of their draws.</summary>
    internal required IReadOnlyList<RewardedDraw> Groups { get; init; }

    /// <summary>All groups that were drawn for the step, those that dynamic sampling passed over included.</summary>
    internal required IReadOnlyList<RewardedDraw> Drawn { get; init; }

    /// <summary>Where the order of the prompts goes on.</summary>
    internal long Position { get; init; }

    /// <summary>Groups that were drawn for the next step meanwhile; null where none were.</summary>
    internal IReadOnlyList<DrawnGroup>? Next { get; init; }

    /// <summary>Steps between the weights that drew the groups and those that learn from them.</summary>
    internal int Staleness { get; init; }

    /// <summary>Tokens that were drawn in this step, for this one or the next.</summary>
    internal long Tokens { get; init; }

    /// <summary>Time of drawing.</summary>
    internal TimeSpan Drawing { get; init; }

    /// <summary>Time in which nothing was drawn and rewards were waited for.</summary>
    internal TimeSpan Waiting { get; init; }
}
