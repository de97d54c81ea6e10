namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>What stands around a number and makes another of it: a bound, a range, a unit.</summary>
internal static class Numbers
{
    /// <summary>Why a claim gives another quantity than the reference, or null.</summary>
    internal static string? Fault(ReadText text, Alias alias, Claim claim, AskedQuestion question)
    {
        var isRange = alias.Numbers > 1; // "between 12 and 15" is 12 to 15
        for (var at = Math.Max(0, claim.First - 2); at < claim.First; at++)
        {
            if (text.Is(at, WordRoles.Bounds) && !(isRange && text[at] is "between") && !question.HasWord(text[at])
                && !Sentences.Has(alias.Text, 0, alias.Text.Count, WordRoles.Bounds))
                return "a bound";
        }

        for (var at = Math.Max(0, claim.First - 4); !isRange && at < claim.First && text.Is(claim.First - 1, WordRoles.And); at++)
        {
            if (text[at] is "between")
                return "one end of a range";
        }

        if (RangeFault(text, claim) is { } range)
            return range;
        var next = claim.Last + 1;
        if (next >= text.Count || !text.Is(next, WordRoles.Units) || question.Has(text, next))
            return null;
        var hasUnit = false;
        for (var i = 0; i < alias.Text.Count; i++)
        {
            hasUnit |= alias.Text.Is(i, WordRoles.Units);
            if (WordForms.AreSame(text, next, alias.Text, i))
                return null;
        }

        return hasUnit || text[next] is "percent" or "%" or "thousand" or "million" or "billion" or "hundred" ? "another unit" : null;
    }

    /// <summary>Whether a date only bounds another: "before 1912", where neither the question nor the reference says so.</summary>
    internal static bool IsBound(ReadText text, Alias alias, Claim claim, AskedQuestion question) =>
        claim.First > 0 && text[claim.First - 1] is "before" or "after" or "until" or "since"
        && !question.HasWord(text[claim.First - 1]) && !Sentences.Has(alias.Text, 0, alias.Text.Count, WordRoles.Sides);

    /// <summary>Whether a number is one end of a range: 1939-1945, 5 to 6.</summary>
    internal static string? RangeFault(ReadText text, Claim claim)
    {
        var (before, after) = (claim.First - 1, claim.Last + 1);
        if (after + 1 < text.Count && text.Words[after + 1].Kind == WordKind.Number && IsTo(text, after)
            && !(text.Words[after + 1].Length == 2 && text.Words[claim.Last].Length == 4))
            return "one end of a range";
        return before > 0 && text.Words[before - 1].Kind == WordKind.Number && IsTo(text, before) ? "one end of a range" : null;
    }

    private static bool IsTo(ReadText text, int at) => text.Words[at].Kind == WordKind.Dash || text[at] is "to" or "through" or "until";
}
