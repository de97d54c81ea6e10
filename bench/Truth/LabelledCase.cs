using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlar.Bench.Truth;

/// <summary>A completion and what a person says of it.</summary>
/// <param name="Set">Which file it is of.</param>
/// <param name="Tool">The tool that judges it; null: the one that `rlar score` chooses.</param>
/// <param name="Options">Its options, as name=value.</param>
/// <param name="Row">The row as the command reads it.</param>
/// <param name="Label">What is right.</param>
internal sealed record LabelledCase(string Set, string? Tool, string Options, JsonObject Row, Label Label)
{
    /// <summary>How it stands in a table.</summary>
    internal string Kind => Tool ?? "routed";
}

/// <summary>What a person says of a completion: a value, a bound, one of several, or that there is none.</summary>
/// <param name="Expected">
/// A number; "low": below 0.999; null or "unscorable": no value; or {"accepts":[…],"of":[…]}, the samples of a scale that are right.
/// </param>
internal readonly record struct Label(JsonElement Expected)
{
    private const double Full = 0.999;

    /// <summary>Whether a value can be held against it: some rows of the files describe in words what is right.</summary>
    internal bool IsKnown => Expected.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Number => true,
        JsonValueKind.String => Expected.GetString() is "low" or "unscorable",
        JsonValueKind.Object => Expected.TryGetProperty("accepts", out _),
        _ => false,
    };

    /// <summary>Whether a value, null for none, is what was said.</summary>
    internal bool Accepts(double? value) => Expected.ValueKind switch
    {
        JsonValueKind.Null => value is null,
        JsonValueKind.String => Expected.GetString() == "low" ? value < Full : value is null,
        JsonValueKind.Number => value is { } scored && Math.Abs(scored - Expected.GetDouble()) < 1e-6,
        _ => AcceptsSample(value),
    };

    // A bound is given by the samples of a scale that it holds: each stands for what lies between it and the next.
    private bool AcceptsSample(double? value)
    {
        var accepts = Expected.GetProperty("accepts").EnumerateArray();
        if (value is not { } scored)
            return accepts.Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == "unscorable");
        var scale = Expected.GetProperty("of").EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Number).Select(one => one.GetDouble()).ToList();
        var sample = scale.Where(one => one <= scored + 1e-9).DefaultIfEmpty(scale.Min()).Max();
        return accepts.Any(one => one.ValueKind == JsonValueKind.Number && one.GetDouble() == sample);
    }

    /// <summary>Whether a value rewards in full what is not to be: the error that spoils a training run.</summary>
    internal bool IsFalseRight(double? value) => value >= Full && !Accepts(value);
}
