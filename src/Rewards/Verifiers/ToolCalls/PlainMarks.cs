namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Whether marks that plain text holds too begin a call where they stand.</summary>
internal static class PlainMarks
{
    private const int LongestName = 128;

    /// <summary>Whether a list of JSON follows: functools[{"name": …}].</summary>
    public static bool IsBeforeList(string text, int at) => text.AsSpan(at + "functools".Length).TrimStart() is ['[', ..];

    /// <summary>Whether a line is a mark and a name, and the next one an object or, for "all", anything: Functionary's recipients.</summary>
    public static bool IsRecipient(string text, int at)
    {
        if (!BeginsLine(text, at))
            return false;
        var name = text.AsSpan(at + ">>>".Length);
        var line = name[..Math.Min(name.Length, LongestName)].IndexOf('\n');
        return line > 0 && IsName(name[..line].TrimEnd()) && (name[..line] is "all" || name[line..].TrimStart() is ['{', ..]);
    }

    /// <summary>Whether nothing but blanks stands before a place on its line.</summary>
    public static bool BeginsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t' or '*')
            at--;
        return at == 0 || text[at - 1] is '\n' or '>';
    }

    /// <summary>Whether a text can be a tool's name.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestName || !(char.IsLetter(text[0]) || text[0] == '_'))
            return false;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or ':' or '/'))
                return false;
        }

        return true;
    }
}
