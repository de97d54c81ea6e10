namespace Rlar.Server.Live;

/// <summary>
/// Where in a completion that stands which a tool read. Tools say it in their reasons, in single quotes and cut after sixty letters; the first quoted
/// text that occurs is taken, and of it the last place, since the last answer counts. Where a verdict does not say what was read, it is
/// where the reference stands.
/// </summary>
internal static class Extraction
{
    private const string Ellipsis = "...";
    private const string Bare = "read "; // a choice, without quotes

    // A reason that quotes more is about something else than one answer.
    private const int MostQuotes = 4;

    /// <summary>The places, each with the tool that read it; they may overlap.</summary>
    /// <param name="group">The group.</param>
    /// <param name="completion">Which completion.</param>
    internal static IEnumerable<Mark> Of(LiveGroup group, int completion)
    {
        if (group.Completions?[completion].Text is not { Length: > 0 } text)
            yield break;
        foreach (var call in group.Calls)
        {
            var outcome = call.Outcomes[completion];
            if (outcome is RewardOutcome.Scored && Read(text, LiveGroup.ReasonOf(outcome)) is var (start, length))
                yield return new Mark(start, length, call.Tool, IsReference: false);
            else if (outcome is RewardOutcome.Scored scored && IsSilent(scored) && Reference(text, group.References) is var (at, letters))
                yield return new Mark(at, letters, call.Tool, IsReference: true);
        }
    }

    // A right answer's reason may say how it was found right, and not what was read.
    private static bool IsSilent(RewardOutcome.Scored scored) => scored.Reason is null || (scored.Value > 0 && !scored.Reason.Contains('\''));

    private static (int Start, int Length)? Read(string text, string reason)
    {
        var quotes = 0;
        for (var open = reason.IndexOf('\''); open >= 0 && quotes++ < MostQuotes;)
        {
            var close = Close(reason, open);
            if (close < 0)
                break;
            var quoted = reason[(open + 1)..close];
            var isCut = quoted.EndsWith(Ellipsis, StringComparison.Ordinal);
            var isReference = reason.AsSpan(0, open).TrimEnd().EndsWith("reference", StringComparison.Ordinal);
            if (!isReference && Last(text, isCut ? quoted[..^Ellipsis.Length] : quoted, isCut) is { } found)
                return found;
            open = close + 1 < reason.Length ? reason.IndexOf('\'', close + 1) : -1;
        }

        return quotes == 0 && reason.StartsWith(Bare, StringComparison.Ordinal) ? Last(text, reason[Bare.Length..], isCut: false) : null;
    }

    // An apostrophe within the quoted text is followed by a letter.
    private static int Close(string reason, int open)
    {
        var close = reason.IndexOf('\'', open + 1);
        while (close >= 0 && close + 1 < reason.Length && char.IsLetterOrDigit(reason[close + 1]))
            close = reason.IndexOf('\'', close + 1);
        return close;
    }

    private static (int Start, int Length)? Reference(string text, IReadOnlyList<string> references)
    {
        (int Start, int Length)? found = null;
        foreach (var reference in references)
        {
            if (Last(text, reference, isCut: false) is { } place && (found is null || place.Start > found.Value.Start))
                found = place;
        }

        return found;
    }

    // A quoted text is on one line, and is no part of a longer word or number, but where it was cut.
    private static (int Start, int Length)? Last(string text, string wanted, bool isCut)
    {
        wanted = wanted.Trim();
        if (wanted.Length == 0)
            return null;
        return Last(text, wanted, isCut, ignoresCase: false) ?? Last(text, wanted, isCut, ignoresCase: true); // some tools quote what they made of it
    }

    private static (int Start, int Length)? Last(string text, string wanted, bool isCut, bool ignoresCase)
    {
        for (var start = text.Length - 1; start >= 0; start--)
        {
            if (Match(text, start, wanted, ignoresCase) is { } length && !IsInside(text, start) && (isCut || !IsInside(text, start + length)))
                return (start, length);
        }

        return null;
    }

    private static int? Match(string text, int start, string wanted, bool ignoresCase)
    {
        var at = start;
        foreach (var letter in wanted)
        {
            if (letter == ' ' && at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n')
                at++;
            if (at >= text.Length || !(text[at] == letter || (letter == ' ' && char.IsWhiteSpace(text[at]))
                || (ignoresCase && char.ToUpperInvariant(text[at]) == char.ToUpperInvariant(letter))))
                return null;
            at++;
        }

        return at - start;
    }

    private static bool IsInside(string text, int at) =>
        at > 0 && at < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at]);
}

/// <summary>A place in a completion.</summary>
/// <param name="Start">Its first UTF-16 unit.</param>
/// <param name="Length">How many.</param>
/// <param name="Tool">The tool that read it.</param>
/// <param name="IsReference">Whether it is merely where the reference stands.</param>
internal readonly record struct Mark(int Start, int Length, string Tool, bool IsReference);
