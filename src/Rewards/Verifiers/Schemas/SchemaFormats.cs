using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>
/// The formats that can be asserted: date-time, date, time, duration, email, hostname, ipv4, ipv6, uri, uri-reference, uuid, json-pointer,
/// relative-json-pointer, regex. Any other format is an annotation and holds of every text.
/// </summary>
internal static partial class SchemaFormats
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
    private const int LongestHost = 253;

    /// <summary>Whether a text has a format.</summary>
    /// <param name="format">The format's name.</param>
    /// <param name="text">The text.</param>
    public static bool Has(string format, string text) => format switch
    {
        "date-time" => text.Length > 11 && text[10] is 'T' or 't' && IsDate(text[..10]) && IsTime(text[11..]),
        "date" => IsDate(text),
        "time" => IsTime(text),
        "duration" => Duration().IsMatch(text) && text[^1] is not ('P' or 'T'),
        "email" => IsEmail(text),
        "hostname" => IsHost(text),
        "ipv4" => IsIpv4(text),
        "ipv6" => text.Length <= 45 && Ipv6Characters().IsMatch(text) && IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6
            && (!text.Contains('.', StringComparison.Ordinal) || IsIpv4(text[(text.LastIndexOf(':') + 1)..])),
        "uri" => IsReference(text) && Scheme().IsMatch(text),
        "uri-reference" => IsReference(text) && (Scheme().IsMatch(text) || !text.Split('/', '?', '#')[0].Contains(':', StringComparison.Ordinal)),
        "uuid" => Uuid().IsMatch(text),
        "json-pointer" => Pointer().IsMatch(text),
        "relative-json-pointer" => RelativePointer().IsMatch(text),
        "regex" => IsPattern(text),
        _ => true,
    };

    private static bool IsDate(string text) =>
        DateShape().IsMatch(text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // RFC 3339; a leap second is allowed where it is one in UTC.
    private static bool IsTime(string text)
    {
        if (TimeShape().Match(text) is not { Success: true } match)
            return false;
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var (hour, minute, second) = (Part("h"), Part("m"), Part("s"));
        var (offsetHour, offsetMinute) = (Part("oh"), Part("om"));
        if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59)
            return false;
        var offset = (offsetHour * 60 + offsetMinute) * (match.Groups["sign"].ValueSpan is "-" ? -1 : 1);
        return second < 60 || (((hour * 60 + minute - offset) % 1440) + 1440) % 1440 == 1439;
    }

    private static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || at > 64)
            return false;
        var host = text[(at + 1)..];
        return LocalPart().IsMatch(text[..at])
            && (host is ['[', .., ']']
                ? IsIpv4(host[1..^1])
                    || (host.StartsWith("[IPv6:", StringComparison.OrdinalIgnoreCase) && Has("ipv6", host[6..^1]))
                : IsHost(host));
    }

    private static bool IsHost(string text) => text.Length is > 0 and <= LongestHost && Host().IsMatch(text)
        && text.Split('.').All(label => label.Length <= 63 && (label.Length < 4 || label[2] != '-' || label[3] != '-' || IsPunycode(label)));

    private static bool IsPunycode(string label)
    {
        if (!label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
            return false;
        try
        {
            _ = new IdnMapping { UseStd3AsciiRules = true }.GetUnicode(label);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsIpv4(string text) => Ipv4().IsMatch(text);

    // A bracket is part of a URI only around an address, and an authority has at most one @ and a port of digits.
    private static bool IsReference(string text)
    {
        if (!UriReference().IsMatch(text))
            return false;
        if (!HasAuthority().IsMatch(text))
            return text.IndexOfAny(['[', ']']) < 0;
        return Authority().Match(text) is { Success: true } match && text.AsSpan(match.Index + match.Length).IndexOfAny('[', ']') < 0
            && (!match.Groups["ip"].Success || Has("ipv6", match.Groups["ip"].Value));
    }

    private static bool IsPattern(string text)
    {
        try
        {
            _ = PatternMatcher.Of(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z", Linear)]
    private static partial Regex DateShape();

    [GeneratedRegex(@"\A(?<h>[0-9]{2}):(?<m>[0-9]{2}):(?<s>[0-9]{2})(\.[0-9]+)?([zZ]|(?<sign>[+-])(?<oh>[0-9]{2}):(?<om>[0-9]{2}))\z", Linear)]
    private static partial Regex TimeShape();

    [GeneratedRegex(
        @"\AP([0-9]+W|([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)?"
        + @"(T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S))?)\z",
        Linear)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|""([ !#-\[\]-~]|\\[ -~])*"")\z", Linear)]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z", Linear)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3})\z", Linear)]
    private static partial Regex Ipv4();

    [GeneratedRegex(@"\A[0-9A-Fa-f:.]+\z", Linear)]
    private static partial Regex Ipv6Characters();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.-]*:", Linear)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A([A-Za-z0-9\-._~:/?@!$&'()*+,;=\[\]]|%[0-9A-Fa-f]{2})*(#([A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?\z", Linear)]
    private static partial Regex UriReference();

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9+.-]*:)?//", Linear)]
    private static partial Regex HasAuthority();

    [GeneratedRegex(
        @"\A([A-Za-z][A-Za-z0-9+.-]*:)?//([^/?#@\[\]]*@)?(\[(?<ip>[^\]]*)\]|[^/?#@:\[\]]*)(:[0-9]*)?(?=[/?#]|\z)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Authority();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}\z", Linear)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A(/([^~/]|~[01])*)*\z", Linear)]
    private static partial Regex Pointer();

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)(#|(/([^~/]|~[01])*)*)\z", Linear)]
    private static partial Regex RelativePointer();
}
