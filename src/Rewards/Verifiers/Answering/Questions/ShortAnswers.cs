namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>
/// Short references and free answers: whether an answer, a sentence or more, asserts one of the references and nothing else in its place. What counts is
/// how much of a reference's words an answer gives within a few words, without those that say little (articles, ranks, the question's own); numbers and dates
/// must agree.
/// </summary>
internal sealed class ShortAnswers
{
    private const double Close = 1e-9;

    // Of a reference in common words, as "a breaded chicken patty": an answer in other words has this much of it.
    private const double PhraseShare = 0.6;
    private const int ShortestJoined = 7;
    private const int LongestJoined = 60;

    private readonly AskedQuestion _question;
    private readonly List<Alias> _aliases;
    private readonly Workspace _memory;
    private readonly bool _hasSeveralYears;

    /// <summary>Reads the references of a row.</summary>
    /// <param name="question">What was asked, or "".</param>
    /// <param name="references">The references, of which any is right.</param>
    /// <param name="workspace">Memory that nobody else uses meanwhile.</param>
    internal ShortAnswers(string question, IReadOnlyList<string> references, Workspace workspace)
    {
        _memory = workspace;
        _question = new AskedQuestion(question, workspace.Question);
        _aliases = new List<Alias>(references.Count);
        for (var i = 0; i < references.Count; i++)
        {
            var alias = new Alias(references[i], workspace.Alias(i), _question);
            if (alias.Total > 0 || alias.Kind == AliasKind.Polar)
                _aliases.Add(alias);
        }

        for (var i = _aliases.Count - 1; i >= 0; i--)
        {
            if (IsSurname(_aliases[i]) || IsSymbol(_aliases[i].Text))
                _aliases.RemoveAt(i);
        }

        _hasSeveralYears = HasSeveralYears();
    }

    // Where "Neil Armstrong" is a reference, "Armstrong" is the surname of one person.
    private bool IsSurname(Alias alias)
    {
        if (alias.Telling != 1 || alias.LastFull < 0)
            return false;
        foreach (var person in _aliases)
        {
            if (person.Kind == AliasKind.Person && WordForms.AreSame(alias.Text, alias.LastFull, person.Text, person.LastFull))
                return true;
        }

        return false;
    }

    private bool HasSeveralYears()
    {
        var year = -1;
        foreach (var alias in _aliases)
        {
            foreach (var date in alias.Dates)
            {
                if (date.IsYear || date.Year == year)
                    continue;
                if (year >= 0)
                    return true;
                year = date.Year;
            }
        }

        return false;
    }

    // C++, Na+, "A, C": told by marks and letters that words leave out, and so only right as they are written.
    private static bool IsSymbol(ReadText text)
    {
        for (var at = 0; at < text.Count; at++)
        {
            var word = text.Words[at];
            if (word.Kind != WordKind.Word || word.IsScript)
                continue;
            var (mark, isInner) = text.MarkAfter(at);
            var isLetter = at == 0 && word is { Length: 1, IsCapital: true } && mark != '.'
                && (text.Count == 1 || !text.Words[1].IsWord || text.Is(1, WordRoles.And));
            if (isLetter || mark is '+' or '#' || (mark == '-' && !isInner && word.IsCapital))
                return true;
        }

        return false;
    }

    /// <summary>Whether what follows an answer takes it back.</summary>
    /// <param name="after">The text after it.</param>
    internal bool IsWithdrawn(string after)
    {
        _memory.Text.Read(after);
        return _memory.Text.Count > 0 && Denials.Withdraws(_memory.Text);
    }

    /// <summary>Null where an answer names its references only, and denies none; or why not.</summary>
    /// <param name="answer">The answer.</param>
    internal string? AllFault(string answer)
    {
        var text = _memory.Text;
        text.Read(answer);
        return Sentences.Has(text, 0, text.Count, WordRoles.Or) && !_aliases.Exists(alias => Sentences.Has(alias.Text, 0, alias.Text.Count, WordRoles.Or))
            ? "one or another"
            : Denials.DeniesAny(text, _question, _aliases) ? "denies one"
            : new AnswerItems(text, _question, _aliases).Other();
    }

    /// <summary>Null where the answer is right, or why not.</summary>
    /// <param name="answer">The answer.</param>
    internal string? Fault(string answer)
    {
        var memory = _memory;
        var text = memory.Text;
        text.Read(answer);
        if (text.Count == 0)
            return "no answer";
        string? fault = null;
        memory.Dates = null;
        foreach (var alias in _aliases)
        {
            var found = Fault(alias, memory);
            if (found is null)
                return Denials.IsIgnorant(text) ? "says that it does not know" : null;
            if (found.Length > 0)
                fault ??= found;
        }

        if (fault is null && answer.Length <= LongestJoined && IsJoined(answer))
            return null;
        return fault is null ? $"read {Verdict.Quote(answer)}" : $"{fault}: {Verdict.Quote(answer)}";
    }

    // "Hardworking" is "hard working", and the mocking bird a mockingbird.
    private bool IsJoined(string answer)
    {
        foreach (var alias in _aliases)
        {
            if (answer.Length >= ShortestJoined && alias.Text.IsWrittenAs(_memory.Text) && HasWholeParts(alias, _memory.Text))
                return true;
        }

        return false;
    }

    // And no P a r i s, nor Hels-inki.
    private static bool HasWholeParts(Alias alias, ReadText text)
    {
        foreach (var word in text.Words)
        {
            if (word.IsWord && (word.Length < 3 || (alias.Kind != AliasKind.Phrase && !word.IsCapital)))
                return false;
        }

        return true;
    }

    // "" where nothing of the reference is there.
    private string? Fault(Alias alias, Workspace memory) => alias.Kind switch
    {
        AliasKind.Polar => PolarFault(alias, memory.Text),
        AliasKind.Date => DateFault(alias, memory),
        _ => WordFault(alias, memory),
    };

    private string? WordFault(Alias alias, Workspace memory)
    {
        var text = memory.Text;
        var hits = memory.Hits.Resize(text.Count);
        var isAny = 0UL;
        for (var at = 0; at < hits.Length; at++)
            isAny |= hits[at] = HitsOf(alias, text, at);
        if (isAny == 0)
            return "";
        if (Claim.Best(text, alias, hits) is not { } claim || !IsEnough(alias, text, claim, out var isWhole))
            return "";
        if (Sentences.IsAside(text, claim.First) && !text.Words[0].Equals(text.Words[claim.First]) && !HasBracket(alias.Text)
            && !IsGloss(alias, text, claim.First))
            return "beside the answer";
        if (alias.Kind == AliasKind.Quantity && Numbers.Fault(text, alias, claim, _question) is { } bound)
            return bound;
        return Denials.Of(text, _question, claim) ?? new AnswerItems(text, _question, _aliases).Beside(alias, claim, isWhole);
    }

    private ulong HitsOf(Alias alias, ReadText text, int at)
    {
        var mask = 0UL;
        ref readonly var word = ref text.Words[at];
        if (!word.IsWord || !alias.Text.MayHave(word))
            return 0;
        if (alias.IsShort(text, at) && !_question.Has(text, at))
            return ulong.MaxValue;
        for (var i = 0; i < alias.Text.Count && i < Alias.MostWords; i++)
        {
            if (alias.Text.IsLoneLetter(i) && !text.Words[at].IsCapital)
                continue;
            if (alias.Text.Words[i].IsWord && (WordForms.AreSame(text, at, alias.Text, i)
                || (alias.Kind == AliasKind.Person && i < alias.LastFull && WordForms.AreNames(text[at], alias.Text[i]))))
                mask |= 1UL << i;
        }

        return mask;
    }

    // Whether the words that an answer gives tell the reference.
    private bool IsEnough(Alias alias, ReadText text, Claim claim, out bool isWhole)
    {
        var missing = alias.Total - claim.Weight;
        isWhole = missing < Close;
        if (isWhole)
            return true;
        for (var i = 0; i < alias.Text.Count; i++)
        {
            var isMissing = (claim.Mask & (1UL << i)) == 0 && alias.WeightOf(i) > 0;
            if (isMissing && alias.Text.Words[i].Kind == WordKind.Number && alias.Kind != AliasKind.Quantity)
                return false;
            if (isMissing && alias.Text.Words[i].Kind == WordKind.Number)
                return false;
        }

        var asked = 0.0;
        for (var i = 0; i < alias.Text.Count && i < Alias.MostWords; i++)
            asked += (alias.Asked & ~claim.Mask & (1UL << i)) != 0 ? alias.WeightOf(i) : 0;
        switch (alias.Kind)
        {
            case AliasKind.Quantity:
                return isWhole = true;
            case AliasKind.Person:
                return IsPerson(alias, text, claim);
            case AliasKind.Name:
                return missing - asked < 0.31;
            default:
                return missing - asked < 0.31 || claim.Weight >= PhraseShare * alias.Total;
        }
    }

    // The surname, and no other given name before it.
    private bool IsPerson(Alias alias, ReadText text, Claim claim)
    {
        var last = alias.LastFull;
        if (last < 0 || (claim.Mask & (1UL << last)) == 0)
            return false;
        var at = claim.Last;
        while (at > claim.First && !WordForms.AreSame(text, at, alias.Text, last))
            at--;
        at--;
        while (at >= 0 && text.Is(at, WordRoles.Particles))
            at--;
        // A surname that the question has tells nobody.
        var isAsked = (alias.Asked & (1UL << last)) != 0;
        if (at < 0 || !text.Words[at].IsWord)
            return !isAsked;
        if (!isAsked && text.Is(at, WordRoles.Function) || (!isAsked && (text.Is(at, WordRoles.Titles) || _question.Has(text, at))))
            return true;
        for (var i = 0; i < last; i++)
        {
            if (WordForms.AreNames(text[at], alias.Text[i]))
                return true;
        }

        return !isAsked && !text.Words[at].IsCapital && text.HasCapitals;
    }

    // "The tiger (Panthera tigris)" where the tiger was asked about; "Eric (Will Friedle)" where who plays him; "3 miles (4.8 km)".
    private bool IsGloss(Alias alias, ReadText text, int at)
    {
        var open = at;
        while (text.Words[open].Kind != WordKind.Open)
            open--;
        if (alias.Kind == AliasKind.Quantity)
            return open > 1 && text.Is(open - 1, WordRoles.Units) && text.Words[open - 2].Kind == WordKind.Number;
        if (alias.Kind == AliasKind.Person && (_question.HasStart("play") || _question.HasStart("voice") || _question.HasStart("portray")))
            return open < 5;
        var (from, _) = Sentences.Around(text, open);
        var asked = 0;
        for (var i = from; i < open; i++)
        {
            if (!text.Words[i].IsWord || text.Is(i, WordRoles.Function))
                continue;
            if (!_question.Has(text, i))
                return false;
            asked++;
        }

        return asked > 0;
    }

    private static bool HasBracket(ReadText text)
    {
        foreach (var word in text.Words)
        {
            if (word.Kind == WordKind.Open)
                return true;
        }

        return false;
    }

    private static string? PolarFault(Alias alias, ReadText text)
    {
        var (yes, no, denies) = (false, false, false);
        for (var at = 0; at < text.Count; at++)
        {
            var isFirst = at == 0 || !text.Words[at - 1].IsWord || text[at - 1] is "is" or "and" or "or" or "typically" or "but";
            yes |= isFirst && text[at] is "yes" or "yeah" or "yep" or "true";
            no |= isFirst && text[at] is "no" or "nope" or "false";
            denies |= text.Is(at, WordRoles.Negations) || text[at].EndsWith("n't", StringComparison.Ordinal);
        }

        if (yes && no)
            return "says yes and no";
        var wantsYes = Sentences.Has(alias.Text, 0, alias.Text.Count, WordRoles.Yes);
        if (!yes && !no)
            return denies && !wantsYes ? null : "";
        return yes == wantsYes ? null : "";
    }

    private string? DateFault(Alias alias, Workspace memory)
    {
        var text = memory.Text;
        if (memory.Dates is null)
        {
            memory.Dates = [];
            DateText.ReadAll(text, memory.Dates);
        }

        string? fault = "";
        var found = 0;
        Claim? claim = null;
        foreach (var wanted in alias.Dates)
        {
            foreach (var date in memory.Dates)
            {
                if (!IsDate(wanted, date))
                    continue;
                found++;
                claim = claim is { } first ? first with { Last = date.Last } : new Claim(date.First, date.Last, 0, 1);
                break;
            }
        }

        if (found < alias.Dates.Count || claim is not { } given)
            return fault;
        if (given.Last < given.First)
            given = given with { First = given.Last, Last = given.First };
        if (found == 1 && Numbers.RangeFault(text, given) is { } range)
            return range;
        if (Numbers.IsBound(text, alias, given, _question))
            return "a bound";
        return Denials.Of(text, _question, given) ?? new AnswerItems(text, _question, _aliases).Beside(alias, given, isWhole: true);
    }

    private bool IsDate(DateText wanted, DateText given)
    {
        if (!wanted.Agrees(given) || (wanted.Year != 0 && given.Year == 0))
            return false;
        if (wanted.Month != 0 && given.IsYear)
            return !_question.AsksForDay && !_hasSeveralYears && !_question.HasWord($"{given.Year}");

        // Another reference knows the day.
        var days = _aliases.SelectMany(alias => alias.Dates).Where(date => date.Day != 0 && date.Year == given.Year && date.Month == given.Month);
        return given.Day == 0 || wanted.Day != 0 || !days.Any() || days.Any(date => date.Day == given.Day);
    }
}
