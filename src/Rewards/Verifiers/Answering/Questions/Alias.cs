namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>A reference as it is compared: its words and how much each of them tells, its dates, what kind of answer it is.</summary>
internal sealed class Alias
{
    /// <summary>More words than that are compared by no mask.</summary>
    internal const int MostWords = 60;

    /// <summary>The words of a reference that a place of an answer is looked through for: a text of more is no short answer, and each place has a price.</summary>
    internal const int MostSpanned = 300;

    private const double TitleWeight = 0.3;
    private readonly double[] _weights;

    /// <summary>Reads a reference.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="text">Where its words are kept.</param>
    /// <param name="question">What was asked.</param>
    internal Alias(string reference, ReadText text, AskedQuestion question)
    {
        Text = text;
        Text.Read(reference);
        var count = Math.Min(MostWords, Text.Count);
        _weights = new double[count];
        var (asked, full) = (0UL, 0);
        for (var i = 0; i < count; i++)
        {
            Total += _weights[i] = Weight(i);
            if (_weights[i] > 0 && question.Has(Text, i) && IsTelling(i, question))
                asked |= 1UL << i;
            else
                full += _weights[i] == 1 ? 1 : 0;
        }

        // A reference of nothing but small words, as "The Who", is told by all of them.
        if (Total == 0)
        {
            for (var i = 0; i < count; i++)
                Total += _weights[i] = Text.Words[i].IsWord ? 1 : 0;
        }

        Asked = full > 0 ? asked : 0;
        for (var i = 0; i < count; i++)
        {
            AskedWeight += (Asked & (1UL << i)) != 0 ? _weights[i] : 0;
            Telling += _weights[i] > 0 ? 1 : 0;
            Numbers += Text.Words[i].Kind == WordKind.Number ? 1 : 0;
            LastFull = _weights[i] == 1 ? i : LastFull;
        }

        DateText.ReadAll(Text, Dates);
        Kind = KindOf(question);
        if (Kind == AliasKind.Name && Telling >= 3)
            Initials = ReadInitials();
    }

    /// <summary>Its words.</summary>
    internal ReadText Text { get; }

    /// <summary>Its dates.</summary>
    internal List<DateText> Dates { get; } = [];

    /// <summary>The weight of all words.</summary>
    internal double Total { get; }

    /// <summary>The words that the question has as well, where there are others.</summary>
    internal ulong Asked { get; }

    /// <summary>Their weight.</summary>
    internal double AskedWeight { get; }

    /// <summary>What kind of answer it is.</summary>
    internal AliasKind Kind { get; }

    /// <summary>How many numbers it has.</summary>
    internal int Numbers { get; }

    /// <summary>The first letters of a name of three words or more, in small letters; or "".</summary>
    internal string Initials { get; } = "";

    /// <summary>How many words have a weight.</summary>
    internal int Telling { get; }

    /// <summary>The weight of a word.</summary>
    internal double WeightOf(int at) => at < _weights.Length ? _weights[at] : 0;

    /// <summary>The last word of full weight, or -1: a person's surname.</summary>
    internal int LastFull { get; } = -1;

    /// <summary>Whether a word of an answer is its initials: WHO.</summary>
    internal bool IsShort(ReadText text, int at) =>
        Initials.Length > 0 && text[at].SequenceEqual(Initials) && text.IsUpper(at);

    // "World Health Organization", "Federal Bureau of Investigation"
    private string ReadInitials()
    {
        Span<char> letters = stackalloc char[8];
        var count = 0;
        for (var i = 0; i < Text.Count; i++)
        {
            if (!Text.Words[i].IsWord || Text.Is(i, WordRoles.Function))
                continue;
            if (!Text.Words[i].IsCapital || count == letters.Length)
                return "";
            letters[count++] = Text[i][0];
        }

        return count >= 3 ? letters[..count].ToString() : "";
    }

    // "New Amsterdam" is not told by Amsterdam where the question has another "new".
    private bool IsTelling(int at, AskedQuestion question) =>
        !Text.Is(at, WordRoles.Compass) || at + 1 >= Text.Count || !Text.Words[at + 1].IsWord || question.Has(Text, at + 1);

    private double Weight(int at)
    {
        var word = Text.Words[at];
        if (Text.Count > 1 && !word.IsCapital && Text.Is(at, WordRoles.Particles))
            return 0;
        if (!word.IsWord)
            return 0;
        if (Text.IsLoneLetter(at))
            return 1;
        var isMeant = (word.Kind == WordKind.Number && Text.Count <= 2) || (word.IsCapital && Text[at] is "will" or "may");
        if (Text.Is(at, WordRoles.Function) && !isMeant)
            return 0;
        if (word.Kind == WordKind.Number)
            return 1;
        var isTitle = Text.Is(at, WordRoles.Titles) && (word.IsCapital || Text[at].Length < 3);
        var isInitial = Text[at].Length == 1 && !word.IsScript && Text.Count > 1;
        return isTitle || isInitial || Text.Is(at, WordRoles.Bounds) ? TitleWeight : 1;
    }

    private AliasKind KindOf(AskedQuestion question)
    {
        var (words, capitals, numbers, polar) = (0, 0, 0, 0);
        var (first, isDated, hasSmall) = (-1, Dates.Count > 0, false);
        for (var i = 0; i < _weights.Length; i++)
        {
            polar += Text[i] is "yes" or "no" ? 1 : 0;
            hasSmall |= _weights[i] == 0 && Text.Words[i].IsWord && !Text.Is(i, WordRoles.Particles);
            if (_weights[i] == 0 || (Text.Is(i, WordRoles.Titles) && _weights.Length > 1))
                continue;
            first = first < 0 ? i : first;
            words++;
            capitals += Text.Words[i].IsCapital ? 1 : 0;
            numbers += Text.Words[i].Kind == WordKind.Number ? 1 : 0;
            isDated &= Dates.Exists(date => date.First <= i && i <= date.Last);
        }

        if (polar == 1 && words <= 2)
            return AliasKind.Polar;
        if (isDated)
            return AliasKind.Date;
        if (numbers > 0 && first >= 0 && Text.Words[first].Kind == WordKind.Number && capitals == 0 && words <= 5)
            return AliasKind.Quantity;
        if (question.AsksForPerson && words is 2 or 3 or 4 && capitals == words && !hasSmall)
            return AliasKind.Person;
        return capitals * 2 > words ? AliasKind.Name : AliasKind.Phrase;
    }
}
