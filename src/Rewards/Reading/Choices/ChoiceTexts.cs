using System.Text;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Reading.Choices;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>What the options of a question say, for answers that repeat an option's text.</summary>
internal sealed partial class ChoiceTexts
{
    // A longer answer argues, and an option that it names need not be the one it means.
    private const int LongestSentence = 300;
    private const int ShortestMention = 4;
    private const int Wrapping = 40;
    private static readonly LinearPattern s_unsure = new(Unsure());
    private static readonly LinearPattern s_opening = new(Opening());
    private readonly string _letters;
    private readonly int _longest;
    private readonly Lazy<string[]> _forms;
    private readonly Lazy<string[]> _bare;
    private readonly Lazy<HashSet<string>> _question;
    private readonly Lazy<string[]> _asked;

    /// <summary>Takes the texts of options.</summary>
    /// <param name="letters">Their letters.</param>
    /// <param name="texts">Their texts, or none.</param>
    /// <param name="question">The words of the question.</param>
    internal ChoiceTexts(string letters, IReadOnlyList<string> texts, string question)
    {
        _letters = letters;
        _longest = texts.Count == 0 ? 0 : Wrapping + (2 * texts.Max(text => text.Length));
        _forms = new Lazy<string[]>(() => [.. texts.Select(Form)]);
        _bare = new Lazy<string[]>(() => [.. _forms.Value.Select(Bare)]);
        _question = new Lazy<HashSet<string>>(() => [.. Form(question).Split(' ')]);
        _asked = new Lazy<string[]>(() => [.. Form(LastSentence(question)).Split(' ').Where(word => word.Length > 2 && !s_empty.Contains(word))]);
    }

    /// <summary>Whether any are known.</summary>
    internal bool AreKnown => _longest > 0;

    /// <summary>The option whose text an answer is, and no other's; null for another answer.</summary>
    internal char? Whole(string answer)
    {
        if (!AreKnown || answer.Length > _longest)
            return null;
        var form = Form(answer);
        if (form.Length < 2 && !char.IsDigit(form.FirstOrDefault('x')) && !(form.Length == 1 && form[0] > 127))
            return null;
        return Only(_forms.Value, form) ?? (Bare(form) is { Length: > 0 } bare ? Only(_bare.Value, bare) : null);
    }

    /// <summary>The one option that a short sentence names, where nothing in it denies or doubts; null for another answer.</summary>
    internal char? Named(string answer)
    {
        if (!AreKnown || answer.Length > LongestSentence)
            return null;
        var sentence = answer.Trim().TrimEnd('.', '!', '*', ' ');
        if (sentence.AsSpan().IndexOfAny('?', '\n') >= 0 || sentence.Contains(". ", StringComparison.Ordinal) || s_unsure.IsMatch(answer))
            return null;
        if (s_opening.Match(sentence) is { Success: true } opening && Whole(sentence[opening.Length..]) is { } said)
            return said;
        var forms = _forms.Value;
        var form = $" {Form(sentence)} ";
        var named = new List<int>();
        for (var i = 0; i < forms.Length; i++)
        {
            if (forms[i].Length > 0 && form.Contains($" {forms[i]} ", StringComparison.Ordinal))
                named.Add(i);
        }

        // "dioxide" is named by "carbon dioxide", but nothing is meant by it.
        named.RemoveAll(i => named.Exists(j => j != i && $" {forms[j]} ".Contains($" {forms[i]} ", StringComparison.Ordinal)
            && Occurrences(form, forms[i]) == Occurrences(form, forms[j])));
        return named is [var only] && IsTelling(forms[only]) && Says(form, $" {forms[only]} ") ? _letters[only] : null;
    }

    /// <summary>Whether a clause has every word of the question's last sentence that carries something.</summary>
    internal bool SpeaksOfAllThatIsAsked(string clause)
    {
        var words = Form(clause).Split(' ').ToHashSet(StringComparer.Ordinal);
        return _asked.Value.Length > 0 && _asked.Value.All(words.Contains);
    }

    // "X is ...", "... is X", or X among words of the question and words that carry nothing.
    private bool Says(string sentence, string option)
    {
        var at = sentence.IndexOf(option, StringComparison.Ordinal);
        var (before, after) = (sentence[..at].Trim(), sentence[(at + option.Length)..].Trim());
        if (before.Length == 0 && s_copulas.Any(copula => (sentence[(at + option.Length)..] + " ").StartsWith(copula + " ", StringComparison.Ordinal)))
            return true;
        if (after.Length == 0 && s_copulas.Any(copula => sentence[..at].EndsWith(" " + copula, StringComparison.Ordinal)))
            return true;
        return $"{before} {after}".Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => _question.Value.Contains(word) || s_empty.Contains(word));
    }

    private static string LastSentence(string question)
    {
        var end = question.AsSpan().TrimEnd(" ?:.\n").Length;
        var start = question.AsSpan(0, end).LastIndexOfAny(".?!\n");
        return question[(start + 1)..end];
    }

    private static readonly string[] s_copulas = ["is", "are", "was", "were", "because", "since", "ist", "est", "es", "é", "è", "est", "это"];

    private static readonly HashSet<string> s_empty =
    [
        "a", "an", "the", "is", "are", "was", "were", "be", "it", "its", "this", "that", "they", "in", "on", "of", "to", "at", "by", "for", "with",
        "and", "i", "we", "think", "believe",
        "choose", "pick", "select", "answer", "option", "choice", "correct", "right", "so", "therefore", "thus", "hence", "because", "would", "must",
        "which", "who", "what", "one",
        "die", "der", "das", "ist", "la", "le", "el", "est", "es",
    ];

    /// <summary>Whether an answer gives a letter with the text of another option.</summary>
    internal bool Conflicts(string answer, char letter)
    {
        if (!AreKnown || answer.Length > LongestSentence)
            return false;
        var at = answer.IndexOf(letter, StringComparison.OrdinalIgnoreCase);
        while (at >= 0 && ((at > 0 && char.IsLetterOrDigit(answer[at - 1])) || (at + 1 < answer.Length && char.IsLetterOrDigit(answer[at + 1]))))
            at = answer.IndexOf(letter.ToString(), at + 1, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        var line = answer.IndexOf('\n', at);
        var rest = Around().Replace(answer[..at], "") + " " + Around().Replace(answer[(at + 1)..(line < 0 ? answer.Length : line)], "");
        if (Whole(rest) is { } other)
            return other != letter;
        rest = rest.Trim();
        return rest.Length > 0 && (rest[0] is '\u2717' or '\u2718' or '\u274c' or '\u00d7' || s_wrongs.Contains(rest.ToLowerInvariant()));
    }

    private static readonly HashSet<string> s_wrongs = ["false", "wrong", "incorrect", "no", "untrue", "not"];

    private char? Only(string[] forms, string form)
    {
        var found = Array.IndexOf(forms, form);
        return found >= 0 && Array.IndexOf(forms, form, found + 1) < 0 ? _letters[found] : null;
    }

    private static int Occurrences(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf($" {part} ", StringComparison.Ordinal); at >= 0; at = text.IndexOf($" {part} ", at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }

    // "one" or "2" in a sentence need be no option.
    private static bool IsTelling(string form) => form.Length >= ShortestMention && form.Any(char.IsLetter) && !s_common.Contains(form);

    private static readonly HashSet<string> s_common =
    [
        "true", "false", "none", "both", "either", "neither", "some", "many", "more", "less", "most", "three", "four", "five", "seven", "eight",
        "nine", "always", "never", "other",
        "none of above", "all of above", "same",
    ];

    private static string Form(string text) => TextNormalization.NormalizeAnswer(text.Replace("\\", " ", StringComparison.Ordinal));

    // Letters alone; nothing where another mark or a digit could make another answer.
    private static string Bare(string form)
    {
        var letters = new StringBuilder(form.Length);
        foreach (var c in form)
        {
            if (char.IsLetter(c))
                letters.Append(c);
            else if (c is not (' ' or '-' or '\'' or '\u2019'))
                return "";
        }

        return letters.Length >= ShortestMention ? letters.ToString() : "";
    }

    [GeneratedRegex(@"[\s()\[\]{}*_$:.,""'-]+\z|\A[\s()\[\]{}*_$:.,""'-]+|\b(option|choice|letter|answer|the|is)\b", PatternOptions.AnyCase, 1000)]
    private static partial Regex Around();

    // "It's", "I think it is", "the gas is", up to the last word that joins
    [GeneratedRegex(
        @"\A[\s*]*((so|thus|therefore|hence)\s*,?\s+)?((i\s+(think|believe|choose|pick|select|say|go\s+with)(\s+that)?\s+)?(it['\u2019]s|it\s+is"
        + @"|that\s+is|this\s+is|they\s+are)\s+"
        + @"|i\s+(think|believe|choose|pick|select|say|go\s+with)(\s+that)?\s+)",
        PatternOptions.AnyCase)]
    private static partial Regex Opening();

    // A denial, a second thought or a condition in any of the languages read here.
    [GeneratedRegex(
        @"\b(not|no|never|neither|nor|or|cannot|except|excluding|unless|if|but|wrong|incorrect|false|instead|rather|maybe|perhaps|possibly|might|could"
        + @"|either|both|than|versus|vs|unlike"
        + @"|without|eliminat\w*|rul(e|es|ed|ing)\s+out|nicht|kein\w*|oder|pas|ou|non|o|nie|lub|niet|of\s+course\s+not|geen|не|нет|или|không|hoặc"
        + @"|değil|veya)\b|n['\u2019]t\b"
        + @"|[不没非或]|ない|ません|または|아니|또는|नहीं|ليس|أو|ไม่|หรือ",
        PatternOptions.AnyCase)]
    private static partial Regex Unsure();
}
