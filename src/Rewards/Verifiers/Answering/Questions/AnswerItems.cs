namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>
/// What else an answer names beside a reference: the other items of a list, further names run into it, another answer in another sentence. An answer that names
/// several is none, unless each is a reference.
/// </summary>
internal sealed partial class AnswerItems(ReadText text, AskedQuestion question, IReadOnlyList<Alias> aliases)
{
    private const int MostItems = 12;
    private const int LongestItem = 6;

    /// <summary>What else is named, or null.</summary>
    internal string? Beside(Alias alias, Claim claim, bool isWhole)
    {
        var isName = IsCapital(claim);
        var (from, to) = Sentences.Around(text, claim.First);
        to = Math.Max(to, claim.Last + 1);
        return HasSign(claim) ? "beside a sign"
            : After(alias, claim, to, isName, isWhole) ? "one of a list"
            : Earlier(alias, claim, from, isName) ? "one of a list"
            : Extra(alias, claim, from, to, isName, isWhole) > Allowed(alias, claim, from, to, isWhole) ? "more is named"
            : Elsewhere(alias, from, to, isName, Denials.LastWithdrawal(text, claim.First)) ? "another answer as well"
            : null;
    }

    /// <summary>What an answer names that is no reference, where it is to name all references; or null.</summary>
    internal string? Other()
    {
        for (var at = 0; at < text.Count;)
        {
            var end = at;
            while (end < text.Count && !IsBreak(end) && !Sentences.IsEnd(text.Words[end].Kind))
                end++;
            if (end > at && !IsNamed(at, end) && IsCandidate(aliases[0], at, end, text.Words[at].IsCapital))
                return "another is named";
            at = end + 1;
        }

        return null;
    }

    private bool IsCapital(Claim claim)
    {
        for (var at = claim.First; at <= claim.Last; at++)
        {
            if (text.Words[at].IsCapital)
                return true;
        }

        return false;
    }

    // "~~Paris~~", "!Paris"
    private bool HasSign(Claim claim) =>
        (claim.First > 0 && text.Words[claim.First - 1] is { Kind: WordKind.Sign } before && before.End == text.Words[claim.First].Start)
        || (text.MarkAfter(claim.Last) is var (mark, isInner) && (mark is '+' or '#' || (mark == '-' && !isInner && text.Words[claim.Last].IsCapital)))
        || (claim.Last + 1 < text.Count && text.Words[claim.Last + 1] is { Kind: WordKind.Sign } after && after.Start == text.Words[claim.Last].End);

    private bool IsBreak(int at) => text.Words[at].Kind is WordKind.Comma or WordKind.Dash || text.Is(at, WordRoles.And) || text.Is(at, WordRoles.Or);

    private bool After(Alias alias, Claim claim, int to, bool isName, bool isWhole)
    {
        var at = claim.Last + 1;
        var level = Regions.Level(text, claim.First, claim.Last + 1);
        for (var words = 0; at < to && !IsBreak(at); at++)
        {
            if (text.Words[at].Kind == WordKind.Open)
            {
                var close = at;
                while (close < to && text.Words[close].Kind != WordKind.Close)
                    close++;
                if (IsRival(alias, at + 1, close, isName))
                    return true;
                at = close;
            }
            else if (text.Words[at].IsWord && (text.Is(at, WordRoles.Verbs) || ++words > LongestItem || (at == claim.Last + 1 && IsAskedVerb(at, to))))
            {
                return Contradicts(alias, at, to, isName);
            }
        }

        for (var items = 0; at < to && items < MostItems; items++)
        {
            var isOr = false;
            var isDash = at + 1 < to && text.Words[at].Kind == WordKind.Dash && text.Words[at + 1].Length == 2 && text.Words[at - 1].Length == 4;
            while (at < to && (IsBreak(at) || !text.Words[at].IsWord))
                isOr |= text.Is(at++, WordRoles.Or);
            if (isDash)
                at++; // 2001-02, a season
            var end = at;
            while (end < to && !IsBreak(end))
                end++;
            if (at >= end)
                break;
            if (!IsNamed(at, end))
            {
                if (isOr && text[at] is not ("also" or "simply" or "formerly") && !IsConversion(alias, claim, at, end))
                    return true;
                while (at < end && text[at] is "also" or "then" or "even" or "maybe" or "perhaps")
                    at++;
                var region = Regions.Level(text, at, end);
                if (!(region > level && IsRegion(at, end, region)) && IsCandidate(alias, at, end, isName) && !IsOtherCount(alias, claim, at, end)
                    && !(isWhole && !isOr && alias is { Kind: AliasKind.Phrase, Telling: >= 4 }) && !IsConversion(alias, claim, at, end))
                    return true;
                level = Math.Max(level, region);
                var isClause = end - at > 1 && Sentences.Has(text, at, end, WordRoles.Verbs);
                var isNew = at < end && isName && text.Words[at].IsWord && !text.Words[at].IsCapital && at > 0 && text.Is(at - 1, WordRoles.And);
                if (isClause || isNew || (alias.Kind is AliasKind.Date or AliasKind.Quantity && at < end && text.Is(at, WordRoles.Descriptions)))
                    return Contradicts(alias, at, to, isName);
            }

            at = end;
        }

        return false;
    }

    // "Paris, France" where the question is known and no reference is of another region: it says which Paris.
    private bool IsRegion(int from, int to, int level)
    {
        if (!question.IsKnown)
            return false;
        var highest = 0;
        foreach (var alias in aliases)
        {
            var inside = 0;
            for (var i = 0; i < alias.Text.Count; i++)
            {
                highest = Math.Max(highest, alias.Text.Count > 1 ? Regions.Level(alias.Text, i, i + 1) : 0);
                inside += WordForms.AreSame(text, to - 1, alias.Text, i) ? 1 : 0;
            }

            if (inside > 0)
                return true;
        }

        return level > highest;
    }

    // "50 states and one district": each counts something else
    private bool IsOtherCount(Alias alias, Claim claim, int from, int to) =>
        alias.Kind == AliasKind.Quantity && claim.Last + 1 < text.Count && question.Has(text, claim.Last + 1)
        && from + 1 < to && (IsOther(from + 1) || IsOther(to - 1));

    private bool IsOther(int at) => text.Words[at].Kind == WordKind.Word && !text.Is(at, WordRoles.Function) && !question.Has(text, at);

    // "$15 million, or about 4 cents an acre": the same in another unit.
    private bool IsConversion(Alias alias, Claim claim, int from, int to)
    {
        if (alias.Kind != AliasKind.Quantity || !(text[from] is "about" or "approximately" or "roughly" or "nearly"))
            return false;
        for (var at = from + 1; at < to; at++)
        {
            if (!text.Is(at, WordRoles.Units))
                continue;
            for (var own = Math.Max(0, claim.First - 1); own < text.Count && own <= claim.Last + 1; own++)
            {
                if (WordForms.AreSame(text, at, text, own))
                    return false;
            }

            return true;
        }

        return false;
    }

    // "controls balance": a word of the question right after the claim and another, of which the first may be a verb.
    private bool IsAskedVerb(int at, int to) =>
        !text.Words[at].IsCapital && !text.Is(at, WordRoles.Function | WordRoles.Titles) && question.Has(text, at)
        && at + 1 < to && text.Words[at + 1].Kind == WordKind.Word && !text.Words[at + 1].IsCapital && IsAsked(at + 1);

    // "A is often named, but it was B"
    private bool Contradicts(Alias alias, int from, int to, bool isName)
    {
        for (var at = from; at + 1 < to; at++)
        {
            if (text.Is(at, WordRoles.Contrasts) && text.Is(at + 1, WordRoles.Subjects) && IsRivalSentence(alias, at + 1, to, isName))
                return true;
        }

        return false;
    }

    // "Paris (Rome)": as many words, all of them a name's.
    private bool IsRival(Alias alias, int from, int to, bool isName)
    {
        if (from >= to || IsNamed(from, to) || Regions.Level(text, from, to) > 0)
            return false;
        if (text.Is(from, WordRoles.Or))
            return true;
        var full = 0;
        for (var at = from; at < to; at++)
        {
            if (text.Words[at].Kind == WordKind.Comma || !IsCandidate(alias, at, to, isName))
                return false;
            full += text.Is(at, WordRoles.Function) ? 0 : 1;
        }

        return full >= alias.Telling && text.Words[from].Length > 3;
    }

    private bool Earlier(Alias alias, Claim claim, int from, bool isName)
    {
        var at = claim.First - 1;
        var isDescribed = false;
        for (var words = 0; at >= from && !IsBreak(at); at--)
        {
            if (text.Is(at, WordRoles.Verbs) || ++words > 4)
                return false;
            isDescribed |= text.Is(at, WordRoles.Descriptions);
        }

        var isOr = false;
        while (at >= from && IsBreak(at))
            isOr |= text.Is(at--, WordRoles.Or);
        if (!isOr && isDescribed)
            return IsSubordinate(alias, at, from, isName);
        var end = at + 1;
        while (at >= from && !IsBreak(at) && !text.Is(at, WordRoles.Verbs))
            at--;
        var isAfterVerb = at >= from && text.Is(at, WordRoles.Verbs);
        var start = at + 1;
        var isTold = alias.Total - claim.Weight < 0.31; // all of it, and not the country alone of a town that the question names
        if (!isOr && isTold && Regions.Level(text, claim.First, claim.Last + 1) > Regions.Level(text, start, end))
            return false; // a town and its country
        if (start >= end || Denials.Denied(text, question, from, end))
            return false;
        while (isAfterVerb && start < end && text[start] is "by" or "von" or "par")
            start++;
        return !IsNamed(start, end) && (isOr || IsCandidate(alias, start, end, isName));
    }

    // "Saturn, followed by Jupiter"; of a person, "Lucas, a friend of Spielberg"
    private bool IsSubordinate(Alias alias, int at, int from, bool isName)
    {
        var opens = at + 2 < text.Count && text.Words[at + 1].Kind == WordKind.Comma ? at + 2 : -1;
        if (opens < 0 || text.Words[opens].IsCapital || (!question.AsksForPerson && text[opens] is "a" or "an" or "in" or "at" or "on" or "near"))
            return false;
        if (!text.Is(opens, WordRoles.Descriptions) && !text[opens].EndsWith("ed"))
            return false;
        var start = at;
        while (start >= from && !IsBreak(start) && !text.Is(start, WordRoles.Verbs))
            start--;
        start++;
        while (start <= at && text[start] is "by" or "von" or "par")
            start++;
        var end = start;
        while (end <= at && !(end > start && isName && text.Is(end, WordRoles.Prepositions)))
            end++;
        return !IsNamed(start, at + 1) && IsCandidate(alias, start, end, isName);
    }

    /// <summary>Whether a part of the answer gives a reference.</summary>
    private bool IsNamed(int from, int to)
    {
        foreach (var alias in aliases)
        {
            var (mask, weight) = (0UL, 0.0);
            for (var at = from; at < to; at++)
            {
                if (!alias.Text.MayHave(text.Words[at]))
                    continue;
                for (var i = 0; i < alias.Text.Count && i < Alias.MostWords; i++)
                {
                    if ((mask & (1UL << i)) != 0 || alias.WeightOf(i) == 0 || !text.Words[at].IsWord || !WordForms.AreSame(text, at, alias.Text, i))
                        continue;
                    mask |= 1UL << i;
                    weight += alias.WeightOf(i);
                    break;
                }
            }

            if (weight > 0 && weight >= alias.Total - alias.AskedWeight - 0.31)
                return true;
        }

        return false;
    }

    /// <summary>Whether an item could be an answer of the same kind.</summary>
    private bool IsCandidate(Alias alias, int from, int to, bool isName)
    {
        if (from < to && text[from] is "the" or "le" or "la" or "el")
        {
            if (isName && from + 1 < to && !text.Words[from + 1].IsCapital)
                return false;
            from++;
        }

        if (from >= to)
            return false;
        var first = text.Words[from];
        if (first.IsScript)
            return to - from <= 8 && !text.Is(from, WordRoles.Negations);
        if (alias.Kind is AliasKind.Date or AliasKind.Quantity)
            return first.Kind == WordKind.Number || (alias.Kind == AliasKind.Date && text.Words[from].Month > 0);
        if (first.Kind == WordKind.Number)
            return to - from == 1 && first.Value is < 1000 or > 2100; // a year may stand beside a name
        if (text.Is(from, WordRoles.Descriptions))
            return false;
        var (telling, at) = (0, from);
        for (; at < to; at++)
        {
            var isSmall = at > from && text.Is(at, WordRoles.Function) && !text.Is(at, WordRoles.Verbs);
            if (!text.Words[at].IsWord || (isName && !text.Words[at].IsCapital && !isSmall))
                break;
            if (!isName && to - from > 1 && text.Is(at, WordRoles.Verbs))
                return false;
            telling += text.Is(at, WordRoles.Function) || text.Is(at, WordRoles.Titles) || question.Has(text, at) ? 0 : 1;
        }

        if (telling == 0)
            return false;
        return isName
            ? at == to || text.Is(at, WordRoles.Verbs) || !text.Words[at].IsWord
            : Sentences.CountWords(text, from, to) <= 4 && !text[from].EndsWith("ing", StringComparison.Ordinal)
                && !text[from].EndsWith("ed", StringComparison.Ordinal);
    }

    // "It was A. It was B.", "A.\nB."
    private bool Elsewhere(Alias alias, int from, int to, bool isName, int begin)
    {
        for (var start = begin; start < text.Count;)
        {
            var (_, end) = Sentences.Around(text, start);
            var isOwn = (start <= from && from < end) || (start < to && to <= end);
            if (end > start && !isOwn && !IsLabel(start, end) && IsRivalSentence(alias, start, end, isName))
                return true;
            start = end + 1;
        }

        return false;
    }

    private bool IsLabel(int start, int end) => end < text.Count && text[end] is ":" or "?" || (start > 0 && text[start - 1] is ":");

    private bool IsRivalSentence(Alias alias, int start, int end, bool isName)
    {
        while (start < end && !text.Words[start].IsWord)
            start++;
        if (IsNamed(start, end) || Denials.Denied(text, question, start, end))
            return false;
        var verb = start;
        while (verb < end && !text.Is(verb, WordRoles.Verbs))
            verb++;
        if (verb == end)
            return Sentences.CountWords(text, start, end) <= LongestItem && Regions.Level(text, start, end) == 0 && IsCandidate(alias, start, end, isName);
        for (var at = start; at < verb; at++)
        {
            if (text.Words[at].IsWord && !text.Is(at, WordRoles.Function) && !question.Has(text, at))
                return false;
        }

        while (verb < end && (text.Is(verb, WordRoles.Verbs) || text[verb] is "by" or "in" or "on" or "at" or "von" or "par"))
            verb++;
        return IsCandidate(alias, verb, end, isName);
    }
}
