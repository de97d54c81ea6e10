using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

internal static partial class OpenInstructKinds
{
    private static Predicate<string> Exactly(InstructionArguments arguments, Func<string, int> count)
    {
        var wanted = arguments.Count("N");
        return text => count(text) == wanted;
    }

    // "around" allows a tenth, but never less than one; Python rounds half to even, as Math.Round does. A sentence count allows one.
    private static Predicate<string> Quantified(InstructionArguments arguments, Func<string, int> count, bool isTenth)
    {
        var number = arguments.Count("N");
        var tolerance = isTenth ? Math.Max((int)Math.Round(number * 0.1), 1) : 1;
        return arguments.Text("quantifier") switch
        {
            "at least" => text => count(text) >= number,
            "at most" => text => count(text) <= number,
            "around" => text => Math.Abs(count(text) - number) <= tolerance,
            _ => throw arguments.Wrong("quantifier", "'at least', 'at most' or 'around'"),
        };
    }

    // re.split(r"(?<!\w\.\w.)(?<![A-Z][a-z]\.)(?<=\.|\?|!)\s"): a space after a mark, unless after "a.b." or "Mr.".
    private static int CountSentences(string text)
    {
        var count = 1;
        for (var at = text.AsSpan().IndexOfAny('.', '?', '!') + 1; at > 0 && at < text.Length;)
        {
            if (PythonText.IsSpace(text[at]) && !IsAbbreviated(text, at))
                count++;
            var next = text.AsSpan(at).IndexOfAny('.', '?', '!');
            at = next < 0 ? 0 : at + next + 1;
        }

        return count;
    }

    private static bool IsAbbreviated(string text, int at)
    {
        if (at >= 3 && text[at - 1] == '.' && char.IsAsciiLetterUpper(text[at - 3]) && char.IsAsciiLetterLower(text[at - 2]))
            return true;
        return at >= 4 && text[at - 3] == '.' && PythonWords.IsWordBefore(text, at - 3) && PythonWords.IsWordBefore(text, at - 1);
    }

    // Lines, stripped, that start with * or -.
    private static int CountBullets(string text)
    {
        var count = 0;
        foreach (var line in text.AsSpan().Split('\n'))
        {
            var content = PythonText.Strip(text.AsSpan()[line]);
            if (content.Length > 0 && content[0] is '*' or '-')
                count++;
        }

        return count;
    }

    // re.findall(r"\*(.*?)\*"): stars of a line in pairs.
    private static int CountHighlights(string text)
    {
        var count = 0;
        foreach (var line in text.AsSpan().Split('\n'))
            count += text.AsSpan()[line].Count('*') / 2;
        return count;
    }

    // re.findall(r"<<(.*?)>>").
    private static bool HasTitle(string text)
    {
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            var start = line.IndexOf("<<");
            if (start >= 0 && line[(start + 2)..].Contains(">>", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    // re.findall(r"\b[A-Z]+\b").
    private static int CountCapitalWords(string text)
    {
        var count = 0;
        for (var at = text.AsSpan().IndexOfAnyInRange('A', 'Z'); at >= 0 && at < text.Length;)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiLetterUpper(text[end]))
                end++;
            if (!PythonWords.IsWordBefore(text, at) && !PythonWords.IsWordAt(text, end))
                count++;
            var next = text.AsSpan(end).IndexOfAnyInRange('A', 'Z');
            at = next < 0 ? -1 : end + next;
        }

        return count;
    }
}
