using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Instructions;

/// <summary>
/// The eight texts of IFEval's loose accuracy: the response, without its first line, its last or both, each with and without asterisks. A
/// response follows an instruction loosely where one of them, blank ones left out, follows it.
/// </summary>
internal static class LooseVariants
{
    /// <summary>The texts that differ from the response and from each other.</summary>
    internal static IEnumerable<string> Of(string response)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { response };
        foreach (var text in All(response))
        {
            if (seen.Add(text) && !PythonText.IsBlank(text))
                yield return text;
        }
    }

    private static IEnumerable<string> All(string response)
    {
        yield return WithoutAsterisks(response);
        var first = response.IndexOf('\n');
        var last = response.LastIndexOf('\n');
        var withoutFirst = first < 0 ? "" : Stripped(response, first + 1, response.Length);
        var withoutLast = last < 0 ? "" : Stripped(response, 0, last);
        var withoutBoth = first < 0 || first >= last ? "" : Stripped(response, first + 1, last);
        yield return withoutFirst;
        yield return withoutLast;
        yield return withoutBoth;
        yield return WithoutAsterisks(withoutFirst);
        yield return WithoutAsterisks(withoutLast);
        yield return WithoutAsterisks(withoutBoth);
    }

    private static string Stripped(string text, int start, int end) => PythonText.Strip(text.AsSpan(start, end - start)).ToString();

    private static string WithoutAsterisks(string text) => text.Replace("*", "", StringComparison.Ordinal);
}
