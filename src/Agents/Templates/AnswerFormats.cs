using System.Globalization;

namespace Rlar.Agents.Templates;

/// <summary>The formats that a whole answer can have.</summary>
internal static class AnswerFormats
{
    /// <summary>The formats, each with its meaning, a right answer and wrong ones beside it.</summary>
    internal static IReadOnlyList<(string Kind, string Meaning, string[] Right, string[] Wrong)> All { get; } =
    [
        ("date-iso", "a date that exists, as YYYY-MM-DD", ["2024-02-29", "1999-12-31"], ["2023-02-30", "29.02.2024", "2024-2-9", "24-02-29"]),
        ("email", "one email address with a dotted host", ["ann.b+c@mail.example.org"], ["ann@example", "ann.example.org", "ann@@example.org"]),
        ("url", "one http or https address", ["https://example.org/a?b=1"], ["example.org", "htp://example.org", "https://exam ple.org"]),
        ("integer", "a whole number in digits, with or without a sign", ["42", "-7"], ["4.2", "forty-two", "42 apples", "1 2"]),
        ("decimal", "digits, a point and digits, with or without a sign", ["3.14", "-0.5"], ["3", "3,14", "3.1.4", ".5"]),
        ("time-24h", "HH:MM from 00:00 to 23:59", ["00:00", "23:59"], ["24:00", "7:30", "12:60", "07:30 pm"]),
        ("hex-colour", "# and six hexadecimal digits", ["#ff8800", "#A1B2C3"], ["ff8800", "#ff880", "#gg8800"]),
        ("ipv4", "four numbers from 0 to 255 with points between", ["192.168.0.1"], ["192.168.0", "256.1.1.1", "1.2.3.4.5"]),
        ("uuid", "8-4-4-4-12 hexadecimal digits", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567-e89b-12d3-a456-42661417400", "123e4567e89b"]),
        ("phone-international", "+, a country code and 7 to 15 digits in all, blanks or hyphens between", ["+44 20 7946 0958"],
            ["030 123456", "4930123456", "+49 CALL"]),
        ("number", "one number in digits, whole or decimal", ["42", "-0.5"], ["forty-two", "42 apples", "4.2.1"]),
        ("json", "one valid JSON object or array", ["{\"a\": 1}", "[1, 2]"], ["{a: 1}", "{\"a\": 1,}", "a: 1"]),
        ("json-object", "one valid JSON object", ["{\"a\": 1}", "{}"], ["[1, 2]", "{a: 1}", "{\"a\": 1,}", "a: 1"]),
        ("json-array", "one valid JSON array", ["[1, 2]", "[]"], ["{\"a\": 1}", "[1, 2,]", "1, 2"]),
    ];

    /// <summary>Whether the whole of a text has a format.</summary>
    internal static bool Has(string kind, string text) => kind switch
    {
        "date-iso" => IsMask(text, "0000-00-00") && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "email" => IsEmail(text),
        "url" => IsUrl(text),
        "integer" => IsDigits(Unsigned(text)),
        "decimal" => IsDecimal(Unsigned(text)),
        "number" => IsDigits(Unsigned(text)) || IsDecimal(Unsigned(text)),
        "time-24h" => IsMask(text, "00:00") && string.CompareOrdinal(text, 0, "24", 0, 2) < 0 && text[3] < '6',
        "hex-colour" => text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit),
        "ipv4" => text.Split('.') is { Length: 4 } parts
            && parts.All(part => part.Length is > 0 and <= 3 && IsDigits(part) && int.Parse(part, CultureInfo.InvariantCulture) < 256
                && !(part.Length > 1 && part[0] == '0')),
        "uuid" => text.Length == 36 && Guid.TryParseExact(text, "D", out _),
        "phone-international" => IsPhone(text),
        "json" => JsonAnswers.Read(text) is { ValueKind: System.Text.Json.JsonValueKind.Object or System.Text.Json.JsonValueKind.Array },
        "json-object" => JsonAnswers.Read(text) is { ValueKind: System.Text.Json.JsonValueKind.Object },
        "json-array" => JsonAnswers.Read(text) is { ValueKind: System.Text.Json.JsonValueKind.Array },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a format"),
    };

    private static ReadOnlySpan<char> Unsigned(string text) => text.Length > 0 && text[0] is '+' or '-' ? text.AsSpan(1) : text;

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsDecimal(ReadOnlySpan<char> text) =>
        text.IndexOf('.') is > 0 and var point && IsDigits(text[..point]) && IsDigits(text[(point + 1)..]);

    private static bool IsMask(string text, string mask) =>
        text.Length == mask.Length && text.Zip(mask).All(pair => pair.Second == '0' ? char.IsAsciiDigit(pair.First) : pair.First == pair.Second);

    private static bool IsHost(string host) => host.Split('.') is { Length: > 1 } labels
        && labels.All(label => label.Length is > 0 and <= 63 && label
            .All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && label[0] != '-' && label[^1] != '-');

    private static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64 || text.Contains("..", StringComparison.Ordinal))
            return false;
        var (name, host) = (text[..at], text[(at + 1)..]);
        return name[0] != '.' && name[^1] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || "._%+-'".Contains(c, StringComparison.Ordinal))
            && IsHost(host) && host[(host.LastIndexOf('.') + 1)..] is { Length: > 1 } top && top.All(char.IsAsciiLetter);
    }

    private static bool IsUrl(string text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or '"')
        && Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsHost(uri.IdnHost);

    private static bool IsPhone(string text)
    {
        if (text.Length < 8 || text[0] != '+' || text[1] is < '1' or > '9')
            return false;
        var digits = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
                digits++;
            else if (text[i] is not (' ' or '-' or '(' or ')') || (!char.IsAsciiDigit(text[i - 1]) && text[i - 1] is not ('(' or ')' or ' ')))
                return false;
        }

        return digits is >= 7 and <= 15 && char.IsAsciiDigit(text[^1]);
    }
}
