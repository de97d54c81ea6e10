namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>What a validation found.</summary>
/// <param name="IsValid">Whether the value meets the schema; null where the validation ran out of steps, depth or time and says nothing.</param>
/// <param name="Errors">What is not met, at most <see cref="SchemaOptions.MaxErrors"/>; none for a valid value.</param>
/// <param name="Undecided">Why there is no verdict; null where there is one.</param>
internal sealed record SchemaVerdict(bool? IsValid, IReadOnlyList<SchemaError> Errors, string? Undecided);
