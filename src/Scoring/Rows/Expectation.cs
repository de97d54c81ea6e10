using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>What the columns of a reference hold: references, and what stands there in some data sets instead.</summary>
internal sealed class Expectation
{
    /// <summary>The references.</summary>
    public List<string> Texts { get; } = new(1);

    /// <summary>Instructions to be followed, as they stand: objects, or texts of JSON or Python; null where there are none.</summary>
    public List<JsonElement>? Instructions { get; private set; }

    /// <summary>The numbers that an expression is to be made of, which makes the task a countdown; null where there are none.</summary>
    public JsonElement? Numbers { get; set; }

    /// <summary>Adds instructions.</summary>
    public void Add(JsonElement instructions) => (Instructions ??= []).Add(instructions);

    /// <summary>Whether two columns expect the same.</summary>
    public bool IsSame(Expectation other) => Texts.SequenceEqual(other.Texts) && Alike(Instructions, other.Instructions)
        && (Numbers is null) == (other.Numbers is null) && (Numbers is null || JsonElement.DeepEquals(Numbers.Value, other.Numbers!.Value));

    /// <summary>Whether all that another column accepts is among what this one does, as a list of aliases holds the answer.</summary>
    public bool Holds(Expectation other) =>
        Instructions is null && other.Instructions is null && Numbers is null && other.Numbers is null && other.Texts.Count > 0
        && other.Texts.TrueForAll(Texts.Contains);

    private static bool Alike(List<JsonElement>? one, List<JsonElement>? other) => one is null || other is null
        ? one is null && other is null
        : one.Count == other.Count && one.Zip(other).All(pair => JsonElement.DeepEquals(pair.First, pair.Second));
}
