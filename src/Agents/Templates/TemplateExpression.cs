using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Templates;

/// <summary>
/// A composition of checks that an answer meets or does not: <c>{"template": "contains", "slots": {"text": "may"}}</c>, under
/// <c>all_of</c> and <c>any_of</c> (slots: parts), <c>not</c> (slots: part), <c>each</c> (slots: of, part: every line, sentence … meets the part) and
/// <c>within</c> (slots: of, part: the first line, the prompt … meets it). Immutable, safe for several threads. An empty answer meets none.
/// </summary>
public sealed class TemplateExpression
{
    private readonly Func<TemplateInput, bool> _holds;

    private TemplateExpression(
        string name, Func<TemplateInput, bool> holds, SlotValues? slots, IReadOnlyList<TemplateExpression> parts, DraftNeeds needs)
    {
        (Name, _holds, Slots, Parts, Needs) = (name, holds, slots, parts, needs);
    }

    // Of each and within: what the part is held against.
    private TemplateExpression(string name, string scope, Func<TemplateInput, bool> holds, TemplateExpression part, DraftNeeds needs)
        : this(name, holds, null, [part], needs)
    {
        Scope = scope;
    }

    /// <summary>The check's name, or all_of, any_of, not, each, within.</summary>
    public string Name { get; }

    /// <summary>The parts of a composition; empty for a check.</summary>
    public IReadOnlyList<TemplateExpression> Parts { get; }

    /// <summary>What it must find in a row.</summary>
    public DraftNeeds Needs { get; }

    internal SlotValues? Slots { get; }

    /// <summary>What each and within hold their part against; null for others.</summary>
    internal string? Scope { get; }

    /// <summary>Reads an expression strictly.</summary>
    /// <param name="json">The expression.</param>
    /// <exception cref="TemplateException">It is no JSON, names what the catalogue does not have, or a slot's value is none; with the place.</exception>
    public static TemplateExpression Parse(string json) => TemplateReader.Read(json);

    /// <summary>Whether an answer meets it.</summary>
    /// <param name="answer">The answer after thinking; blanks around it do not count. An empty one meets nothing.</param>
    /// <param name="references">The row's references; null for none.</param>
    /// <param name="prompt">What was asked; default: nothing.</param>
    public bool IsMetBy(string answer, IReadOnlyList<string>? references = null, string prompt = "")
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(prompt);
        var text = answer.Trim();
        return text.Length > 0 && _holds(new TemplateInput(text, references ?? [], prompt));
    }

    /// <summary>The expression as JSON, in one form: names in the catalogue's order, absent slots left out.</summary>
    public string ToJson() => Node().ToJsonString(s_json);

    /// <inheritdoc/>
    public override string ToString() => ToJson();

    internal static TemplateExpression Check(TemplateKind kind, SlotValues slots)
    {
        var check = kind.Make(slots);
        return new(
            kind.Name,
            kind.IsProhibition ? input => input.Answer.Any(char.IsLetterOrDigit) && check(input) : check,
            slots,
            [],
            kind.Needs);
    }

    internal static TemplateExpression AllOf(IReadOnlyList<TemplateExpression> parts) =>
        new("all_of", input => parts.All(part => part._holds(input)), null, parts, Needed(parts));

    internal static TemplateExpression AnyOf(IReadOnlyList<TemplateExpression> parts) =>
        new("any_of", input => parts.Any(part => part._holds(input)), null, parts, Needed(parts));

    internal static TemplateExpression Not(TemplateExpression part) =>
        new("not", input => input.Answer.Any(char.IsLetterOrDigit) && !part._holds(input), null, [part], part.Needs);

    internal static TemplateExpression Each(string unit, TemplateExpression part) => new(
        "each", unit,
        input => TextParts.Split(unit, input.Answer) is { Count: > 0 } texts && texts.TrueForAll(text => part._holds(input with { Answer = text })),
        part, part.Needs);

    internal static TemplateExpression Within(string place, TemplateExpression part) => new(
        "within", place,
        input => TextParts.At(place, input).Any(text => text.Trim() is { Length: > 0 } there && part._holds(input with { Answer = there })),
        part,
        part.Needs | place switch { "prompt" => DraftNeeds.Prompt, "reference" => DraftNeeds.Reference, _ => DraftNeeds.None });

    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static DraftNeeds Needed(IEnumerable<TemplateExpression> parts) => parts.Aggregate(DraftNeeds.None, (needs, part) => needs | part.Needs);

    private JsonObject Node()
    {
        var slots = new JsonObject();
        if (Scope is not null)
            slots["of"] = Scope;
        if (Scope is not null || Name == "not")
            slots["part"] = Parts[0].Node();
        else if (Slots is null)
            slots["parts"] = new JsonArray([.. Parts.Select(part => part.Node())]);
        foreach (var slot in TemplateCatalog.Find(Name)?.Slots ?? [])
        {
            if (Slots!.All.TryGetValue(slot.Name, out var value))
            {
                slots[slot.Name] = value switch
                {
                    string[] texts => new JsonArray([.. texts.Select(text => JsonValue.Create(text))]),
                    string text => JsonValue.Create(text),
                    bool flag => JsonValue.Create(flag),
                    _ => JsonValue.Create((double)value),
                };
            }
        }

        return new JsonObject { ["template"] = Name, ["slots"] = slots };
    }
}
