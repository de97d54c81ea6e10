using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Reading.Choices;

/// <summary>
/// The options of a question: those of its metadata, or the last run of labels in its prompt ("A) ... B) ...", on lines of their own or in one).
/// Options that the prompt numbers have letters here, too, for the reading of a choice to be one.
/// </summary>
internal sealed partial class ChoiceOptions
{
    // Of no use as an article, a pronoun or a name of an element in front of a verb.
    private const string NumberLetters = "QRSTUVWXY";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int LongestPrompt = 40_000;
    private static readonly string[] s_lists = ["choices", "options", "answer_choices", "endings"];

    private ChoiceOptions(string letters, IReadOnlyList<string> texts, string question, bool isNumbered)
    {
        Letters = letters;
        IsNumbered = isNumbered;
        Texts = new ChoiceTexts(letters, texts, question);
    }

    /// <summary>The letters that may be chosen.</summary>
    internal string Letters { get; }

    /// <summary>What the options say; empty where it is not known.</summary>
    internal ChoiceTexts Texts { get; }

    /// <summary>Whether the question numbers its options.</summary>
    internal bool IsNumbered { get; }

    /// <summary>Options of which only the letters are known.</summary>
    internal static ChoiceOptions Of(string letters) => new(letters, [], "", isNumbered: false);

    /// <summary>The options of a question; where it shows none, the letters alone.</summary>
    /// <param name="query">The question.</param>
    /// <param name="letters">The letters of a question that shows none.</param>
    internal static ChoiceOptions Of(Query query, string letters)
    {
        if (OfMetadata(query.Question, query.Metadata) is { } given)
            return given;
        var prompt = query.Question;
        prompt = ChoiceCues.Narrow(prompt.Length <= LongestPrompt ? prompt : prompt[^LongestPrompt..]);
        var lines = LineLabels(prompt);
        return Run(prompt, lines, 'A') ?? Run(prompt, Labels(prompt), 'A') ?? Run(prompt, lines, 'a') ?? Run(prompt, lines, '1') ?? Of(letters);
    }

    /// <summary>A text in which the numbers of options, where the question has such, are the letters that stand for them.</summary>
    internal string InLetters(string text)
    {
        if (!IsNumbered)
            return text;
        var letters = new StringBuilder(text);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is >= '1' and <= '9' && text[at] - '1' < Letters.Length && !Touches(text, at - 1, -1) && !Touches(text, at + 1, 1))
                letters[at] = Letters[text[at] - '1'];
        }

        return letters.ToString();
    }

    // A digit of a longer number, of a name ("x2"), or beside its point.
    private static bool Touches(string text, int at, int step) => at >= 0 && at < text.Length
        && (char.IsLetterOrDigit(text[at]) || (text[at] is '.' or ',' or '/' or '-' && at + step >= 0 && at + step < text.Length
            && char.IsAsciiDigit(text[at + step]))
            || text[at] is '%' or '\u00b0' or '^' or '+' or '=' or '<' or '>' || (step < 0 && text[at] == '-'));

    // The last run of labels that begins with the first one and leaves none out.
    private static ChoiceOptions? Run(string prompt, IReadOnlyList<Label> labels, char first)
    {
        var (begin, length, best, bestLength) = (0, 0, 0, 0);
        var run = new List<Label>();
        foreach (var label in labels)
        {
            if (label.Letter == first)
                (begin, length) = (run.Count, 1);
            else if (length > 0 && label.Letter == first + length)
                length++;
            else
                continue;
            run.Add(label);
            if (length >= 2)
                (best, bestLength) = (begin, length);
        }

        if (bestLength == 0)
            return null;
        var texts = new string[bestLength];
        for (var i = 0; i < bestLength; i++)
            texts[i] = Text(prompt, run[best + i].End, i + 1 < bestLength ? run[best + i + 1].Start : -1);
        return first == '1'
            ? new ChoiceOptions(NumberLetters[..bestLength], texts, prompt, isNumbered: true)
            : new ChoiceOptions(Alphabet[..bestLength], texts, prompt, isNumbered: false);
    }

    private static string Text(string prompt, int start, int next)
    {
        var line = prompt.IndexOf('\n', start);
        var end = next >= 0 ? next : line >= 0 ? line : prompt.Length;
        return prompt[start..Math.Max(start, end)].Trim().TrimEnd(',', ';').Trim('*', ' ', '\n', '\r');
    }

    // "A) ", "(A) ", "**A.** ", "- A: ", "A - " and their like at the beginning of a line, with small letters and digits too.
    private static List<Label> LineLabels(string prompt)
    {
        var labels = new List<Label>();
        for (var line = 0; line < prompt.Length;)
        {
            var at = Past(prompt, line, " \t\r>*-([");
            if (at + 1 < prompt.Length && char.IsAsciiLetterOrDigit(prompt[at]) && Closed(prompt, at + 1) is var end and > 0)
                labels.Add(new Label(prompt[at], line, end));
            var next = prompt.IndexOf('\n', line);
            line = next < 0 ? prompt.Length : next + 1;
        }

        return labels;
    }

    // Where a label's mark ends; 0 where none closes it.
    private static int Closed(string prompt, int at)
    {
        at = Past(prompt, at, "*");
        var mark = Past(prompt, at, " ");
        if (mark >= prompt.Length)
            return 0;
        if (prompt[mark] is ')' or ']' or '.' or ':' && mark - at < 2)
            return mark + 1 == prompt.Length || prompt[mark] is ')' or ']' || prompt[mark + 1] is ' ' or '*' or '\t' or '\n' || prompt[mark + 1] > 127
                ? Past(prompt, mark + 1, "*.:") : 0;
        return mark > at && prompt[mark] == '-' && mark + 1 < prompt.Length && prompt[mark + 1] == ' ' ? mark + 1 : 0;
    }

    private static int Past(string text, int at, ReadOnlySpan<char> marks)
    {
        while (at < text.Length && marks.Contains(text[at]))
            at++;
        return at;
    }

    // Labels within lines: "(A) red (B) blue", "A) red B) blue".
    private static IReadOnlyList<Label> Labels(string prompt) =>
        prompt.Contains("A)", StringComparison.Ordinal) || prompt.Contains("A. ", StringComparison.Ordinal)
        ? [.. Within().Matches(prompt).Select(match => new Label(match.Groups["label"].Value[0], match.Index, match.Index + match.Length))]
        : [];

    private readonly record struct Label(char Letter, int Start, int End);

    private static ChoiceOptions? OfMetadata(string question, JsonElement? fields)
    {
        if (fields is not { ValueKind: JsonValueKind.Object } metadata)
            return null;
        foreach (var name in s_lists)
        {
            if (metadata.TryGetProperty(name, out var value) && OfList(value, question) is { } options)
                return options;
        }

        return null;
    }

    // ["Paris", …], {"A": "Paris", …} or, as ARC has it, {"label": ["A", …], "text": ["Paris", …]}
    private static ChoiceOptions? OfList(JsonElement value, string question)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("text", out var inner) && inner.ValueKind == JsonValueKind.Array)
        {
            var isNumbered = value.TryGetProperty("label", out var labels) && labels.ValueKind == JsonValueKind.Array && labels.GetArrayLength() > 0
                && labels[0].ToString() == "1";
            return OfTexts(inner.EnumerateArray(), question, isNumbered);
        }

        if (value.ValueKind == JsonValueKind.Array)
            return OfTexts(value.EnumerateArray(), question, isNumbered: false);
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        var next = 'A';
        foreach (var field in value.EnumerateObject())
        {
            if (field.Name != (next++).ToString())
                return null;
        }

        return OfTexts(value.EnumerateObject().Select(field => field.Value), question, isNumbered: false);
    }

    private static ChoiceOptions? OfTexts(IEnumerable<JsonElement> items, string question, bool isNumbered)
    {
        var texts = items.Select(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number ? item.ToString() : "").ToArray();
        if (texts.Length < 2 || texts.Length > (isNumbered ? 9 : 26))
            return null;
        var letters = Alphabet[..texts.Length];

        // "A) Paris" in a list says its own letter.
        var areLabelled = texts.Select((text, i) => Labelled().Match(text) is { Success: true } match
            && match.Groups["label"].Value[0] == letters[i]).All(is_ => is_);
        if (areLabelled)
            texts = [.. texts.Select(text => Labelled().Replace(text, ""))];
        return new ChoiceOptions(isNumbered ? NumberLetters[..texts.Length] : letters, texts, question, isNumbered);
    }

    private const RegexOptions Bounded = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\((?<label>[A-Z])\)|(\s|^)(?<label>[A-Z])[).:]\s", Bounded)]
    private static partial Regex Within();

    [GeneratedRegex(@"\A\s*\(?(?<label>[A-Z])[).:]\s*", Bounded)]
    private static partial Regex Labelled();
}
