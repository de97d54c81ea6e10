namespace Rlar;

/// <summary>
/// What a tool says of one completion: scored, unscorable or failed. Only the first carries a number, so a failure can never be taken
/// for a low reward.
/// </summary>
public abstract record RewardOutcome
{
    private RewardOutcome()
    {
    }

    /// <summary>"scored", "unscorable" or "failed", as rows have it.</summary>
    public abstract string Status { get; }

    /// <summary>The tool compared and decided.</summary>
    public sealed record Scored : RewardOutcome
    {
        /// <summary>Creates a score.</summary>
        /// <param name="value">The value, on the scale of the tool's card. Finite.</param>
        /// <exception cref="ToolException">The value is NaN or infinite: a tool that produces one is broken.</exception>
        public Scored(double value) => Value = double.IsFinite(value)
            ? value
            : throw new ToolException($"A score must be a finite number; the tool gave {value}. Treat what led to it as unscorable or failed.");

        /// <summary>The value, on the scale of the tool's card.</summary>
        public double Value { get; }

        /// <summary>Named components of the value (precision, recall, one test's result), or null.</summary>
        public IReadOnlyDictionary<string, double>? Parts { get; init; }

        /// <summary>Why, in a few words for a person: what was extracted and what it was compared with. Null where it is obvious.</summary>
        public string? Reason { get; init; }

        /// <inheritdoc/>
        public override string Status => "scored";
    }

    /// <summary>
    /// The tool has nothing to judge by: no reference, no tests, a reference that it cannot read. It says nothing about the completion.
    /// A completion without an answer is not unscorable but wrong.
    /// </summary>
    /// <param name="Reason">What is missing.</param>
    public sealed record Unscorable(string Reason) : RewardOutcome
    {
        /// <inheritdoc/>
        public override string Status => "unscorable";
    }

    /// <summary>The tool broke: it threw, hung, crashed or was stopped.</summary>
    /// <param name="Boundary">Where: "tool", "deadline", "sandbox", "model".</param>
    /// <param name="Reason">What happened, and what to do about it.</param>
    public sealed record Failed(string Boundary, string Reason) : RewardOutcome
    {
        /// <inheritdoc/>
        public override string Status => "failed";
    }
}
