namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>A JSON Schema cannot be used: it is not one, or refers to what its document does not hold.</summary>
internal sealed class SchemaException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="place">JSON Pointer of the place in the schema; "" is its root.</param>
    /// <param name="reason">What is wrong there, and what should stand.</param>
    public SchemaException(string place, string reason)
        : base($"the schema at '#{place}': {reason}")
    {
    }
}
