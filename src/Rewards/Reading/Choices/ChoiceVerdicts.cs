using System.Buffers;

namespace Rlar.Rewards.Reading.Choices;

/// <summary>Reads a verdict on each option, one a line: "A) False", "B ❌", "C: ✅".</summary>
internal static class ChoiceVerdicts
{
    private const int Longest = 1000;
    private const int LongestLine = 24;
    private static readonly SearchValues<char> s_around = SearchValues.Create(" \t*_()[].:|-–—\uFE0F\r");
    private static readonly string[] s_right = ["true", "correct", "right", "yes", "✅", "✓", "✔", "☑"];
    private static readonly string[] s_wrong = ["false", "incorrect", "wrong", "no", "❌", "✗", "✘", "✕", "×"];

    /// <summary>The letters that are called right, where every line of a text calls a letter right or wrong; "" for another text.</summary>
    internal static string Of(string text, string letters)
    {
        if (text.Length > Longest || !text.Contains('\n', StringComparison.Ordinal))
            return "";
        var (chosen, seen) = (new List<char>(), new List<char>());
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = Trimmed(text.AsSpan()[range]);
            if (line.IsEmpty)
                continue;
            if (line.Length > LongestLine || line.Length < 3 || !letters.Contains(line[0], StringComparison.Ordinal)
                || char.IsLetterOrDigit(line[1]) || seen.Contains(line[0]))
                return "";
            seen.Add(line[0]);
            var said = Trimmed(line[1..]);
            if (Holds(s_right, said))
                chosen.Add(line[0]);
            else if (!Holds(s_wrong, said))
                return "";
        }

        return seen.Count > 1 ? ChoiceSet.Ordered(chosen) : "";
    }

    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text)
    {
        var (start, end) = (text.IndexOfAnyExcept(s_around), text.LastIndexOfAnyExcept(s_around));
        return start < 0 ? [] : text[start..(end + 1)];
    }

    private static bool Holds(string[] words, ReadOnlySpan<char> said)
    {
        foreach (var word in words)
        {
            if (said.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
