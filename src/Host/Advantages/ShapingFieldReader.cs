using System.Text.Json;
using Rlar.Grpo.Advantages;
using Rlar.Rewards.Reading.Words;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Advantages;

/// <summary>Reads the fields that the shaping steps of a run need, and no others: a row may have keys of these names that mean something else.</summary>
/// <param name="shaping">The steps.</param>
internal sealed class ShapingFieldReader(IReadOnlyList<IRewardShaping> shaping)
{
    private readonly ShapingInputs _needs = shaping.Aggregate(ShapingInputs.None, (needs, step) => needs | step.Needs);

    /// <summary>Adds what is needed to a group.</summary>
    /// <param name="row">The row.</param>
    /// <param name="group">Its rewards, lengths and mask.</param>
    /// <exception cref="InputException">A field that is needed is missing or not what it should be.</exception>
    internal GroupRewards Read(AdvantageRow row, GroupRewards group)
    {
        var count = group.Count;
        if (_needs.HasFlag(ShapingInputs.Lengths) && group.Lengths is null)
            throw Missing(row, ShapingInputs.Lengths, "lengths");
        return _needs == ShapingInputs.None ? group : group with
        {
            Outcomes = Needed(row, ShapingInputs.Outcomes, "outcome_rewards", field => row.Each(field, "outcome_rewards", count, row.Reward)),
            Preferences = group.Preferences ?? Needed(row, ShapingInputs.Preferences, "preferences", field => Preferences(row, field, count)),
            References = Needed(row, ShapingInputs.References, "reference_rewards", field => References(row, field)),
            Truncated = row.Field("finish_reasons") is { } reasons && row.Field("truncated") is null && _needs.HasFlag(ShapingInputs.Truncated)
                ? row.Each(reasons, "finish_reasons", count, (reason, name) => IsTruncated(row, reason, name))
                : Needed(row, ShapingInputs.Truncated, "truncated", field => row.Each(field, "truncated", count, row.Flag)),
            Tokens = row.Field("completions") is { } texts && row.Field("completion_ids") is null && _needs.HasFlag(ShapingInputs.Tokens)
                ? Words(row.Each(texts, "completions", count, (text, name) => Text(row, text, name)))
                : Needed(
                    row,
                    ShapingInputs.Tokens,
                    "completion_ids",
                    field =>
                        row.Each(field, "completion_ids", count, (ids, name) => row.Each(ids, name, (id, n) => TokenId(row, id, n)))),
        };
    }

    /// <summary>The preferences of a row without rewards; null where no step makes rewards of them.</summary>
    internal double?[][]? Preferences(AdvantageRow row) =>
        Needed(
            row,
            ShapingInputs.Preferences,
            "preferences",
            field => Preferences(row, field, field.ValueKind == JsonValueKind.Array ? field.GetArrayLength() : 0));

    private T? Needed<T>(AdvantageRow row, ShapingInputs input, string field, Func<JsonElement, T> read)
        where T : class
    {
        if (!_needs.HasFlag(input))
            return null;
        return row.Field(field) is { } value ? read(value) : throw Missing(row, input, field);
    }

    private InputException Missing(AdvantageRow row, ShapingInputs input, string field)
    {
        var error = ShapingInputException.Missing(field, shaping.First(step => step.Needs.HasFlag(input)).Name);
        return row.Refuse(error.Field, error.Reason, error.Remedy);
    }

    private static double?[][] Preferences(AdvantageRow row, JsonElement matrix, int count) => row.Each(
        matrix, "preferences", count, (line, name) => row.Each(line, name, count, (value, item) => Probability(row, value, item)));

    private static double? Probability(AdvantageRow row, JsonElement value, string name) => row.Number(value, name) switch
    {
        null => null,
        >= 0 and <= 1 and var probability => probability,
        _ => throw row.Refuse(name, $"{value} is no probability", "Give a value between 0 and 1, or null for a pair that was not judged."),
    };

    private static double[] References(AdvantageRow row, JsonElement field)
    {
        if (field.ValueKind == JsonValueKind.Number)
            return [row.Reward(field, "reference_rewards")];
        var references = row.Each(field, "reference_rewards", row.Reward);
        return references.Length > 0 ? references : throw row.Refuse("reference_rewards", "empty", "Give the reward of at least one reference answer.");
    }

    /// <summary>The words of OpenAI's API, vLLM, TGI and Anthropic.</summary>
    private static bool IsTruncated(AdvantageRow row, JsonElement value, string name) =>
        (value.ValueKind == JsonValueKind.String ? value.GetString() : "") switch
        {
            "length" or "max_tokens" => true,
            "stop" or "eos_token" or "stop_sequence" or "end_turn" or "tool_calls" or "tool_use" or "function_call" => false,
            _ => throw row.Refuse(
                name,
                $"{AdvantageRow.Shown(value)} does not say whether the completion was cut off",
                "Give \"length\" or \"stop\", or the field \"truncated\" instead."),
        };

    private static int TokenId(AdvantageRow row, JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id)
            ? id
            : throw row.Refuse(name, $"must be a token id, not {AdvantageRow.Shown(value)}");

    /// <summary>A text, {"text"} or {"content"}, or a chat, of which the last message counts.</summary>
    private static string Text(AdvantageRow row, JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object when value.TryGetProperty("text", out var text) || value.TryGetProperty("content", out text) => Text(row, text, name),
        JsonValueKind.Array when value.GetArrayLength() is > 0 and var length
            && value[length - 1].ValueKind == JsonValueKind.Object => Text(row, value[length - 1], name),
        _ => throw row.Refuse(name, $"must be a text, not {AdvantageRow.Shown(value)}"),
    };

    /// <summary>Words, case aside, numbered as they come: an n-gram of numbers is an n-gram of words.</summary>
    private static int[][] Words(string[] texts)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return [.. texts.Select(text => WordTokenizer.Words(text)
            .Select(word => numbers.TryGetValue(word, out var number) ? number : numbers[word] = numbers.Count)
            .ToArray())];
    }
}
