namespace Rlar.Rewards.Reading.Literals;

/// <summary>How strictly JSON is read.</summary>
internal sealed record JsonLiteralOptions
{
    /// <summary>Depth at most 128, at most a million values, no key twice, no NaN.</summary>
    public static JsonLiteralOptions Strict { get; } = new();

    /// <summary>As Python's json.loads: the last of two equal keys counts, NaN and the infinities are numbers.</summary>
    public static JsonLiteralOptions Python { get; } = new() { AllowsDuplicateKeys = true, AllowsNotANumber = true };

    /// <summary>How deep lists and maps may be nested, between 1 and 512. Default 128.</summary>
    public int MaxDepth { get; init; } = 128;

    /// <summary>How many values a text may hold. Default 1,000,000: what is larger is no answer but an attempt to exhaust memory.</summary>
    public int MaxValues { get; init; } = 1_000_000;

    /// <summary>Whether an object may have a key twice, the last one counting. Default false.</summary>
    public bool AllowsDuplicateKeys { get; init; }

    /// <summary>Whether NaN, Infinity and -Infinity are numbers. Default false.</summary>
    public bool AllowsNotANumber { get; init; }
}
