namespace Rlar.Rewards.Reading.Literals;

/// <summary>What a reading of text gave: a value, or the reason why there is none.</summary>
/// <param name="Value">The value, or null.</param>
/// <param name="Error">The reason with its place, or "".</param>
/// <param name="End">The index after what was read.</param>
internal readonly record struct LiteralReading(Literal? Value, string Error, int End);
