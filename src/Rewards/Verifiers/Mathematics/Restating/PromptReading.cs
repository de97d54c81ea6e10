using System.Text;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Extraction;
using Rlar.Rewards.Verifiers.Mathematics.Reading;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>The expressions of a prompt: its formulas, and what of its plain text reads as mathematics.</summary>
internal static class PromptReading
{
    private const int LongestPrompt = 8000;
    private const int MostExpressions = 60;
    private static readonly HashSet<string> s_functions =
        ["sqrt", "sin", "cos", "tan", "log", "ln", "gcd", "lcm", "max", "min", "exp", "abs", "floor", "ceil", "cbrt", "frac", "binom", "cdot", "times", "div"];

    /// <summary>The question without what tells how to answer: those sentences hold no expression of the problem.</summary>
    internal static string Question(string prompt)
    {
        var text = prompt.Length > LongestPrompt ? prompt[^LongestPrompt..] : prompt;
        var kept = new StringBuilder();
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && !IsEnd(text, at))
                continue;
            var sentence = text.AsSpan(start, Math.Min(at + 1, text.Length) - start);
            start = at + 1;
            if (!IsInstruction(sentence))
                _ = kept.Append(sentence).Append(' ');
        }

        return kept.ToString();
    }

    private static bool IsEnd(string text, int at) => text[at] is '\n' or '\u3002'
        || (text[at] is '.' or '?' or '!' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));

    /// <summary>Every expression that reads, in order.</summary>
    internal static List<MathNode> Expressions(string question, Fuel fuel)
    {
        var found = new List<MathNode>();
        var text = Dollars.Escape(question);
        var at = 0;
        foreach (var (start, end) in Formulas.In(text))
        {
            Plain(text.AsSpan(at, start - at), found, fuel);
            Add(text[start..end], found, fuel);
            at = end;
        }

        Plain(text.AsSpan(at), found, fuel);
        return found;
    }

    private static bool IsInstruction(ReadOnlySpan<char> sentence) => sentence.Contains("boxed", StringComparison.Ordinal)
        || sentence.Contains("step by step", StringComparison.OrdinalIgnoreCase) || sentence.Contains("final answer", StringComparison.OrdinalIgnoreCase);

    private static void Add(string expression, List<MathNode> found, Fuel fuel)
    {
        if (found.Count < MostExpressions && MathReader.Read(expression.Trim().TrimEnd('.', ',', ';', '?', '!', ':'), isProse: false, fuel) is { } node)
            found.Add(node);
    }

    // Runs of pieces that have a digit, a sign or one letter; words of operations between them are their signs.
    private static void Plain(ReadOnlySpan<char> text, List<MathNode> found, Fuel fuel)
    {
        var run = new StringBuilder();
        var hasNumber = false;
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            var isForeign = IsForeignLetter(text[at]);
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && IsForeignLetter(text[end]) == isForeign)
                end++;
            var piece = text[at..end].ToString();
            at = end;
            var word = piece.Trim('.', ',', '?', '!', ';', ':', '"', '\'');
            if (run.Length > 0 && PromptWords.Operators.TryGetValue(word, out var sign))
                _ = run.Append(' ').Append(sign).Append(' ');
            else if (!isForeign && IsMathematics(word))
                (_, hasNumber) = (run.Append(' ').Append(word), hasNumber || word.AsSpan().IndexOfAnyInRange('0', '9') >= 0);
            else
                Close();
            if (word.Length < piece.Length && piece[^1] is '.' or ',' or '?' or ';' or ':')
                Close();
        }

        Close();

        void Close()
        {
            if (run.Length > 1 && (hasNumber || run.Length > 3))
                Add(run.ToString(), found, fuel);
            _ = run.Clear();
            hasNumber = false;
        }
    }

    private static bool IsForeignLetter(char c) =>
        c > '\u0250' && char.IsLetter(c) && c is not ((>= '\u0370' and <= '\u03FF') or (>= '\u2070' and <= '\u209F'));

    // Letters in a row are a word, unless they name a function.
    private static bool IsMathematics(string piece)
    {
        var letters = 0;
        for (var at = 0; at <= piece.Length; at++)
        {
            if (at < piece.Length && char.IsLetter(piece[at]))
            {
                letters++;
                continue;
            }

            if (letters > 2 || (letters == 2 && piece.Length == 2))
            {
                if (!s_functions.Contains(piece[(at - letters)..at]))
                    return false;
            }

            letters = 0;
        }

        return piece.Length > 0;
    }
}
