using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>Splits an answer into the items of its list.</summary>
internal static partial class ListItems
{
    private const int MostItems = 10_000;

    /// <summary>
    /// The items: of a JSON list; or the bulleted or numbered lines, where there are two or more; or the parts between line breaks, semicolons,
    /// commas that group no thousands, and "and" before the last. Null where there are more than anyone lists.
    /// </summary>
    public static IReadOnlyList<string>? Of(string text)
    {
        text = JsonAnswer.Unfenced(text);
        if (text.StartsWith('[') && JsonLiterals.Read(text).Value is { Kind: LiteralKind.List } list)
            return [.. list.Items.Take(MostItems).Select(item => item.Kind == LiteralKind.Text ? item.Text : item.Show())];
        var lines = text.Split('\n', MostItems + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var marked = lines.Where(line => Bullet().IsMatch(line)).Select(line => Bullet().Replace(line, "")).ToArray();
        var items = marked.Length >= 2 ? marked : [.. lines.SelectMany(Parts).Select(part => part.Trim()).Where(part => part.Length > 0).Take(MostItems + 1)];
        return items.Length > MostItems ? null : items;
    }

    private static IEnumerable<string> Parts(string line)
    {
        line = Bullet().Replace(line, "").Trim().TrimEnd('.').Trim('[', ']', '{', '}', '(', ')');
        var start = 0;
        for (var at = 0; at < line.Length; at++)
        {
            var length = SeparatorAt(line, at);
            if (length == 0)
                continue;
            yield return line[start..at];
            start = at + length;
            at = start - 1;
        }

        yield return line[start..];
    }

    // A comma between two digits groups thousands.
    private static int SeparatorAt(string line, int at)
    {
        var isGrouping = at > 0 && at + 1 < line.Length && char.IsAsciiDigit(line[at - 1]) && char.IsAsciiDigit(line[at + 1]);
        if (line[at] == ';' || (line[at] == ',' && !isGrouping))
            return 1;
        foreach (var word in (ReadOnlySpan<string>)[" and ", " & "])
        {
            if (string.Compare(line, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return word.Length - 1;
        }

        return 0;
    }

    [GeneratedRegex(@"\A([-*\u2022\u2013]|\(?[0-9]{1,3}[.)])\s+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Bullet();
}
