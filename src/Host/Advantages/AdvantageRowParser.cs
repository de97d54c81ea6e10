using System.Text.Json;
using Rlar.Agents.Rows;
using Rlar.Grpo.Advantages;

namespace Rlar.Host.Advantages;

/// <summary>Reads {"id","rewards","lengths"?,"mask"?}; other keys are ignored, so that a scored row can be given too.</summary>
internal static class AdvantageRowParser
{
    /// <summary>Reads a row.</summary>
    /// <param name="line">The row's JSON.</param>
    /// <param name="number">Its line, for messages and for the id of a row without one.</param>
    /// <param name="file">The input's name.</param>
    /// <exception cref="InputException">Not such a row.</exception>
    internal static (string Id, GroupRewards Group) Parse(ReadOnlyMemory<byte> line, long number, string file)
    {
        InputException Refuse(string? field, string reason) => new(file, number, field, reason, "See 'rlar advantages --help' for the row's form.");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException error)
        {
            throw Refuse(null, $"not JSON: {error.Message.TrimEnd('.')}");
        }

        using (document)
        {
            var row = document.RootElement;
            if (row.ValueKind != JsonValueKind.Object)
                throw Refuse(null, "not an object");
            if (!row.TryGetProperty("rewards", out var rewards))
                throw Refuse("rewards", "missing");
            var group = rewards.ValueKind switch
            {
                JsonValueKind.Object => new GroupRewards
                {
                    Components = rewards.EnumerateObject().ToDictionary(c => c.Name, c => Numbers(c.Value, $"rewards.{c.Name}", Refuse)),
                },
                JsonValueKind.Array when rewards.GetArrayLength() > 0 && rewards[0].ValueKind == JsonValueKind.Array => new GroupRewards
                {
                    Steps = Each(rewards, "rewards", Refuse, (step, name) => Each(step, name, Refuse, (v, n) => Number(v, n, Refuse) ?? throw Refuse(n, "a step without a reward"))),
                },
                _ => GroupRewards.Of(Numbers(rewards, "rewards", Refuse)),
            };
            if (group.Count == 0)
                throw Refuse("rewards", "empty");
            return (Id(row, number), group with
            {
                Lengths = Optional(row, "lengths") is { } lengths ? Each(lengths, "lengths", Refuse, (v, n) => Length(v, n, Refuse)) : null,
                Mask = group.Steps is null && Optional(row, "mask") is { } mask ? Each(mask, "mask", Refuse, (v, n) => Flag(v, n, Refuse)) : null,
                StepMask = group.Steps is not null && Optional(row, "mask") is { } steps
                    ? Each(steps, "mask", Refuse, (step, name) => Each(step, name, Refuse, (v, n) => Flag(v, n, Refuse)))
                    : null,
            });
        }
    }

    private static string Id(JsonElement row, long number) => Optional(row, "id") is { } id ? id.ToString() : $"line-{number}";

    private static JsonElement? Optional(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static double?[] Numbers(JsonElement list, string name, Func<string?, string, InputException> refuse) =>
        Each(list, name, refuse, (value, item) => Number(value, item, refuse));

    private static double? Number(JsonElement value, string name, Func<string?, string, InputException> refuse) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.Number => throw refuse(name, $"{value} is beyond what a reward may be"),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => throw refuse(name, $"must be a number, or null for a completion that was not scored, not {Shown(value)}"),
    };

    private static int Length(JsonElement value, string name, Func<string?, string, InputException> refuse) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var length) && length >= 0
            ? length
            : throw refuse(name, $"must be a whole number of tokens, at least 0, not {Shown(value)}");

    private static bool Flag(JsonElement value, string name, Func<string?, string, InputException> refuse) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt32(out var bit) && bit is 0 or 1 => value.GetInt32() == 1,
        _ => throw refuse(name, $"must be true or false, not {Shown(value)}"),
    };

    private static T[] Each<T>(JsonElement list, string name, Func<string?, string, InputException> refuse, Func<JsonElement, string, T> read) =>
        list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((item, i) => read(item, $"{name}[{i}]"))]
            : throw refuse(name, $"must be a list, not {Shown(list)}");

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "...";
    }
}
