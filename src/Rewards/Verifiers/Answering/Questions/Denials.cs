namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Whether an answer says what it names: it may deny it, guess it, ask it, hold it to be somebody's opinion, or take it back.</summary>
internal static class Denials
{
    private static readonly string[][] s_ignorance =
    [
        ["do", "not", "know"], ["don't", "know"], ["dont", "know"], ["not", "sure"], ["no", "idea"],
        ["not", "certain"], ["cannot", "determine"], ["can't", "determine"],
        ["not", "know"], ["cannot", "be", "determined"], ["could", "not", "find"], ["couldn't", "find"], ["unable", "to"], ["don't", "remember"],
    ];

    /// <summary>Why the words are not asserted, or null where they are.</summary>
    internal static string? Of(ReadText text, AskedQuestion question, Claim claim)
    {
        var (from, to) = Sentences.Around(text, claim.First);
        to = Math.Max(to, claim.Last + 1);
        if (to < text.Count && text.Words[to].Kind == WordKind.Question)
            return "asks it";
        return IsOther(text, question, claim) ? "names another thing by it"
            : Denied(text, question, from, claim.First) || Refuted(text, question, claim.Last + 1, to) ? "denies it"
            : Guessed(text, question, from, claim, to) ? "guesses"
            : IsOpinion(text, question, from, claim, to) ? "calls it an opinion of others"
            : Withdrawn(text, claim.Last + 1) ? "takes it back"
            : null;
    }

    // "Kepler's moon", "un-Jupiter", "larger than Jupiter", "a friend of Kepler"
    private static bool IsOther(ReadText text, AskedQuestion question, Claim claim)
    {
        var next = claim.Last + 1;
        if (next + 1 < text.Count && text[next] is "'s" && text.Words[next + 1].Kind == WordKind.Word && !question.Has(text, next + 1)
            && !text.Is(next + 1, WordRoles.Function))
            return true;
        var before = claim.First - 1;
        if (before < 0)
            return false;
        if (text[before] is "than")
            return !(before > 1 && text[before - 1] is "other" && text[before - 2] is "none" or "no");
        if (text.Is(before, WordRoles.Prefixes) && text.Words[claim.First].Start - text.Words[before].End == 1 && text.HasHyphen(claim.First))
            return true;
        while (before > 0 && text[before] is "the" or "a" or "an")
            before--;
        return question.AsksForPerson && text[before] is "of" or "to" && before > 1
            && text.Words[before - 1].Kind == WordKind.Word && !text.Words[before - 1].IsCapital
            && text[before - 2] is "a" or "an" or "the" or "his" or "her"
            && !text.Is(before - 1, WordRoles.Titles) && !question.Has(text, before - 1);
    }

    /// <summary>Whether a text says that it does not know.</summary>
    internal static bool IsIgnorant(ReadText text)
    {
        for (var at = 0; at < text.Count; at++)
        {
            if (!text.Is(at, WordRoles.Ignorance))
                continue;
            foreach (var words in s_ignorance)
            {
                if (Sentences.Reads(text, at, words))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text denies anything in words that no reference has.</summary>
    internal static bool DeniesAny(ReadText text, AskedQuestion question, List<Alias> aliases)
    {
        for (var at = 0; at < text.Count; at++)
        {
            if (!Negates(text, at) && !IsExclusion(text, at))
                continue;
            var isNamed = question.HasWord(text[at]);
            foreach (var alias in aliases)
            {
                for (var i = 0; i < alias.Text.Count; i++)
                    isNamed |= alias.Text[i].SequenceEqual(text[at]);
            }

            if (!isNamed)
                return true;
        }

        return false;
    }

    /// <summary>Whether a part of a text denies something.</summary>
    internal static bool Denied(ReadText text, AskedQuestion question, int from, int to)
    {
        for (var at = to - 1; at >= from; at--)
        {
            var word = text[at];
            var next = at + 1 < text.Count ? at + 1 : at;
            if (text.Words[at].Kind == WordKind.Comma)
            {
                if (text.Is(next, WordRoles.Subjects) || word is ";")
                    return false;
            }
            else if (text.Is(at, WordRoles.Turns) && !(at > 0 && (word is "rather" or "instead" || text.Is(at - 1, WordRoles.Anybodies))))
            {
                return false;
            }
            else if (IsExclusion(text, at))
            {
                return true;
            }
            else if (Negates(text, at) && !text.Is(next, WordRoles.NoDenials) && !question.HasWord(word)
                && !(word is "no" && (text.Words[next].Kind != WordKind.Word || text.Is(next, WordRoles.Withdrawals))))
            {
                return true;
            }
        }

        return false;
    }

    // "isn't" as well as "isnt"
    private static bool Negates(ReadText text, int at)
    {
        var word = text[at];
        return text.Is(at, WordRoles.Negations) || (word.Length > 3 && word.EndsWith("n't", StringComparison.Ordinal));
    }

    // "rather than", "instead of", "other than" but for "none other than", "anyone but"
    private static bool IsExclusion(ReadText text, int at) =>
        Sentences.Reads(text, at - 1, "rather", "than") || Sentences.Reads(text, at - 1, "instead", "of")
        || (Sentences.Reads(text, at - 1, "other", "than") && !(at > 1 && text[at - 2] is "none" or "no"))
        || (text[at] is "but" && at > 0 && text.Is(at - 1, WordRoles.Anybodies));

    // "did not write it", "is wrong"; but "is not the largest city" says nothing of what was asked
    private static bool Refuted(ReadText text, AskedQuestion question, int at, int to)
    {
        while (at < to && text.Words[at].Kind == WordKind.Close)
            at++;
        if (at >= to)
            return false;
        if (text.Words[at].IsScript)
            return RefutedInScript(text, at, to);
        if (text[at] is "lost" && (question.HasStart("won") || question.HasStart("win") || question.HasStart("beat")))
            return true;
        if (text.Is(at, WordRoles.Auxiliaries) && at + 1 < to)
        {
            var place = text[at + 1] is "the" or "a" or "only" or "just" && at + 2 < to ? at + 2 : at + 1;
            if (text.Is(place, WordRoles.Seconds) && !question.Has(text, place))
                return true;
            if (place + 1 < to && text[place + 1] is "than" && question.IsKnown
                && text[place] is "smaller" or "shorter" or "less" or "lower" or "later" or "younger" or "worse" && !question.HasStart(text[place][..3]))
                return true;
        }

        if (text[at].StartsWith("아니") || text[at].StartsWith("아닙"))
            return true;
        var isContracted = text[at].EndsWith("n't", StringComparison.Ordinal);
        if (!isContracted && !(text.Is(at, WordRoles.Auxiliaries) && (text.Is(at, WordRoles.Faults) || (at + 1 < to && text.Is(at + 1, WordRoles.Faults)))))
            return text[at] is "nicht" or "pas" || Sentences.Reads(text, at, "not") && at + 1 == to;
        var rest = isContracted || text.Is(at, WordRoles.Faults) ? at + 1 : at + 2;
        var isAbout = rest >= to - 2 || !question.IsKnown || text[rest - 1] is "wrong" or "incorrect" or "false" or "mistaken";
        for (var i = rest; i < to && i < rest + 8 && !isAbout; i++)
            isAbout = text.Is(i, WordRoles.Rights) || (!text.Is(i, WordRoles.Function) && question.Has(text, i));
        return isAbout;
    }

    private static bool RefutedInScript(ReadText text, int at, int to)
    {
        if (text[at] is "か" && at + 2 < to && text.Words[at + 1].IsScript)
            return true; // A or B
        for (var i = at; i + 1 < to && i < at + 8; i++)
        {
            if (Sentences.Reads(text, i, "な", "い") || Sentences.Reads(text, i, "ま", "せ") || Sentences.Reads(text, i, "不", "是") || Sentences.Reads(text, i, "错"))
                return true;
        }

        return false;
    }

    private static bool Guessed(ReadText text, AskedQuestion question, int from, Claim claim, int to)
    {
        for (var at = from; at < claim.First; at++)
        {
            var word = text[at];
            if (question.HasWord(word))
                continue;
            if (text.Is(at, WordRoles.Hedges) && !Sentences.Reads(text, at + 1, "you"))
                return true;
            if (text.Is(at, WordRoles.Modals) && !text.Words[at].IsCapital && at + 1 < text.Count
                && text[at + 1] is "be" or "have" or "also" or "well" or "refer" or "possibly")
                return true;
        }

        return Sentences.Has(text, claim.Last + 1, Math.Min(to, claim.Last + 5), WordRoles.Guesses);
    }

    // "Many think that it was A, but it was B"
    private static bool IsOpinion(ReadText text, AskedQuestion question, int from, Claim claim, int to)
    {
        if (question.HasOpinion)
            return false;
        for (var at = from; at < claim.First; at++)
        {
            var isError = text[at] is "myth" or "misconception" or "mistaken";
            if (!text.Is(at, WordRoles.Opinions) || !(isError || Sentences.Has(text, Math.Max(from, at - 4), at, WordRoles.Others)))
                continue;
            if (Sentences.Has(text, at, claim.First, WordRoles.Turns))
                return false;
            var isNext = to + 1 < text.Count && text.Is(to + 1, WordRoles.Contrasts);
            return isNext || isError || Sentences.Has(text, from, at, WordRoles.Contrasts)
                || Sentences.Has(text, claim.Last + 1, to, WordRoles.Contrasts);
        }

        return false;
    }

    /// <summary>Whether what follows an answer begins by taking it back.</summary>
    internal static bool Withdraws(ReadText after) => Withdrawn(after, 0);

    /// <summary>Where the last words stand that take back what was said before them, or 0.</summary>
    internal static int LastWithdrawal(ReadText text, int before)
    {
        for (var at = before - 1; at > 0; at--)
        {
            if (IsClauseStart(text, at) && text.Is(at, WordRoles.Withdrawals))
                return at;
        }

        return 0;
    }

    private static bool Withdrawn(ReadText text, int from)
    {
        for (var at = from; at < text.Count; at++)
        {
            if (text.Is(at, WordRoles.Retractions) && (Sentences.Reads(text, at, "second", "thought") || Sentences.Reads(text, at, "i", "mean")
                || Sentences.Reads(text, at, "or", "rather") || Sentences.Reads(text, at, "made", "a", "mistake")))
                return true;
            if (!IsClauseStart(text, at))
                continue;
            var next = at + 1 < text.Count ? text[at + 1] : "";
            if (text.Is(at, WordRoles.Withdrawals) && (text[at] is not "actually" || next.Length > 0))
                return true;
            if (text[at] is "no" && (next.Length == 0 || text.Is(at + 1, WordRoles.Withdrawals) || next is "," or "." or ";" or "it" or "its" or "that" or "!"))
                return true;
        }

        return false;
    }

    private static bool IsClauseStart(ReadText text, int at) =>
        at == 0 || text.Words[at - 1].Kind is WordKind.Comma or WordKind.Stop or WordKind.Dash or WordKind.Question or WordKind.Open
        || text[at - 1] is "oh" or "but" or "hmm" or "no";
}
