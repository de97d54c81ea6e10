namespace Rlar.Scoring.Pipeline;

/// <summary>A group's advantages: one per completion, or one per token where rewards are discounted over tokens.</summary>
public abstract record GroupAdvantages
{
    private GroupAdvantages()
    {
    }

    /// <summary>Number of completions G.</summary>
    public abstract int Count { get; }

    /// <summary>One per completion.</summary>
    /// <param name="Values">[G] advantages, null for a completion that was not scored.</param>
    public sealed record ByCompletion(IReadOnlyList<double?> Values) : GroupAdvantages
    {
        /// <inheritdoc/>
        public override int Count => Values.Count;
    }

    /// <summary>One per token.</summary>
    /// <param name="Values">[G][tokens] advantages; no token for a completion that was not scored.</param>
    public sealed record ByToken(IReadOnlyList<IReadOnlyList<double>> Values) : GroupAdvantages
    {
        /// <inheritdoc/>
        public override int Count => Values.Count;
    }
}
