using System.Text.Json;
using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Verifiers.Formats;

/// <summary>1 where the answer is valid JSON with the keys that are asked for.</summary>
internal sealed class JsonFormat : CompletionTool
{
    private static readonly ToolOption<bool> s_allowFence = ToolOption.Flag("allow-fence", true, "Whether one Markdown fence may surround the JSON.");
    private static readonly ToolOption<string> s_type = ToolOption.Choice("type", "any", "What the JSON must be.", "any", "object", "array");
    private static readonly ToolOption<string> s_requiredKeys =
        ToolOption.Text("required-keys", "", "Keys that an object must have, with commas between them; empty: the row's metadata.required_keys.");
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly ToolRequirement s_rowKeys = new(
        "required-keys",
        "metadata.required_keys, where the row has it, as a list of texts",
        query => OfRow(query) is null ? "metadata.required_keys is not a list of texts" : null)
    {
        IsOptional = true,
    };
    private readonly bool _allowsFence;
    private readonly string _type;
    private readonly string[] _keys;

    private JsonFormat(ToolCard card, ToolSettings settings)
        : base(settings.Get(s_requiredKeys).Length > 0 ? card with { Requires = [] } : card)
    {
        _allowsFence = settings.Get(s_allowFence);
        _type = settings.Get(s_type);
        _keys = settings.Get(s_requiredKeys).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>
    /// How the library makes it. Options: allow-fence (true: one Markdown fence may surround it), type any|object|array (any),
    /// required-keys (a,b; empty: the row's metadata.required_keys).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "json",
            Kind = ToolKind.Format,
            Description = "1 where the answer after the thinking is valid JSON (no key twice, depth at most 64) with the required "
                + "keys at its top. It does not read the values.",
            Requires = [s_rowKeys],
        },
        Revision: 2,
        [s_allowFence, s_type, s_requiredKeys],
        (card, settings) => new JsonFormat(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var keys = _keys.Length > 0 ? _keys : OfRow(query)!;
        if (ThinkingSection.Answer(completion.Text) is not { } answer)
            return Verdict.Wrong("no answer after the thinking");
        answer = JsonAnswer.Untagged(answer);
        try
        {
            using var document = JsonDocument.Parse(_allowsFence ? JsonAnswer.Unfenced(answer) : answer.Trim(), s_strict);
            return Judge(document.RootElement, keys);
        }
        catch (JsonException error)
        {
            return Verdict.Wrong($"not JSON: {error.Message}");
        }
    }

    private RewardOutcome Judge(JsonElement root, IReadOnlyList<string> keys)
    {
        if (_type != "any" && root.ValueKind != (_type == "object" ? JsonValueKind.Object : JsonValueKind.Array))
            return Verdict.Wrong($"{root.ValueKind.ToString().ToLowerInvariant()} instead of {_type}");
        if (keys.Count == 0)
            return Verdict.Right();
        if (root.ValueKind != JsonValueKind.Object)
            return Verdict.Wrong("no object to have keys");
        var missing = keys.FirstOrDefault(key => !root.TryGetProperty(key, out _));
        return missing is null ? Verdict.Right() : Verdict.Wrong($"no key {Verdict.Quote(missing)}");
    }

    // None where the row names none, null where what it names is no list of texts.
    private static IReadOnlyList<string>? OfRow(Query query)
    {
        if (query.Metadata is not { ValueKind: JsonValueKind.Object } metadata || !metadata.TryGetProperty("required_keys", out var keys))
            return [];
        return keys.ValueKind == JsonValueKind.Array && keys.EnumerateArray().All(key => key.ValueKind == JsonValueKind.String)
            ? [.. keys.EnumerateArray().Select(key => key.GetString()!)]
            : null;
    }
}
