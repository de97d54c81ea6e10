using System.Text.RegularExpressions;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Readings;

namespace Rlar.Agents.Gate.Mutations;

/// <summary>
/// Other questions to a right answer: where numbers and quoted words of the prompt and the reference are changed together, what was right is wrong. A
/// verifier that says the same for all of them does not look at what was asked.
/// </summary>
internal static partial class QueryChanges
{
    /// <summary>The changed questions of a right answer.</summary>
    /// <param name="right">The right answer.</param>
    /// <param name="claims">The task.</param>
    internal static IEnumerable<Variant> Of(Probe right, TaskClaims claims)
    {
        if (!claims.UsesPrompt && !claims.UsesReference)
            yield break;
        var bound = claims.AtLeast || claims.AtMost;
        if (!bound && !claims.Tolerates && Changed(right.Query, Bumped, claims) is { } near)
            yield return new Variant(near, right.Completion, "another question, numbers one off", false);
        // A quoted word with one of its letters twice, and an answer with another one twice.
        if (claims.UsesPrompt && Quoted().Match(right.Query.Question) is { Success: true } quoted && right.Completion.Trim() is { Length: > 2 } answer && answer.All(char.IsAsciiLetter))
        {
            var word = quoted.Groups["word"];
            var query = right.Query with
            {
                Id = $"{right.Query.Id} (doubled)",
                Prompt = [new Message("user", right.Query.Question.Insert(word.Index + word.Length, word.Value[^1..]))],
            };
            foreach (var letter in answer.Distinct().Where(letter => char.ToLowerInvariant(letter) != char.ToLowerInvariant(word.Value[^1])).Take(3))
                yield return new Variant(query, answer + letter, "a quoted word with a letter twice, and an answer with another one twice", null);
        }

        if (!claims.AtMost && Changed(right.Query, Longer, claims) is { } larger)
            yield return new Variant(larger, right.Completion, "another question, larger numbers", false);
        if (claims.AtMost && !claims.AtLeast && Changed(right.Query, Zero, claims) is { } least)
            yield return new Variant(least, right.Completion, "another question, smaller numbers", false);
    }

    /// <summary>The answers of other rows to a row's question; they are wrong where the references differ.</summary>
    /// <param name="right">A right answer.</param>
    /// <param name="others">Right answers to other questions.</param>
    /// <param name="claims">The task.</param>
    internal static IEnumerable<Variant> Swapped(Probe right, IReadOnlyList<Probe> others, TaskClaims claims)
    {
        foreach (var other in others)
        {
            if (other.Query.Question == right.Query.Question)
                continue;
            var differ = claims.UsesReference && !claims.Contains && !Share(right.Query, other.Query) && !Holds(other.Completion, right.Query);
            yield return new Variant(right.Query, other.Completion, "the answer of another row", differ ? false : null);
        }
    }

    private static bool Share(Query one, Query other) =>
        one.References.Any(reference => other.References.Any(text => Texts.IsSame(reference, text)));

    private static bool Holds(string completion, Query query) => query.References.Any(reference => Texts.IsSame(reference, completion));

    private static Query? Changed(Query query, Func<string, string> number, TaskClaims claims)
    {
        var prompt = claims.UsesPrompt ? Text(query.Question, number) : query.Question;
        string[] references = [.. query.References.Select(reference => claims.UsesReference ? Reference(reference, number) : reference)];
        // A verifier may go by either: only where both changed, or where the task has one alone, is the old answer wrong for every right one.
        var promptSame = prompt == query.Question;
        var referenceSame = references.SequenceEqual(query.References);
        if (promptSame && (referenceSame || claims.UsesPrompt))
            return null;
        if (claims.UsesReference && referenceSame)
            return null;
        var at = query.Prompt.ToList().FindLastIndex(message => message.Role == "user");
        return query with
        {
            Id = $"{query.Id} (changed)",
            Prompt = at < 0 ? query.Prompt : [.. query.Prompt.Select((message, i) => i == at ? message with { Content = prompt } : message)],
            References = references,
        };
    }

    private static string Text(string text, Func<string, string> number) =>
        Quoted().Replace(Number().Replace(text, match => number(match.Value)), match => $"\"{Letter(match.Groups["word"].Value)}\"");

    private static string Reference(string text, Func<string, string> number) =>
        Number().IsMatch(text) ? Number().Replace(text, match => number(match.Value)) : Letter(text);

    // One letter more, and another first one.
    private static string Letter(string text) => text.Length == 0 ? "x" : Texts.Rotate(text[..1], 1) + text[1..] + text[^1];

    private static string Bumped(string number) => number[..^1] + (char)(number[^1] == '9' ? '8' : number[^1] + 1);

    private static string Longer(string number) => number + "7";

    private static string Zero(string number) => "0";

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex("\"(?<word>[^\"]{1,60})\"", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
