using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Answering;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

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
        var items = marked.Length >= 2 ? marked
            : [.. lines.Where(line => !IsRule(line)).SelectMany(Parts).Select(part => part.Trim()).Where(part => part.Length > 0).Take(MostItems + 1)];
        return items.Length > MostItems ? null : items;
    }

    /// <summary>
    /// The list that a sentence introduces ("The primary colours are red, yellow and blue.", "Here they are: ..."), one whose items are numbered in a line, or
    /// the column of a table; null for another text, and where the introduction denies or limits.
    /// </summary>
    internal static string? WithoutLead(string text)
    {
        text = text.Trim();
        if (text.StartsWith('|'))
            return Column(text);
        if (InlineNumber().Count(text) > 1 && !text.Contains('\n', StringComparison.Ordinal))
            return InlineNumber().Replace(text, "\n").Trim();
        if ((ColonLead().Match(text) is { Success: true } colon ? colon : VerbLead().Match(text)) is not { Success: true } lead
            || s_limits.IsMatch(text.AsSpan(0, lead.Length)))
            return null;
        var list = text[lead.Length..].Trim();
        return list.Length > 2 && list[0] == '$' && list.TrimEnd('.')[^1] == '$' ? list.TrimEnd('.').Trim('$') : list;
    }

    // "| Colour |\n|---|\n| Red |": one cell a line, what is above the rule names the column.
    private static string? Column(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 3 || lines[1].AsSpan().IndexOfAnyExcept("|-: ") >= 0 || Array.Exists(lines, line => line.AsSpan().Count('|') != 2))
            return null;
        return string.Join('\n', lines.Skip(2).Select(line => line.Trim('|').Trim()));
    }

    private static readonly LinearPattern s_limits = new(Limits());

    [GeneratedRegex(@"\A[^,;.:\n]{1,120}:\s+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ColonLead();

    [GeneratedRegex(@"\A[^,;.:\n]{1,120}?\s(are|were|is|include|includes)\s+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex VerbLead();

    [GeneratedRegex(
        @"\b(not|no|none|never|neither|but|other|besides|apart|without|except|excluding|unless|if|wrong|false|maybe|perhaps|might|could|some)\b"
        + @"|n['\u2019]t\b",
        PatternOptions.AnyCase)]
    private static partial Regex Limits();

    [GeneratedRegex(@"(\A|\s)\(?[0-9]{1,2}[.)]\s+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InlineNumber();

    private static IEnumerable<string> Parts(string line)
    {
        line = Bullet().Replace(line, "").Trim();

        // "1, 2, 3, ..." goes on.
        var isOpen = line.EndsWith("..", StringComparison.Ordinal) || line.EndsWith('\u2026');
        line = line.TrimEnd('.', '\u2026', '\u3002').Trim('[', ']', '{', '}', '(', ')', '\\', '$');
        var groups = line.Contains(';', StringComparison.Ordinal);
        var (start, found) = (0, 0);
        for (var at = 0; at < line.Length; at++)
        {
            var length = SeparatorAt(line, at, groups, found > 0);
            if (length == 0)
                continue;
            yield return line[start..at];
            found++;
            start = at + length;
            at = start - 1;
        }

        yield return line[start..];
        if (isOpen)
            yield return "\u2026";
    }

    private static int SeparatorAt(string line, int at, bool groups, bool isList)
    {
        if (line[at] is ';' or '\uff1b' or '\u3001' or '\uff0c' or '\u060c' || (line[at] == ',' && !IsGrouping(line, at, groups)))
            return 1;
        if (line[at] is not ' ')
            return 0;
        foreach (var word in (ReadOnlySpan<string>)[" and ", " & "])
        {
            if (string.Compare(line, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return word.Length - 1;
        }

        foreach (var word in isList ? s_joiners : [])
        {
            if (string.Compare(line, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return word.Length - 1;
        }

        return 0;
    }

    // What joins the last item of a list in other languages; without a separator before it, it may be anything.
    private static readonly string[] s_joiners = [" und ", " et ", " y ", " e ", " en ", " i ", " oraz ", " \u0438 ", " ve ", " v\u00e0 ", " dan ",
        " och ", " og "];

    // A comma between digits groups thousands where three digits follow it; where semicolons separate, it is part of a number in any case.
    private static bool IsGrouping(string line, int at, bool groups)
    {
        if (at == 0 || at + 1 >= line.Length || !char.IsAsciiDigit(line[at - 1]) || !char.IsAsciiDigit(line[at + 1]))
            return false;
        var end = at + 1;
        while (end < line.Length && char.IsAsciiDigit(line[end]))
            end++;
        return groups || end - at - 1 == 3;
    }

    // Rules and rows of stars between items are no items.
    private static bool IsRule(string line) => line.Length > 2 && line.AsSpan().IndexOfAnyExcept("-*_= ") < 0;

    [GeneratedRegex(@"\A([-*\u2022\u2013]|\(?[0-9]{1,3}[.)])\s+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Bullet();
}
