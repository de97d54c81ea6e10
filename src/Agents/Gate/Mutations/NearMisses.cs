using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Readings;

namespace Rlar.Agents.Gate.Mutations;

/// <summary>
/// Right answers changed a little. What the change makes certainly wrong is said so by the task's claims; of the rest the gate's own reading of the
/// description decides, or nobody.
/// </summary>
internal static class NearMisses
{
    private static readonly string[] s_prefixes = ["The answer is ", "not ", "Not ", "never on ", "anything but ", "I think ", "-"];
    private static readonly string[] s_suffixes = [" or so", " done", " and so on", " is wrong", " km", "?!"];

    /// <summary>The near misses of a right answer.</summary>
    /// <param name="right">The answer.</param>
    /// <param name="wrong">Wrong answers, of any row.</param>
    /// <param name="claims">The task.</param>
    internal static IEnumerable<Variant> Of(Probe right, IReadOnlyList<Probe> wrong, TaskClaims claims) =>
        Surrounded(right, wrong, claims)
            .Concat(Structural(right, claims))
            .Concat(Lists(right, claims))
            .Concat(NumberEdits.Of(right, claims))
            .Concat(ReferenceEdits.Of(right, claims))
            .Concat(Loose(right))
            .Where(variant => variant.Completion != right.Completion && !(variant.IsRight == false && Texts.IsSame(variant.Completion, right.Completion)));

    // What stands beside the answer, where nothing may.
    private static IEnumerable<Variant> Surrounded(Probe right, IReadOnlyList<Probe> wrong, TaskClaims claims)
    {
        var text = right.Completion.TrimEnd();
        if (text.Length == 0)
            yield break;
        bool? certain = claims.IsClosed ? false : null;
        var isLine = !text.Contains('\n', StringComparison.Ordinal);
        if (isLine)
        {
            foreach (var prefix in s_prefixes)
                yield return new Variant(right.Query, prefix == "-" && text[0] == '0' ? $"- {text}" : prefix + text, $"'{prefix}' before a right answer",
                    certain);
        }

        foreach (var suffix in s_suffixes)
            yield return new Variant(right.Query, text + suffix, $"'{suffix}' after a right answer", certain);
        if (char.IsAsciiDigit(text[^1]))
        {
            yield return new Variant(right.Query, text + ".5", "'.5' after a right answer", text.Contains('.', StringComparison.Ordinal)
                || !claims.Tolerates ? certain : null);
            yield return new Variant(right.Query, text + "1", "'1' after a right answer", claims.Tolerates ? null : certain);
        }

        var other = wrong.FirstOrDefault(probe => probe.Query.Question == right.Query.Question && probe.Completion.Trim().Length > 0);
        if (other is not null && isLine)
        {
            yield return new Variant(right.Query, $"{text} or {other.Completion.Trim()}", "a right answer or a wrong one", certain);
            yield return new Variant(right.Query, $"{other.Completion.Trim()} or {text}", "a wrong answer or a right one", certain);
        }

        // A denial inside the line: "Answer: not 42".
        var space = text.LastIndexOf(' ');
        if (space > text.LastIndexOf('\n') && claims is { IsExclusive: true, UsesReference: true } && right.Query.References.Any(text[(space + 1)..].Equals))
            yield return new Variant(right.Query, Texts.Replace(text, space, 1, " not "), "'not' before the last word", false);
    }

    // Each bracket, quotation mark and comma taken out.
    private static IEnumerable<Variant> Structural(Probe right, TaskClaims claims)
    {
        var text = right.Completion.Trim();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('[' or ']' or '{' or '}' or '"' or '\'' or ',' or ':' or '-'))
                continue;
            // Inside the answer a bracket may be part of a text; of those at its ends one cannot do without the other.
            var isEnd = i == 0 || i == text.Length - 1;
            bool? certain = claims.IsExclusive && isEnd && text[i] is '[' or ']' or '{' or '}' or '"' ? false : null;
            yield return new Variant(right.Query, text.Remove(i, 1), $"without one '{text[i]}'", certain);
        }

        if (text is [.., ']' or '}'])
        {
            yield return new Variant(right.Query, text[..^1] + "," + text[^1], "a comma before the end", null);
            yield return new Variant(right.Query, text + text[^1], "one bracket more at the end", claims.IsExclusive ? false : null);
        }
    }

    // Items dropped, doubled, put in other places.
    private static IEnumerable<Variant> Lists(Probe right, TaskClaims claims)
    {
        if (Texts.List(right.Completion) is not { } list)
            yield break;
        bool? certain = claims.IsSpecific && claims.UsesReference ? false : null;
        var (open, items, close) = list;
        for (var i = 0; i < items.Length && i < 8; i++)
        {
            yield return Made([.. items[..i], .. items[(i + 1)..]], "an item left out", certain);
            yield return Made([.. items[..i], items[i], .. items[i..]], "an item twice", certain);
            var next = (i + 1) % items.Length;
            if (i + 1 < items.Length && items[i].Trim() != items[next].Trim())
            {
                string[] swapped = [.. items];
                (swapped[i], swapped[next]) = (swapped[next], swapped[i]);
                yield return Made(swapped, "two items in each other's place", claims.IgnoresOrder ? null : certain);
                string[] doubled = [.. items];
                doubled[i] = doubled[next];
                yield return Made(doubled, "an item in the place of another", certain);
            }
        }

        if (items.Length > 1)
        {
            yield return Made([.. items, items[0]], "the first item again at the end", certain);
            yield return Made([items[0], "", .. items[1..]], "an empty item", certain);
        }

        Variant Made(string[] made, string kind, bool? isRight) => new(right.Query, open + string.Join(",", made).Trim() + close, kind, isRight);
    }

    // Changes that are right for some tasks and wrong for others: only a reading of the description can tell.
    private static IEnumerable<Variant> Loose(Probe right)
    {
        var text = right.Completion;
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length && i < 6; i++)
        {
            yield return Made(string.Join(' ', words.Where((_, at) => at != i)), "a word left out");
            yield return Made(string.Join(' ', words[..(i + 1)].Append("quite").Concat(words[(i + 1)..])), "a word put in");
        }

        if (words.Length > 1)
        {
            yield return Made(string.Join("  ", words), "two blanks between words");
            yield return Made(string.Join("\n", words), "a line a word");
            yield return Made(string.Join(" - ", words), "dashes between words");
        }

        var step = Math.Max(1, text.Length / 12);
        for (var i = 0; i < text.Length; i += step)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]))
                continue;
            yield return Made(Texts.Replace(text, i, 1, Texts.Rotate(text[i].ToString(), 1)), "a letter or figure changed");
            yield return Made(text.Remove(i, 1), "a letter or figure left out");
            yield return Made(text.Insert(i, text[i].ToString()), "a letter or figure doubled");
        }

        for (var i = 0; i + 1 < text.Length && i < 8; i++)
        {
            if (!char.IsAsciiLetterLower(text[i]) || !char.IsAsciiLetterLower(text[i + 1]) || text[i] == 'z' || text[i + 1] == 'a')
                continue;
            yield return Made(Texts.Replace(text, i, 2, $"{(char)(text[i] + 1)}{(char)(text[i + 1] - 1)}"), "two letters changed against each other");
            yield return Made(Texts.Replace(text, i, 2, $"{text[i]}{text[i]}"), "a letter in the place of its neighbour");
        }

        yield return Made(text.ToUpperInvariant(), "in capitals");
        yield return Made(text.ToLowerInvariant(), "in small letters");
        yield return Made(text.TrimEnd('?', '!', '.', ' ') + ".", "ends with a full stop");
        yield return Made(text + "\n" + Texts.Filler, "a sentence after it");
        yield return Made(Texts.Filler + text, "a sentence before it");

        Variant Made(string made, string kind) => new(right.Query, made, kind, null);
    }
}
