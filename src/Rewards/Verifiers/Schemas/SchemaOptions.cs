namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>What a validation asserts and what it may cost.</summary>
internal sealed record SchemaOptions
{
    /// <summary>Formats as annotations, 20 errors, 5,000,000 steps, depth 512.</summary>
    public static SchemaOptions Default { get; } = new();

    /// <summary>
    /// Whether a value must have the format that its schema names, for the formats of <see cref="SchemaFormats"/>. Default false, as the draft has
    /// it.
    /// </summary>
    public bool AssertsFormats { get; init; }

    /// <summary>How many errors are collected before the rest is left unread. Default 20.</summary>
    public int MaxErrors { get; init; } = 20;

    /// <summary>How many times a schema may meet a value. Default 5,000,000; a schema that needs more has branches that multiply.</summary>
    public int MaxSteps { get; init; } = 5_000_000;

    /// <summary>How deep schemas may lead into each other while one value is validated. Default 512.</summary>
    public int MaxDepth { get; init; } = 512;
}
