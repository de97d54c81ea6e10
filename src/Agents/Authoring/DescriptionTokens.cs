using System.Globalization;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Cuts a description into tokens. What it quotes, and what stands for itself (#tag, [END], ACME-42, 2024-05-17), is one token.</summary>
internal static class DescriptionTokens
{
    private const string OpenQuotes = "\"“„«»‘'‚`";
    private static readonly string[] s_examples = ["date-iso", "email", "url", "hex-colour", "ipv4", "uuid", "time-24h"];

    internal static List<Token> Of(string description)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < description.Length;)
        {
            if (char.IsWhiteSpace(description[at]))
            {
                at++;
                continue;
            }

            var (token, length) = Next(description, at);
            tokens.Add(token);
            at += length;
        }

        return tokens;
    }

    private static (Token Token, int Length) Next(string text, int at)
    {
        if (Quoted(text, at) is { } quoted)
            return quoted;
        if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
        {
            if (Standing(text, at) is { } standing)
            {
                // "\\boxed{}" stands for what it is written with inside
                var shown = standing[0] == '\\' && standing.EndsWith("{}", StringComparison.Ordinal) ? standing[..^1] : standing;
                return (new Token(TokenKind.Text, shown, shown.ToLowerInvariant()), standing.Length);
            }
        }

        if (char.IsAsciiDigit(text[at]) || IsSign(text, at))
            return Number(text, at);
        if (!char.IsLetter(text[at]))
            return (new Token(TokenKind.Mark, text[at].ToString(), text[at].ToString()), 1);
        var end = at;
        while (end < text.Length && (char.IsLetter(text[end]) || char.GetUnicodeCategory(text[end]) == UnicodeCategory.NonSpacingMark
            || (text[end] is '\'' or '’' && end + 1 < text.Length && char.IsLetter(text[end + 1])) || (char.IsAsciiDigit(text[end]) && end > at)))
            end++;
        var word = text[at..end];
        return (new Token(TokenKind.Word, word, word.ToLowerInvariant().Replace('’', '\'')), word.Length);
    }

    private static (Token, int)? Quoted(string text, int at)
    {
        if (!OpenQuotes.Contains(text[at], StringComparison.Ordinal) || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
            return null;
        var closers = text[at] switch { '“' => "”", '„' => "“”\"", '«' => "»", '»' => "«", '‘' => "’'", '‚' => "‘’", var same => same.ToString() };
        for (var end = at + 1; end < text.Length && text[end] != '\n'; end++)
        {
            if (!closers.Contains(text[end], StringComparison.Ordinal) || (end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])))
                continue;
            if (text[at] == '"' && char.IsWhiteSpace(text[at + 1]) && char.IsWhiteSpace(text[end - 1]))
                return null; // 'opens with a " and closes with a "': signs that stand for themselves
            var inside = text[(at + 1)..end].Trim();
            return inside.Length == 0 ? null : (new Token(TokenKind.Text, inside, inside.ToLowerInvariant(), IsQuoted: true), end + 1 - at);
        }

        return null;
    }

    // A chunk between blanks that stands for itself.
    private static string? Standing(string text, int at)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        var chunk = text[at..end];
        if (chunk[0] == '(' && chunk.IndexOf(')', StringComparison.Ordinal) is > 1 and <= 4 and var close && !chunk[1..close].Any(char.IsLetterOrDigit))
            return null;
        if (at > 0 && text[at - 1] == '(' && chunk.IndexOf(')', StringComparison.Ordinal) is > 0 and <= 3 and var mark && !chunk[..mark]
            .Any(char.IsLetterOrDigit))
            return chunk[..mark];
        var plain = chunk.TrimEnd('.', ',', ';', ')', '!', '?', ':');
        if (plain.Length == 0)
            return null;
        if (plain[0] == '#' && plain.Length > 1 && plain.Skip(1).All(char.IsLetterOrDigit))
            return plain;
        if (plain[0] == '\\' && plain.Length > 2 && char.IsLetter(plain[1]) || plain.EndsWith("://", StringComparison.Ordinal) && plain.Length > 4)
            return plain;
        if (plain[0] is '[' or '<' && plain[^1] == (plain[0] == '[' ? ']' : '>') && plain.Length > 2)
            return plain;
        if (plain.Length > 1 && plain.All(c => c == plain[0]) && char.IsPunctuation(plain[0]) && plain[0] is not ('.' or '(' or '-' or '"' or '\''))
            return plain;
        if (s_examples.Any(kind => AnswerFormats.Has(kind, plain)))
            return plain;
        return plain.Any(char.IsAsciiDigit) && plain.Any(char.IsAsciiLetterUpper) && char.IsAsciiLetterUpper(plain[0])
            && plain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/') && plain.Contains('-', StringComparison.Ordinal)
            ? plain
            : null;
    }

    private static bool IsSign(string text, int at) => text[at] is '-' or '−' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])
        && (at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] == '(');

    private static (Token, int) Number(string text, int at)
    {
        var end = at + (char.IsAsciiDigit(text[at]) ? 0 : 1);
        while (end < text.Length && (char.IsAsciiDigit(text[end])
            || (text[end] is '.' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]) && IsInside(text, at, end))))
            end++;
        var digits = text[at..end].Replace(",", "", StringComparison.Ordinal).Replace('−', '-');
        return double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? (new Token(TokenKind.Number, text[at..end], digits, Value: value), end - at)
            : (new Token(TokenKind.Word, text[at..end], digits), end - at);
    }

    // A comma belongs to a number before three digits alone.
    private static bool IsInside(string text, int at, int comma) => text[comma] == '.'
        || (comma - at <= 3 && comma + 3 < text.Length && text.AsSpan(comma + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0
            && !(comma + 4 < text.Length && char.IsAsciiDigit(text[comma + 4])));
}
