using System.Buffers;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>IFEval's kinds of how long a response must be and how it must look.</summary>
internal static class IfEvalFormats
{
    private static readonly SearchValues<char> s_wordEnds = SearchValues.Create(".,?!'\"");
    private static readonly string[] s_answers = ["My answer is yes.", "My answer is no.", "My answer is maybe."];

    /// <summary>The kinds.</summary>
    internal static IReadOnlyList<InstructionKind> Kinds { get; } =
    [
        new("length_constraints:number_sentences", arguments => Compare(arguments, "num_sentences", PunktSentences.Count)),
        new("length_constraints:number_words", arguments => Compare(arguments, "num_words", text => PythonWords.CountWords(text))),
        new("length_constraints:number_paragraphs", NumberParagraphs),
        new("length_constraints:nth_paragraph_first_word", NthParagraphFirstWord),
        new("detectable_content:number_placeholders", arguments => AtLeast(arguments, "num_placeholders", text => Marks.Placeholders(text))),
        new("detectable_content:postscript", Postscript),
        new("detectable_format:number_bullet_lists", NumberBullets),
        new("detectable_format:constrained_response", text => Array.Exists(s_answers, answer => text.Contains(answer, StringComparison.Ordinal))),
        new("detectable_format:number_highlighted_sections", arguments => AtLeast(arguments, "num_highlights", text => Marks.Highlights(text))),
        new("detectable_format:multiple_sections", MultipleSections),
        new("detectable_format:json_format", IsJson),
        new("detectable_format:title", text => Marks.HasTitle(text)),
        new("combination:two_responses", HasTwoResponses),
        new("combination:repeat_prompt", RepeatPrompt),
    ];

    /// <summary>A count and the field's number in the relation that the field "relation" names.</summary>
    internal static Predicate<string> Compare(InstructionArguments arguments, string field, Func<string, int> count)
    {
        var threshold = arguments.Count(field);
        var holds = arguments.Relation("relation");
        return text => holds(count(text), threshold);
    }

    /// <summary>A count that is at least the field's number.</summary>
    internal static Predicate<string> AtLeast(InstructionArguments arguments, string field, Func<string, int> count)
    {
        var least = arguments.Count(field);
        return text => count(text) >= least;
    }

    private static Predicate<string> NumberParagraphs(InstructionArguments arguments)
    {
        var wanted = arguments.Count("num_paragraphs");
        return text => Marks.Paragraphs(Marks.BlankParagraphs(text)) == wanted;
    }

    private static Predicate<string> NumberBullets(InstructionArguments arguments)
    {
        var wanted = arguments.Count("num_bullets");
        return text => Marks.Bullets(text) == wanted;
    }

    private static Predicate<string> NthParagraphFirstWord(InstructionArguments arguments)
    {
        var wanted = arguments.Count("num_paragraphs");
        var nth = arguments.Count("nth_paragraph", least: 1);
        if (nth > wanted)
            throw arguments.Wrong("nth_paragraph", $"a number up to num_paragraphs, which is {wanted}");
        var firstWord = arguments.Text("first_word").ToLowerInvariant();
        return text =>
        {
            // Blank paragraphs are none. The original does not count them, and yet lets them keep their place.
            var paragraphs = Array.FindAll(text.Split("\n\n"), paragraph => !PythonText.IsBlank(paragraph));
            return paragraphs.Length == wanted && FirstWord(paragraphs[nth - 1]) == firstWord;
        };
    }

    private static string FirstWord(string paragraph)
    {
        var start = PythonText.SkipSpace(paragraph, 0);
        var word = paragraph.AsSpan(start, PythonText.NextSpace(paragraph, start) - start).TrimStart('\'').TrimStart('"');
        var end = word.IndexOfAny(s_wordEnds);
        return (end < 0 ? word : word[..end]).ToString().ToLowerInvariant();
    }

    // Without ^ the marker may stand anywhere, and what follows it may be nothing.
    private static Predicate<string> Postscript(InstructionArguments arguments)
    {
        var marker = arguments.Stripped("postscript_marker");
        if (marker == "P.P.S")
            return text => HasLetters(text, "pp", 's', endsWithPeriod: false);
        if (marker == "P.S.")
            return text => HasLetters(text, "p", 's', endsWithPeriod: true);
        var pattern = new KeywordPattern(arguments, "postscript_marker", marker.ToLowerInvariant(), ignoresCase: false);
        return text => pattern.Occurs(text.ToLowerInvariant());
    }

    // "p." for each letter before the last, with at most one space after each period.
    private static bool HasLetters(string text, string before, char last, bool endsWithPeriod)
    {
        for (var start = text.IndexOf('p', StringComparison.OrdinalIgnoreCase);
            start >= 0;
            start = text.IndexOf("p", start + 1, StringComparison.OrdinalIgnoreCase))
        {
            var at = start;
            var isMatch = true;
            foreach (var _ in before)
            {
                isMatch = isMatch && at + 1 < text.Length && text[at] is 'p' or 'P' && text[at + 1] == '.';
                at += 2;
                if (isMatch && at < text.Length && PythonText.IsSpace(text[at]))
                    at++;
            }

            if (isMatch && at < text.Length && char.ToLowerInvariant(text[at]) == last && (!endsWithPeriod || (at + 1 < text.Length && text[at + 1] == '.')))
                return true;
        }

        return false;
    }

    private static Predicate<string> MultipleSections(InstructionArguments arguments)
    {
        var splitter = arguments.Stripped("section_spliter");
        var least = arguments.Count("num_sections");

        // re.split gives a part for each match and for each group of each match.
        var pattern = new KeywordPattern(arguments, "section_spliter", $@"{splitter}\s?\d+", ignoresCase: false);
        return text => pattern.Count(text) * (1 + pattern.Groups) >= least;
    }

    private static bool IsJson(string text)
    {
        var value = PythonText.Strip(text.AsSpan());
        foreach (var fence in (ReadOnlySpan<string>)["```json", "```Json", "```JSON", "```"])
        {
            if (value.StartsWith(fence))
                value = value[fence.Length..];
        }

        if (value.EndsWith("```"))
            value = value[..^3];
        return PythonJson.IsValid(PythonText.Strip(value));
    }

    private static bool HasTwoResponses(string text)
    {
        var parts = text.Split("******");
        if (Marks.Paragraphs([.. parts.Select(part => PythonText.IsBlank(part))]) != 2)
            return false;
        var responses = Array.FindAll(parts, part => !PythonText.IsBlank(part));
        return !PythonText.Strip(responses[0]).SequenceEqual(PythonText.Strip(responses[1]));
    }

    private static Predicate<string> RepeatPrompt(InstructionArguments arguments)
    {
        var prompt = arguments.Stripped("prompt_to_repeat");
        return text => PythonText.Strip(text).StartsWith(prompt, StringComparison.OrdinalIgnoreCase);
    }
}
