using System.Text.Json;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>
/// The arguments of one instruction. A field that is null counts as absent, as data sets write one column for all kinds. Where the
/// original draws a random value for an absent or negative one, there is nothing to check against and the row is refused.
/// </summary>
/// <param name="id">The instruction's id, for messages.</param>
/// <param name="fields">The fields; not an object: none.</param>
internal sealed class InstructionArguments(string id, JsonElement fields)
{
    /// <summary>The instruction's id.</summary>
    internal string Id => id;

    /// <summary>A text.</summary>
    /// <param name="name">The field.</param>
    /// <param name="mayBeEmpty">False: an empty text is refused, as the original takes it for an absent one.</param>
    internal string Text(string name, bool mayBeEmpty = false)
    {
        var value = Required(name, "a text");
        if (value.ValueKind != JsonValueKind.String || (!mayBeEmpty && value.GetString()!.Length == 0))
            throw Wrong(name, value, "a text");
        return value.GetString()!;
    }

    /// <summary>A text without whitespace around it.</summary>
    internal string Stripped(string name) => PythonText.Strip(Text(name));

    /// <summary>The first of a list of texts, or the text itself.</summary>
    internal string FirstText(string name) => Required(name, "a text").ValueKind == JsonValueKind.Array ? Texts(name)[0].Trim() : Stripped(name);

    /// <summary>A list of texts, not empty.</summary>
    internal IReadOnlyList<string> Texts(string name)
    {
        var value = Required(name, "a list of texts");
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0 || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            throw Wrong(name, value, "a list of texts that is not empty");
        return [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }

    /// <summary>A whole number that is at least <paramref name="least"/>; 3.0 is one too, as tables turn numbers into.</summary>
    internal int Count(string name, int least = 0)
    {
        var number = Number(name);
        return number == Math.Floor(number) && number >= least && number <= int.MaxValue
            ? (int)number
            : throw Wrong(name, Required(name, ""), $"a whole number from {least} on");
    }

    /// <summary>A number.</summary>
    internal double Number(string name)
    {
        var value = Required(name, "a number");
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(name, value, "a number");
    }

    /// <summary>IFEval's relation: whether a count is "less than" or "at least" another.</summary>
    internal Func<int, int, bool> Relation(string name) => Text(name) switch
    {
        "less than" => static (count, threshold) => count < threshold,
        "at least" => static (count, threshold) => count >= threshold,
        _ => throw Wrong(name, Required(name, ""), "'less than' or 'at least'"),
    };

    /// <summary>Whether a field exists and is not null.</summary>
    internal bool Has(string name) =>
        fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>What to throw where a field holds what the kind does not take.</summary>
    internal InstructionException Wrong(string name, string wanted) => Wrong(name, Required(name, wanted), wanted);

    private InstructionException Wrong(string name, JsonElement value, string wanted) =>
        new($"instruction {id}: field {name} takes {wanted}, not {Verdict.Quote(value.GetRawText())}");

    private JsonElement Required(string name, string wanted) => Has(name)
        ? fields.GetProperty(name)
        : throw new InstructionException($"instruction {id}: field {name} is missing; it takes {wanted}");
}
