namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <content>What is run into a claim: how many words of weight, and how many a reference bears.</content>
internal sealed partial class AnswerItems
{
    // Words of weight that are run into the claim: of a name, those with capitals beside it; of a bare answer, all of its item up to a preposition.
    private int Extra(Alias alias, Claim claim, int from, int to, bool isName, bool isWhole)
    {
        if (text.Words[claim.First].IsScript)
            return 0;
        var isBare = IsBare(from, to);
        var extra = 0;
        for (var at = claim.First - 1; at >= from && Runs(at, isName, isBare) && !text.Is(at, WordRoles.Turns); at--)
        {
            if (question.IsKnown && text[at] is "by" or "for" or "from" or "in" && !Sentences.Has(text, from, at, WordRoles.Prepositions))
                break; // a thing and whose it is
            extra += IsExtra(at, isWhole) ? 1 : 0;
        }

        var inner = 0;
        for (var at = claim.First; at <= claim.Last; at++)
            inner += !IsOf(alias, at) && (IsExtra(at, isWhole) || (isName && IsAsked(at))) && !(isWhole && IsMonth(at)) ? 1 : 0;
        const int mostGiven = 2; // middle names
        var areGiven = isWhole && alias.Kind == AliasKind.Person && inner <= mostGiven && claim.Last - claim.First <= alias.Text.Count + inner - 1;
        extra += areGiven ? Math.Min(inner, 1) : inner;
        for (var at = claim.Last + 1; at < to && Runs(at, isName, isBare) && (IsLetter(at) || !text.Is(at, WordRoles.Descriptions)); at++)
            extra += IsExtra(at, isWhole) && Regions.Level(text, at, at + 1) == 0 ? 1 : 0;
        return extra;
    }

    private bool IsMonth(int at) => text.Words[at].Month > 0 && at + 1 < text.Count && text.Words[at + 1].Kind == WordKind.Number;

    private bool Runs(int at, bool isName, bool isBare) =>
        text.Words[at].IsWord && !IsBreak(at) && (isBare || (isName && text.Words[at].IsCapital && !text.Is(at, WordRoles.Verbs)));

    // A rank or kind is none beside the whole of a name; "City" is where "United" is missing.
    private bool IsExtra(int at, bool isWhole) => IsLetter(at) || (
        text.Words[at].IsWord && !text.Is(at, WordRoles.Function | WordRoles.Particles) && !(isWhole && text.Is(at, WordRoles.Titles))
        && !question.Has(text, at));

    // The A of "vitamin A", and none of "A vitamin" or "Neil A. Armstrong".
    private bool IsLetter(int at) => text.IsLoneLetter(at) && !question.Has(text, at);

    private bool IsAsked(int at) => text.Words[at].IsWord && !text.Is(at, WordRoles.Function) && question.Has(text, at);

    private bool IsOf(Alias alias, int at)
    {
        if (alias.IsShort(text, at))
            return true;
        for (var i = 0; i < alias.Text.Count; i++)
        {
            if (WordForms.AreSame(text, at, alias.Text, i) || (alias.Kind == AliasKind.Person && WordForms.AreNames(text[at], alias.Text[i])))
                return true;
        }

        return false;
    }

    // No verb, and no two words of the question, of which one may be its verb.
    private bool IsBare(int from, int to)
    {
        var asked = 0;
        for (var at = from; at < to; at++)
        {
            if (text.Is(at, WordRoles.Verbs))
                return false;
            asked += IsAsked(at) ? 1 : 0;
        }

        return asked < 2;
    }

    private int Allowed(Alias alias, Claim claim, int from, int to, bool isWhole)
    {
        if (!isWhole)
            return 0;
        var telling = alias.Telling;
        return alias.Kind switch
        {
            AliasKind.Date or AliasKind.Quantity => 9,
            AliasKind.Phrase when telling > 1 => telling,
            AliasKind.Phrase => IsBare(from, to) ? 0 : 1,
            _ when telling > 1 => telling - 1,
            _ => question.AsksForPerson || !IsBare(from, to) ? 1 : 0,
        };
    }
}
