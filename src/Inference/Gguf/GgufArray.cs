namespace Rlar.Inference.Gguf;

/// <summary>An array in the metadata of a GGUF file.</summary>
/// <param name="ElementType">The type of its elements.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Values">The elements of an array of up to 1024, such as labels; null for a longer one, such as a vocabulary.</param>
public sealed record GgufArray(GgufValueType ElementType, long Count, IReadOnlyList<object>? Values)
{
    /// <summary>The elements of the list of the tokens' types, however long it is; null for any other list.</summary>
    internal IReadOnlyList<int>? Integers { get; init; }
}
