using System.Globalization;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Readings;

namespace Rlar.Agents.Gate.Mutations;

/// <summary>
/// A question with a longer list than anybody labelled, its numbers in order, and the same with two neighbours in each other's place: what is right of them, only
/// the gate's own reading of the description says.
/// </summary>
internal static class LongerLists
{
    private const int Items = 9;

    /// <summary>A question with more numbers in the list that its prompt ends with; null where it has none.</summary>
    /// <param name="query">The question.</param>
    /// <param name="more">How many numbers more.</param>
    internal static Query? Longer(Query query, int more)
    {
        var question = query.Question;
        if (!question.Contains(',', StringComparison.Ordinal) || Texts.Numbers(question) is not { Count: > 1 } numbers)
            return null;
        var at = numbers[^1].Index + numbers[^1].Length;
        var added = string.Concat(Enumerable.Range(1, more).Select(i => FormattableString.Invariant($", {(i * 37 % 101) - 20}")));
        return query with { Id = $"{query.Id} (longer)", Prompt = [new Message("user", question.Insert(at, added))] };
    }

    /// <summary>Answers to a longer question.</summary>
    /// <param name="right">A right answer to the question as it was.</param>
    /// <param name="claims">The task.</param>
    internal static IEnumerable<Variant> Of(Probe right, TaskClaims claims)
    {
        if (!claims.UsesPrompt || Longer(right.Query, Items) is not { } query)
            yield break;
        decimal[] numbers =
        [
            .. Texts.Numbers(query.Question[(query.Question.LastIndexOf(':') + 1)..]).Select(match => decimal.Parse(match.Value, CultureInfo.InvariantCulture)).Order(),
        ];
        query = query with { References = query.References.Count == 0 ? [] : [Joined(numbers)] };
        for (var i = 0; i + 1 < numbers.Length; i++)
        {
            decimal[] swapped = [.. numbers];
            (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
            yield return new Variant(query, Joined(swapped), "a longer list, two neighbours in each other's place", null);
            swapped[i] = swapped[i + 1];
            yield return new Variant(query, Joined(swapped), "a longer list, a number in the place of another", null);
        }
    }

    private static string Joined(IEnumerable<decimal> numbers) => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
