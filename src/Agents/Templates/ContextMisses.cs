namespace Rlar.Agents.Templates;

/// <summary>
/// Near misses of an expression that reads a row's prompt or reference: a prompt and a reference are made, what the expression says under them is written
/// as an expression of the answer alone, and the near misses of that one are taken.
/// </summary>
internal static class ContextMisses
{
    private const string Reference = "Red Fox";
    private const string NumberReference = "42";
    private const string Prompt = "Say it now";
    private const int MostOfCondition = 3;
    private static readonly TemplateExpression s_always = TemplateExpression.AllOf([]);
    private static readonly TemplateExpression s_never = TemplateExpression.AnyOf([]);

    /// <summary>An answer with what its row carries, and whether it is right.</summary>
    internal readonly record struct Made(string Prompt, string Reference, string Answer, bool IsRight);

    /// <summary>The near misses; none where the expression has conditions on more than one thing.</summary>
    internal static IEnumerable<Made> Of(TemplateExpression expression)
    {
        var conditions = Conditions(expression).DistinctBy(condition => condition.ToJson()).ToList();
        return conditions switch
        {
            [] => Under(expression, Prompt, HasNumber(expression) ? NumberReference : Reference, null, isMet: false),
            [var condition] => NearMisses.Of(condition.Parts[0]).GroupBy(made => made.IsRight).SelectMany(group => group.Take(MostOfCondition))
                .SelectMany(made => condition.Scope == "prompt"
                    ? Under(expression, made.Answer, HasNumber(expression) ? NumberReference : Reference, condition, made.IsRight)
                    : Under(expression, Prompt, made.Answer, condition, made.IsRight)),
            _ => [],
        };
    }

    private static IEnumerable<Made> Under(TemplateExpression expression, string prompt, string reference, TemplateExpression? condition, bool isMet)
    {
        var plain = Specialised(expression);
        return plain.Parts.Count == 0 && plain.Slots is null
            ? [new Made(prompt, reference, "so it goes", plain.Name == "all_of")]
            : NearMisses.Of(plain).Select(made => new Made(prompt, reference, made.Answer, made.IsRight));

        TemplateExpression Specialised(TemplateExpression part) => part.Name switch
        {
            "within" when condition is not null && part.ToJson() == condition.ToJson() => isMet ? s_always : s_never,
            "all_of" => Joined([.. part.Parts.Select(Specialised)], s_always, s_never, TemplateExpression.AllOf),
            "any_of" => Joined([.. part.Parts.Select(Specialised)], s_never, s_always, TemplateExpression.AnyOf),
            "not" => Specialised(part.Parts[0]) is var denied && ReferenceEquals(denied, s_always) ? s_never
                : ReferenceEquals(denied, s_never) ? s_always : TemplateExpression.Not(denied),
            "equals_reference" => Check("one_of", ("options", new[] { reference }), ("case", part.Slots!.Flag("ignore_case") ? "any" : "exact")),
            "contains_reference" => Check("contains", ("text", reference), ("case", "any")),
            "number_is_reference" => LastNumber.Of(reference) is { } number ? Check("number_range", ("min", number), ("max", number)) : s_never,
            "prompt_echo" => Check(part.Slots!.Text("place") == "start" ? "starts_with" : "contains", ("text", prompt), ("case", "any")),
            _ => part,
        };
    }

    private static TemplateExpression Joined(
        List<TemplateExpression> parts, TemplateExpression neutral, TemplateExpression deciding,
        Func<IReadOnlyList<TemplateExpression>, TemplateExpression> join)
    {
        if (parts.Exists(part => ReferenceEquals(part, deciding)))
            return deciding;
        parts.RemoveAll(part => ReferenceEquals(part, neutral));
        return parts.Count == 0 ? neutral : parts.Count == 1 ? parts[0] : join(parts);
    }

    private static TemplateExpression Check(string name, params ReadOnlySpan<(string Slot, object Value)> slots)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (slot, value) in slots)
            values[slot] = value;
        return TemplateExpression.Check(TemplateCatalog.Find(name)!, new SlotValues("$", values));
    }

    private static IEnumerable<TemplateExpression> Conditions(TemplateExpression expression) => expression.Scope is "prompt" or "reference"
        ? [expression]
        : expression.Parts.SelectMany(Conditions);

    private static bool HasNumber(TemplateExpression expression) => expression.Name == "number_is_reference" || expression.Parts.Any(HasNumber);
}
