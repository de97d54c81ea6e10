namespace Rlar.Agents.Templates;

/// <summary>
/// Answers beside the border that an expression draws, labelled by how they were made and not by running the expression: 'maybe' for 'may', n-1, n and n+1
/// words, a key too few. What a label cannot be known of by construction is left out.
/// </summary>
public static class NearMisses
{
    private const int Most = 60;

    /// <summary>The answers, each with whether it is right; at most 60, right and wrong ones mixed, none twice.</summary>
    /// <param name="expression">The expression.</param>
    public static IReadOnlyList<(string Answer, bool IsRight)> Of(TemplateExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return [.. Made(expression).Where(made => !string.IsNullOrWhiteSpace(made.Answer)).DistinctBy(made => made.Answer).Take(Most)];
    }

    private static IEnumerable<(string Answer, bool IsRight)> Made(TemplateExpression expression) => expression.Name switch
    {
        // Wrong for one part is wrong for all; right for all needs an answer that the other parts accept, too.
        "all_of" => Witnesses.Of(expression, Fragments).Select(answer => (answer, true))
            .Concat(Mixed([.. expression.Parts.Select((part, index) => Made(part).Where(made => !made.IsRight
            || expression.Parts.Where((_, other) => other != index).All(other => other.IsMetBy(made.Answer))))])),
        "any_of" => Mixed([.. expression.Parts.Select((part, index) => Made(part).Where(made => made.IsRight
            || !expression.Parts.Where((_, other) => other != index).Any(other => other.IsMetBy(made.Answer))))]),
        "not" => Made(expression.Parts[0]).Where(made => made.Answer.Any(char.IsLetterOrDigit)).Select(made => (made.Answer, !made.IsRight)),
        "each" => Each(expression.Scope!, [.. Made(expression.Parts[0]).Where(made => IsSingle(expression, made))]),
        "within" => Within(expression.Scope!, Made(expression.Parts[0]).Where(made => IsSingle(expression, made))),
        _ => TemplateCatalog.Find(expression.Name)!.Probes(expression.Slots!)
            .Where(made => !made.IsRight || !TemplateCatalog.Find(expression.Name)!.IsProhibition || made.Answer.Any(char.IsLetterOrDigit)),
    };

    // One part that is wrong spoils all.
    private static IEnumerable<(string Answer, bool IsRight)> Each(string unit, List<(string Answer, bool IsRight)> made)
    {
        var (right, wrong) = (Singles(true), Singles(false));
        foreach (var one in right)
            yield return (TextParts.Join(unit, one, right[0]), true);
        foreach (var bad in wrong)
        {
            if (right.Count > 0)
                yield return (TextParts.Join(unit, right[0], bad), false);
            yield return (TextParts.Join(unit, bad, right.Count > 0 ? right[^1] : bad), false);
        }

        List<string> Singles(bool isRight) => [.. made.Where(one => one.IsRight == isRight).Select(one => one.Answer).Take(8)];
    }

    private static IEnumerable<(string Answer, bool IsRight)> Within(string place, IEnumerable<(string Answer, bool IsRight)> made)
    {
        if (place is "prompt" or "reference")
            return [];
        var unit = place[(place.IndexOf('-', StringComparison.Ordinal) + 1)..];
        var other = unit == "word" ? "so" : "So it goes";
        var before = Enumerable.Repeat(other, TextParts.Index(place) is var index && index < 0 ? 1 : index);
        IEnumerable<string> behind = index < 0 ? [] : [other];
        return made.Select(one => (TextParts.Join(unit, [.. before, one.Answer, .. behind]), one.IsRight));
    }

    // What is read back as it was put in; a sentence gets a stop at its end where that changes nothing.
    private static bool IsSingle(TemplateExpression scoped, (string Answer, bool IsRight) made)
    {
        if (scoped.Scope is "prompt" or "reference" || made.Answer.Trim() is not { Length: > 0 } part)
            return false;
        var unit = scoped.Name == "each" ? scoped.Scope! : scoped.Scope![(scoped.Scope!.IndexOf('-', StringComparison.Ordinal) + 1)..];
        return TextParts.Split(unit, TextParts.Join(unit, part, part)) is [var one, var other] && one == other
            && (one == part || one == part + "." && scoped.Parts[0].IsMetBy(one) == made.IsRight);
    }

    // Of a count those beside it, too: another part's fragment may be the one that is missing.
    private static IEnumerable<string> Fragments(TemplateExpression part) => Made(part)
        .Where(made => made.IsRight || part.Name.EndsWith("_count", StringComparison.Ordinal))
        .OrderByDescending(made => made.IsRight).Select(made => made.Answer);

    // In turns, so that the first of them speak of every part.
    private static IEnumerable<(string Answer, bool IsRight)> Mixed(List<(string Answer, bool IsRight)>[] parts)
    {
        for (var i = 0; parts.Any(part => i < part.Count); i++)
        {
            foreach (var part in parts.Where(part => i < part.Count))
                yield return part[i];
        }
    }

    private static IEnumerable<(string Answer, bool IsRight)> Mixed(IEnumerable<(string Answer, bool IsRight)>[] parts) =>
        Mixed([.. parts.Select(part => part.ToList())]);
}
