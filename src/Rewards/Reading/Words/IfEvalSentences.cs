using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Reading.Words;

/// <summary>
/// Sentences by the substitutions of IFEval's split_into_sentences, which open-instruct's IFEvalG uses. The marks are characters of the
/// private use area and not "&lt;prd&gt;" and "&lt;stop&gt;", so that a response that holds those words is not cut at them.
/// </summary>
internal static partial class IfEvalSentences
{
    private const char Period = '\uE000';
    private const char Stop = '\uE001';
    private const string Starters = @"(?<b>Mr|Mrs|Ms|Dr|Prof|Capt|Cpt|Lt|He\s|She\s|It\s|They\s|Their\s|Our\s|We\s|But\s|However\s|That\s|This\s|Wherever)";
    private const int Milliseconds = 20_000;

    /// <summary>The sentences, stripped.</summary>
    internal static List<string> Split(string text)
    {
        text = $" {text}  ".Replace('\n', ' ');
        text = Prefixes().Replace(text, "${a}\uE000");
        text = Websites().Replace(text, "\uE000${a}");
        text = Decimals().Replace(text, "${a}\uE000${b}");
        text = Dots().Replace(text, match => new string(Period, match.Length) + Stop);
        text = text.Replace("Ph.D.", "Ph\uE000D\uE000");
        text = Initials().Replace(text, " ${a}\uE000 ");
        text = AcronymStarters().Replace(text, "${a}\uE001 ${b}");
        text = ThreeLetters().Replace(text, "${a}\uE000${b}\uE000${c}\uE000");
        text = TwoLetters().Replace(text, "${a}\uE000${b}\uE000");
        text = SuffixStarters().Replace(text, " ${a}\uE001 ${b}");
        text = Suffixes().Replace(text, " ${a}\uE000");
        text = Letters().Replace(text, " ${a}\uE000");
        text = text.Replace(".\u201D", "\u201D.").Replace(".\"", "\".").Replace("!\"", "\"!").Replace("?\"", "\"?");
        text = text.Replace(".", ".\uE001").Replace("?", "?\uE001").Replace("!", "!\uE001").Replace(Period, '.');
        var sentences = text.Split(Stop).Select(sentence => PythonText.Strip(sentence)).ToList();
        if (sentences[^1].Length == 0)
            sentences.RemoveAt(sentences.Count - 1);
        return sentences;
    }

    [GeneratedRegex("(?<a>Mr|St|Mrs|Ms|Dr)[.]", RegexOptions.None, Milliseconds)]
    private static partial Regex Prefixes();

    [GeneratedRegex("[.](?<a>com|net|org|io|gov|edu|me)", RegexOptions.None, Milliseconds)]
    private static partial Regex Websites();

    [GeneratedRegex("(?<a>[0-9])[.](?<b>[0-9])", RegexOptions.None, Milliseconds)]
    private static partial Regex Decimals();

    [GeneratedRegex(@"\.{2,}", RegexOptions.None, Milliseconds)]
    private static partial Regex Dots();

    [GeneratedRegex(@"\s(?<a>[A-Za-z])[.] ", RegexOptions.None, Milliseconds)]
    private static partial Regex Initials();

    [GeneratedRegex("(?<a>[A-Z][.][A-Z][.](?:[A-Z][.])?) " + Starters, RegexOptions.None, Milliseconds)]
    private static partial Regex AcronymStarters();

    [GeneratedRegex("(?<a>[A-Za-z])[.](?<b>[A-Za-z])[.](?<c>[A-Za-z])[.]", RegexOptions.None, Milliseconds)]
    private static partial Regex ThreeLetters();

    [GeneratedRegex("(?<a>[A-Za-z])[.](?<b>[A-Za-z])[.]", RegexOptions.None, Milliseconds)]
    private static partial Regex TwoLetters();

    [GeneratedRegex(" (?<a>Inc|Ltd|Jr|Sr|Co)[.] " + Starters, RegexOptions.None, Milliseconds)]
    private static partial Regex SuffixStarters();

    [GeneratedRegex(" (?<a>Inc|Ltd|Jr|Sr|Co)[.]", RegexOptions.None, Milliseconds)]
    private static partial Regex Suffixes();

    [GeneratedRegex(" (?<a>[A-Za-z])[.]", RegexOptions.None, Milliseconds)]
    private static partial Regex Letters();
}
