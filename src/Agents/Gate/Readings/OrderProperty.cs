using System.Globalization;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Gate.Readings;

/// <summary>Numbers in ascending or descending order, the same ones as the prompt's list where the description says so.</summary>
internal static partial class OrderProperty
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>The order that a description asks for.</summary>
    internal static IEnumerable<Property> Read(string description)
    {
        var falling = Falling().IsMatch(description);
        if (!falling && !Rising().IsMatch(description))
            yield break;
        yield return new Property(falling ? "descending numbers" : "ascending numbers", (_, text) => Numbers(text) is { Count: > 0 } given && IsOrdered(given,
            falling));
        if (Same().IsMatch(description))
        {
            yield return new Property("the prompt's numbers, each as often", (query, text) =>
                Numbers(query.Question[(query.Question.LastIndexOf(':') + 1)..]) is { Count: > 0 } asked
                    ? Numbers(text).Order().SequenceEqual(asked.Order())
                    : null);
        }
    }

    private static bool IsOrdered(List<decimal> numbers, bool falling)
    {
        for (var i = 1; i < numbers.Count; i++)
        {
            if (falling ? numbers[i] > numbers[i - 1] : numbers[i] < numbers[i - 1])
                return false;
        }

        return true;
    }

    private static List<decimal> Numbers(string text)
    {
        var numbers = new List<decimal>();
        foreach (Match match in Number().Matches(text))
        {
            if (decimal.TryParse(match.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                numbers.Add(value);
        }

        return numbers;
    }

    [GeneratedRegex(@"\b(ascending|increasing|smallest first|from small(est)? to)\b", Linear)]
    private static partial Regex Rising();

    [GeneratedRegex(@"\b(descending|decreasing|largest first|from large(st)? to)\b", Linear)]
    private static partial Regex Falling();

    [GeneratedRegex(@"\b(those same|the same|its|those|all its|the prompt's) (integers|numbers)\b", Linear)]
    private static partial Regex Same();

    [GeneratedRegex(@"[+-]?[0-9]+(\.[0-9]+)?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
