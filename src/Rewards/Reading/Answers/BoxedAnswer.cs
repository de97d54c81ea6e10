using System.Buffers;
using System.Text;

namespace Rlar.Rewards.Reading.Answers;

/// <summary>Reads <c>\boxed{...}</c> and <c>\fbox{...}</c>, with nested braces, in one pass over the text.</summary>
/// <param name="Start">Where the box begins.</param>
/// <param name="End">The index after its closing brace.</param>
/// <param name="Content">What is in it.</param>
public readonly record struct BoxedAnswer(int Start, int End, string Content)
{
    private static readonly HashSet<string> s_joiners =
    [
        "and", "or", "text", "quad", "qquad", "textbf", "mbox", "mathrm",
        "else", "maybe", "perhaps", "possibly", "also", "alternatively", "equivalently",
        "oder", "und", "ou", "et", "o", "y", "e", "\u0438\u043B\u0438", "\u0438", "\u6216", "\u6216\u8005", "\u548C",
    ];

    private static readonly string[] s_commands = ["\\boxed", "\\fbox"];

    private static readonly SearchValues<char> s_empty = SearchValues.Create(" \t\r\n.\u2026~_");

    /// <summary>Every closed box that stands in no other box, in order. A box that is never closed is none.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<BoxedAnswer> All(string text)
    {
        var found = new List<BoxedAnswer>();
        var at = 0;
        while (Next(text, at) is var (start, content) && start >= 0)
        {
            var end = Closing(text, content);
            if (end < 0)
                break; // what is open to the end of the text holds all that follows
            found.Add(new BoxedAnswer(start, end + 1, text[content..end]));
            at = end + 1;
        }

        return found;
    }

    /// <summary>
    /// The last box, or null. Boxes that a sentence gives together ("\boxed{1} and \boxed{2}") are one, their contents with commas between;
    /// where they all say the same it is said once.
    /// </summary>
    /// <param name="text">The text.</param>
    public static BoxedAnswer? Last(string text)
    {
        var boxes = All(text);
        if (boxes.Count == 0)
            return null;
        if (boxes.Any(b => IsEmpty(b.Content)) && boxes.Where(b => !IsEmpty(b.Content)).ToList() is { Count: > 0 } filled)
            boxes = filled;
        var first = boxes.Count - 1;
        while (first > 0 && Joins(text.AsSpan(boxes[first - 1].End, boxes[first].Start - boxes[first - 1].End)))
            first--;
        var joined = text.AsSpan(boxes[first].Start, boxes[^1].Start - boxes[first].Start);
        var joint = joined.Contains(" or ", StringComparison.Ordinal) ? " \\text{ or } " : " , ";
        var contents = boxes.Skip(first).Select(b => b.Content).ToList();
        var content = contents.TrueForAll(c => c.Trim() == contents[0].Trim()) ? contents[0] : string.Join(joint, contents);
        return new BoxedAnswer(boxes[first].Start, boxes[^1].End, content);
    }

    private static (int Start, int Content) Next(string text, int from)
    {
        for (var at = text.IndexOf('\\', from); at >= 0; at = text.IndexOf('\\', at + 1))
        {
            foreach (var command in s_commands)
            {
                if (string.CompareOrdinal(text, at, command, 0, command.Length) != 0)
                    continue;
                var brace = at + command.Length;
                while (brace < text.Length && char.IsWhiteSpace(text[brace]))
                    brace++;
                if (brace < text.Length && text[brace] == '{')
                    return (at, brace + 1);
            }
        }

        return (-1, -1);
    }

    private static int Closing(string text, int start)
    {
        var depth = 1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++; // an escaped brace is text
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }

        return -1;
    }

    // "\boxed{}" and "\boxed{...}" quote how an answer is to be given, and give none.
    private static bool IsEmpty(string content)
    {
        var rest = content.AsSpan();
        foreach (var command in s_dots)
            rest = rest.Trim().StartsWith(command) ? rest.Trim()[command.Length..] : rest;
        return rest.IndexOfAnyExcept(s_empty) < 0;
    }

    private static readonly string[] s_dots = ["\\ldots", "\\cdots", "\\dots", "\\text{...}", "\\cdot"];

    // "He needs \boxed{2} pens and \boxed{9} books": a few words, and "and" before the next, with its name or without.
    private static bool JoinsInSentence(ReadOnlySpan<char> between)
    {
        const int longest = 60;
        if (between.Length > longest || between.IndexOfAny(s_ends) >= 0)
            return false;
        var words = between.ToString().Split(s_between, StringSplitOptions.RemoveEmptyEntries);
        var and = Array.FindLastIndex(words, w => s_and.Contains(w));
        if (and < 0 || words.Take(and).Any(w => s_revising.Contains(w)) || and > 5)
            return false;
        var rest = words.AsSpan(and + 1);
        return rest.Length == 0 || (rest is [.., "="] && rest.Length <= 2);
    }

    private static readonly SearchValues<char> s_ends = SearchValues.Create(".?!:;\n");

    private static readonly char[] s_between = [' ', '$', ',', '{', '}', '(', ')', '\\', '~', '*'];

    private static readonly HashSet<string> s_and = ["and", "und", "et", "y", "e", "\u0438", "\u548C"];

    private static readonly HashSet<string> s_revising =
    [
        "no", "not", "wait", "wrong", "is", "was", "so", "then", "but", "actually", "hence", "thus", "therefore", "gives", "which", "check", "hmm",
    ];

    // Between joined boxes stand commas, signs, "and" or "or", but no other word and no end of a sentence.
    private static bool Joins(ReadOnlySpan<char> between)
    {
        if (JoinsInSentence(between))
            return true;
        var words = new StringBuilder();
        foreach (var c in between)
        {
            if (c is '.' or '?' or '!' or ':')
                return false;
            _ = words.Append(char.IsLetter(c) ? c : ' ');
        }

        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(s_joiners.Contains);
    }
}
