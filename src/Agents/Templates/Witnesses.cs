namespace Rlar.Agents.Templates;

/// <summary>Looks for answers that meet all parts of a conjunction, by putting right answers of its parts together; the parts themselves decide.</summary>
internal static class Witnesses
{
    private const int MostOfPart = 5;
    private const int MostTried = 4000;
    private const int MostFound = 3;
    private static readonly string[] s_joiners = [" ", "\n", "\n\n", ". ", ""];

    /// <summary>At most three answers; none where the parts contradict each other, or nothing so simple meets them.</summary>
    internal static IEnumerable<string> Of(TemplateExpression expression, Func<TemplateExpression, IEnumerable<string>> rightOf)
    {
        var fragments = expression.Parts.Select(part => rightOf(part).Take(MostOfPart).ToArray()).ToArray();
        return Combined(fragments).Take(MostTried).SelectMany(answer => Varied(answer, expression)).Where(answer => expression.IsMetBy(answer)).Take(MostFound);
    }

    private static IEnumerable<string> Combined(string[][] fragments)
    {
        IEnumerable<string> made = [.. fragments.SelectMany(part => part)];
        foreach (var joiner in s_joiners)
        {
            IEnumerable<string> joined = [""];
            foreach (var part in fragments)
            {
                joined = joined.SelectMany(_ => part, (before, fragment) => before.Length == 0 ? fragment : before + joiner + fragment)
                    .Concat(fragments.Length == 2 && joiner == " " ? part.SelectMany(_ => fragments[0], (one, other) => one + joiner + other) : []);
            }

            made = made.Concat(joined);
        }

        return made.Distinct();
    }

    // With words before and behind, in small letters and in capitals, with and without a last mark.
    private static IEnumerable<string> Varied(string answer, TemplateExpression expression)
    {
        yield return answer;
        yield return answer.ToLowerInvariant();
        yield return answer.ToUpperInvariant();
        yield return answer + ".";
        foreach (var part in expression.Parts.Where(part => part.Name == "word_count"))
        {
            var words = TextCounts.Words(answer);
            var wanted = (int)(part.Slots!.Bounds() is var bounds && bounds.Min is { } min ? min : bounds.Max!.Value);
            if (words >= wanted || wanted > 400)
                continue;
            var more = string.Join(' ', Enumerable.Repeat("so", wanted - words));
            yield return more + " " + answer;
            yield return answer + " " + more;
        }
    }
}
