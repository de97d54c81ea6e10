namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>What a validation found.</summary>
/// <param name="IsValid">Whether the value meets the schema; null where the validation ran out of steps, depth or time and says nothing.</param>
/// <param name="Errors">What is not met, at most <see cref="SchemaOptions.MaxErrors"/>; none for a valid value.</param>
/// <param name="Undecided">Why there is no verdict; null where there is one.</param>
internal sealed record SchemaVerdict(bool? IsValid, IReadOnlyList<SchemaError> Errors, string? Undecided);

/// <summary>One way in which a value departs from a schema.</summary>
/// <param name="InstancePath">JSON Pointer of the place in the value; "" is the whole.</param>
/// <param name="KeywordPath">JSON Pointer of the keyword that is not met, through every reference that led there.</param>
/// <param name="Message">What was expected and what stands there.</param>
internal readonly record struct SchemaError(string InstancePath, string KeywordPath, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(InstancePath.Length == 0 ? "the value" : InstancePath)}: {Message} ({KeywordPath})";
}
