using System.Buffers;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Choices;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// The choice that a completion makes: one letter, several, or none. The field of a JSON answer that holds it, what its last mark marks, or all that it
/// says; in these an option's text and nothing else, a list of letters, a letter in a sentence, an option named in a sentence. A letter beside another
/// option's text is no choice.
/// </summary>
internal static partial class ChoiceReading
{
    // A field that holds a choice, the surest first.
    private static readonly string[] s_fields =
    [
        "final_answer", "finalanswer", "answer", "answers", "correct_answer", "correct_option", "correct_choice", "answer_choice", "answer_letter",
        "choice", "choices", "option",
        "options", "letter", "selected_option", "selected", "selection", "prediction", "label",
    ];

    /// <summary>The letters chosen, each once and in order; empty for none.</summary>
    /// <param name="completion">The completion.</param>
    /// <param name="question">The question.</param>
    internal static string Of(string completion, ChoiceQuestion question)
    {
        var text = ChoiceCues.InEnglish(InOneLine(WithoutNextQuestion(completion)));
        if (OfJson(text, question) is { } field)
            return field;
        return FinalAnswer.Of(question.InLetters(text)) is { } answer ? Of(answer, question) : "";
    }

    // The heading "### Answer" marks the line after it.
    private static string InOneLine(string text) =>
        text.Contains('#', StringComparison.Ordinal) && s_heading.IsMatch(text) ? s_heading.Replace(text, "Answer: ") : text;

    // A base model goes on with a question of its own.
    private static string WithoutNextQuestion(string text)
    {
        var next = text.IndexOf("\nQuestion:", StringComparison.Ordinal);
        return next > 0 && !string.IsNullOrWhiteSpace(text[..next]) ? text[..next] : text;
    }

    private static string Of(FinalAnswer answer, ChoiceQuestion question)
    {
        var text = ChoiceLetter.Plain(answer.Text);
        if (!question.IsNumbered && ChoiceLetter.Alone(AfterNumber(text), question.Letters) is { } alone)
            return alone.ToString();
        var options = question.Options;
        if (options.Texts.Whole(text) is { } whole)
            return whole.ToString();
        if (options.Texts.AreKnown && text.AsSpan().ContainsAny(s_ordinalWords) && Ordinal().Match(text) is { Success: true } ordinal)
            return OfOrdinal(ordinal.Groups["word"].Value, options);
        if (ChoiceVerdicts.Of(text, options.Letters) is { Length: > 0 } judged)
            return judged;
        if (ChoiceSet.Of(text, options) is { Length: > 1 } several)
            return several;
        if (ChoiceLetter.Of(answer, options.Letters) is { } letter)
            return options.Texts.Conflicts(text, letter) ? "" : letter.ToString();
        return ChoiceLetter.AreNamed(text, options.Letters) ? "" : (options.Texts.Named(text) ?? ChoiceClauses.Of(text, options.Texts))?.ToString() ?? "";
    }

    // "1. B"
    private static ReadOnlySpan<char> AfterNumber(ReadOnlySpan<char> text) =>
        text is [>= '1' and <= '9', '.' or ')', ' ', ..] ? text[3..] : text;

    private static string OfOrdinal(string word, ChoiceOptions options)
    {
        var place = word.Equals("last", StringComparison.OrdinalIgnoreCase) ? options.Letters.Length - 1
            : Array.FindIndex(s_ordinals, ordinal => ordinal.Equals(word, StringComparison.OrdinalIgnoreCase));
        return place >= 0 && place < options.Letters.Length ? options.Letters[place].ToString() : "";
    }

    private static readonly LinearPattern s_heading = new(Heading());

    [GeneratedRegex(@"(?m)^#{1,6}[ \t]*\**((final|correct|my)[ \t]+)?answer[ \t]*:?\**:?[ \t\r]*\n\s*", PatternOptions.AnyCase)]
    private static partial Regex Heading();

    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];
    private static readonly SearchValues<string> s_ordinalWords = SearchValues.Create([.. s_ordinals, "last"], StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"\A\W*(it['\u2019]s\s+)?(the\s+)?(?<word>first|second|third|fourth|fifth|sixth|last)\s+(option|choice|one|answer)\W*\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Ordinal();

    // {"answer": "B"}, alone, in one fenced block, or on the last line of a text
    private static string? OfJson(string text, ChoiceQuestion question)
    {
        if (!text.Contains('"', StringComparison.Ordinal) || text.AsSpan().TrimEnd().TrimEnd('`').TrimEnd() is not [.., '}' or ']']
            || JsonAnswer.Of(text, amongProse: true)?.Trim() is not { Length: > 1 } answer)
            return null;
        if (answer[0] is not ('{' or '['))
            answer = answer[(answer.LastIndexOf('\n') + 1)..];
        if (answer is not ['{' or '[', ..] || JsonLiterals.Read(answer).Value is not { } value)
            return null;
        if (value.Kind == LiteralKind.Map)
            return Field(value) is { } field ? OfValue(field, question) : value.Members.All(member => member.Key.Length == 1) ? "" : null;
        return value.Kind == LiteralKind.List && value.Items.Count > 0 && value.Items.All(item =>
            item.Kind == LiteralKind.Text) ? OfValue(value, question) : null;
    }

    private static Literal? Field(Literal map)
    {
        foreach (var name in s_fields)
        {
            foreach (var (key, value) in map.Members)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return value;
            }
        }

        return null;
    }

    private static string OfValue(Literal value, ChoiceQuestion question)
    {
        if (value.Kind == LiteralKind.List)
        {
            var letters = value.Items.Select(item => OfValue(item, question)).ToArray();
            return letters.All(item => item.Length == 1) ? ChoiceSet.Ordered(letters.Select(item => item[0])) : "";
        }

        return value.Kind == LiteralKind.Map ? "" : Of(new FinalAnswer(question.InLetters(value.Kind == LiteralKind.Text ? value.Text.Trim()
            : value.Show()), true), question);
    }
}
