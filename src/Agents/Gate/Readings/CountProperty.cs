using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Readings;

/// <summary>"exactly 5 words", "at least ten letters", "between 3 and 5 lines", with the number in the description or, as N, in the prompt.</summary>
internal static partial class CountProperty
{
    private const string Units = "words?|letters?|characters?|lines?|commas?|digits?|paragraphs?|bullets?|bullet points?";
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>The counts that a description asks for.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        foreach (Match match in Between().Matches(description))
        {
            if (NumberWords.Value(match.Groups["low"].Value) is { } low && NumberWords.Value(match.Groups["high"].Value) is { } high)
                yield return Of(match.Groups["unit"].Value, low, high);
        }

        // "at least one letter or digit" is no count of letters.
        foreach (var match in One().Matches(description).Where(match => !description.AsSpan(match.Index + match.Length).StartsWith(" or ")))
        {
            var (relation, number, unit) = (Relation(match.Groups["relation"].Value), match.Groups["number"].Value, match.Groups["unit"].Value);
            if (NumberWords.Value(number) is { } fixedNumber)
                yield return Of(unit, relation == Bound.Most ? 0 : fixedNumber, relation == Bound.Least ? int.MaxValue : fixedNumber);
            else
                yield return OfPrompt(unit, relation);
        }
    }

    /// <summary>How many of a unit a text has.</summary>
    internal static int Count(string unit, string text) => unit.ToLowerInvariant().TrimEnd('s') switch
    {
        "word" => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit)),
        "letter" => text.Count(char.IsLetter),
        "line" => text.Split('\n').Count(line => line.Trim().Length > 0),
        "comma" => text.Count(letter => letter == ','),
        "bullet" or "bullet point" => text.Split('\n')
            .Count(line => line.TrimStart() is ['-' or '*' or '•' or '+', ' ', .. var item] && item.Trim().Length > 0),
        "digit" => text.Count(char.IsAsciiDigit),
        "paragraph" => text.ReplaceLineEndings("\n").Split("\n\n").Count(part => part.Trim().Length > 0),
        _ => text.Trim().Length,
    };

    private static Property Of(string unit, int low, int high) =>
        new(low == high ? $"{low} {unit}" : high == int.MaxValue ? $"at least {low} {unit}" : $"{low} to {high} {unit}",
            (_, text) => Count(unit, text) is var count && count >= low && count <= high);

    private static Property OfPrompt(string unit, Bound relation) => new($"as many {unit} as the prompt says", (query, text) =>
    {
        foreach (Match match in One().Matches(query.Question))
        {
            if (match.Groups["unit"].Value.TrimEnd('s').Equals(unit.TrimEnd('s'), StringComparison.OrdinalIgnoreCase)
                && Relation(match.Groups["relation"].Value) == relation && NumberWords.Value(match.Groups["number"].Value) is { } number)
            {
                var count = Count(unit, text);
                return relation switch { Bound.Least => count >= number, Bound.Most => count <= number, _ => count == number };
            }
        }

        return null;
    });

    private static Bound Relation(string text) => text.ToLowerInvariant() switch
    {
        "at least" or "minimum of" or "no fewer than" => Bound.Least,
        "at most" or "up to" or "no more than" or "maximum of" => Bound.Most,
        _ => Bound.Exact,
    };

    private enum Bound
    {
        Exact,
        Least,
        Most,
    }

    [GeneratedRegex(
        @"\b(?<relation>exactly|at least|at most|up to|no more than|no fewer than|minimum of|maximum of) "
        + $@"(?<number>{NumberWords.Pattern}|n) (?<unit>{Units})\b",
        Linear)]
    private static partial Regex One();

    [GeneratedRegex($@"\bbetween (?<low>{NumberWords.Pattern}) and (?<high>{NumberWords.Pattern}) (?<unit>{Units})\b", Linear)]
    private static partial Regex Between();
}
