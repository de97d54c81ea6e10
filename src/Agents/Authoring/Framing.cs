namespace Rlar.Agents.Authoring;

/// <summary>
/// Words that the lexicon does not have. People say the same requirement in many frames ("our checker looks for …"), and most such words say nothing of the
/// answer: they are left out, and what stays must be understood to the last word. Where a word may itself be a requirement it is not left out: as what is
/// to be contained, what is counted or denied, what the answer is to be or to do, and as an adjective or manner of it.
/// </summary>
internal static class Framing
{
    private const int MostUnknown = 12;
    private const int Reach = 4;

    // What a requirement can be about; near it a verb only says that it is required.
    private static readonly string[] s_evidence =
    [
        "num", "freq", "bound", "between", "lang", "case", "sort", "sorted", "fmt", "json", "key", "section", "oneof", "order", "before",
        "after", "sym", "letter",
        "quotes", "wrap", "digits", "linebreak", "ref", "start", "end", "has", "mention",
    ];

    private static readonly string[] s_openers = ["neg", "nor", "has", "says", "mention", "num", "lang", "key", "section", "before", "after", "oneof"];

    private static readonly HashSet<string> s_articles = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "some", "any", "its", "your", "ein", "eine", "einen", "der", "die", "das", "une", "un", "una", "le", "la", "les", "el", ":", "(",
        "it",
        "this", "that",
    };

    private static readonly HashSet<string> s_topics = new(StringComparer.OrdinalIgnoreCase)
    {
        "regarding", "concerning", "describe", "summarise", "summarize", "like", "than", "per", "über", "sobre", "sur",
    };

    private static readonly HashSet<string> s_copulas = new(StringComparer.OrdinalIgnoreCase)
    {
        "be", "is", "are", "being", "must be", "should be", "has to be", "have to be", "needs to be", "shall be", "will be", "can be", "may be", "remain",
        "remains", "stay", "stays", "keep it", "look", "looks", "read", "reads", "ist", "sind", "sein", "est", "sont", "être", "es", "son", "está", "ser",
        "it's", "make", "makes", "keep", "doit être", "that's",
    };

    private static readonly HashSet<string> s_prepositions = new(StringComparer.OrdinalIgnoreCase)
    {
        "in", "of", "to", "by", "with", "from", "on", "as", "into", "at", "within", "under", "mit", "aus", "auf", "von", "en", "de", "par", "avec",
        "con", "por",
    };

    // Words that tell at the head of a remark that it is one: it speaks of somebody, or gives a reason.
    private static readonly HashSet<string> s_remarks = new(StringComparer.OrdinalIgnoreCase)
    {
        "our", "we", "the", "this", "these", "it's", "it", "i", "i'm", "my", "for", "because", "since", "as", "so", "so that", "to", "a", "an", "they", "he",
        "she", "that's", "that", "that is", "in", "on", "there", "hi", "hello", "hey", "sorry", "please", "unser", "unsere", "wir", "weil", "denn", "notre",
        "nos", "nous", "car", "nuestro", "nuestra", "porque", "es", "c'est", "ich", "je", "und", "and", "you", "your", "one",
    };

    private static readonly string[] s_qualities =
    [
        "ful", "ous", "ive", "ish", "less", "able", "ible", "ing", "y", "ic", "ant", "ent", "al", "est", "ig", "lich", "isch", "sam", "bar", "eux", "euse",
        "if",
        "oso", "osa", "ivo", "iva",
    ];

    private static readonly HashSet<string> s_verdictFrames = new(StringComparer.OrdinalIgnoreCase)
    {
        "if", "when", "whenever", "anything", "everything", "whoever", "wenn", "falls", "si", "cuando", "only if",
    };

    /// <summary>The description without the words that are not known; null where one of them may be a requirement.</summary>
    /// <param name="items">The description.</param>
    /// <param name="keepsLists">Whether words that are not known and stand in a list are its elements.</param>
    internal static List<Item>? Without(List<Item> items, bool keepsLists)
    {
        if (Enumerable.Range(0, items.Count).Any(i => IsHindrance(items, i)) || items.Count(IsUnknown) > MostUnknown)
            return null;
        var (kept, hasDropped) = (new List<Item>(), false);
        for (var i = 0; i < items.Count; i++)
        {
            if (IsIdle(items, i) || items[i].Is("hedge") && !items[i].Is("wrap"))
            {
                hasDropped = true;
                continue;
            }

            if (!IsUnknown(items[i]) || (IsNamed(items, i) && (keepsLists || IsGoverned(items, i))) || (keepsLists && IsListed(items, i)))
            {
                kept.Add(items[i]);
                continue;
            }

            if (!IsHarmless(items, i))
                return null;
            hasDropped = true;
        }

        // "dock it if …": without the word nothing says whether that is right or wrong.
        return hasDropped && (items.Exists(item => s_verdictFrames.Contains(item.Text)) || items[0].Text is "Any" or "any")
            && !items.Exists(item => item.Is("verdict") || item.Is("penalty"))
            ? null
            : kept;
    }

    // "a field called city", "about whales" are no hindrance; "about 100 words" is.
    private static bool IsHindrance(List<Item> items, int at) => ScopeReader.BeginsAt(items, at) || ConditionReader.BeginsAt(items, at)
        || items[at].Is("danger") && !(at > 0 && (Clause.IsOneOf(items[at - 1], ["key", "noun"])
            || items[at - 1].Text.ToLowerInvariant() is "called" or "named" or "labelled" or "titled"))
        || items[at].Is("hedge") && !(items[at].Text.ToLowerInvariant() is "about" or "around" && !items.Skip(at + 1).Take(2).Any(item => item.Is("num")));

    // A word that means something only beside another that is not there: "a username field" where nothing is JSON, "one JSON object".
    private static bool IsIdle(List<Item> items, int at) => items[at] switch
    {
        { Kind: TokenKind.Text } => false,
        var item when item.Is("key") => !item.Is("section") && !items.Exists(other => other.Is("json")),
        var item when item.Is("num", "1") && item.Kind == TokenKind.Word => at + 1 < items.Count && Clause.IsOneOf(items[at + 1], ["json", "fmt", "letter"])
            && !(at > 0 && items[at - 1].Is("bound")),
        var item when item.Is("between") && !item.Is("wrap") => !items.Skip(at + 1).Take(2).Any(other => other.Is("num")),
        _ => false,
    };

    private static bool IsUnknown(Item item) => item.Kind == TokenKind.Word && item.Meanings.Count == 0;

    // A name, or a letter that stands for itself.
    private static bool IsNamed(List<Item> items, int at) => items[at].IsName || (at == 0 && char.IsUpper(items[0].Text[0]) && items.Count > 1
            && items[1].Is("modal") && items.Exists(item => item.Is("says"))) || items[at].Text.Length == 1
        || (Left(items, at) is { } left && (left.Is("noun") || left.Is("says") || left.Is("key") || left.Is("section") || left.Is("letter")
            || left.Is("before") || left.Is("after") || left.Is("oneof")));

    // Whether anything in its part asks for the name.
    private static bool IsGoverned(List<Item> items, int at)
    {
        var (start, end) = Segment(items, at);
        return Enumerable.Range(start, end - start).Any(i => Clause.IsOneOf(
            items[i], ["has", "mention", "says", "noun", "start", "end", "section", "key", "order", "before", "after", "oneof", "neg", "nor", "freq",
                "letter", "penalty"]));
    }

    private static bool IsListed(List<Item> items, int at) => IsSeparator(items, at - 1) || IsSeparator(items, at + 1)
        || (Left(items, at) is { } left && (left.Is("has") || left.Is("start") || left.Is("end")));

    private static bool IsSeparator(List<Item> items, int at) => at >= 0 && at < items.Count
        && (items[at].Is("and") || items[at].Is("or") || items[at].Text is "," or "/" or "{" or "}" or "then");

    private static Item? Left(List<Item> items, int at)
    {
        var before = at - 1;
        while (before >= 0 && s_articles.Contains(items[before].Text))
            before--;
        return before >= 0 ? items[before] : null;
    }

    private static bool IsHarmless(List<Item> items, int at)
    {
        var (start, end) = Segment(items, at);
        var hasEvidence = Enumerable.Range(start, end - start).Any(i => IsEvidence(items[i]));
        if (IsManner(items[at].Text) || items[at].Text.EndsWith("n't", StringComparison.OrdinalIgnoreCase))
            return false;

        // "Captivate the reader …": what the answer is to do.
        if (at == start && at + 2 < end && items[at + 1].Text is "the" or "a" or "your" or "us" or "me"
            && !items[at + 2].Is("subj") && !items[at + 2].Is("num"))
            return false;

        // "No apologising: the word … must not occur."
        if (end < items.Count && items[end].Text == ":" && end - start <= Reach && items[start].Is("neg") && items.Skip(end).Any(item => item.Is("neg")))
            return true;
        var left = Left(items, at);
        if (left is not null && (s_topics.Contains(left.Text) || (Clause.IsOneOf(left, s_openers) && !LeadsToEvidence(items, at))))
            return false;
        if (left is not null && s_copulas.Contains(left.Text) && !IsParticiple(items, at))
            return false;
        if (at + 1 < end && at > 0 && items[at + 1].Is("fmt") && !items[at + 1].Is("subj") && s_articles.Contains(items[at - 1].Text))
            return false; // "an even integer"
        if (at + 1 < end && Clause.IsOneOf(items[at + 1], ["subj", "unit", "fmt", "json", "section"]) && IsQuality(items[at].Text))
            return false;

        // "twenty words that please her", "a tale where nobody dies"
        var behind = Enumerable.Range(at, end - at).Any(i => IsEvidence(items[i]));
        if (!behind && Enumerable.Range(start, at - start).Any(i => items[i].Text.ToLowerInvariant() is "that" or "which" or "who" or "where" or "whose"
            && i > start
            && Clause.IsOneOf(items[i - 1], ["unit", "subj"]) && !(items[i + 1].Text.ToLowerInvariant() is "i" or "we" or "you" or "our" or "my")))
            return false;
        return hasEvidence || IsRemark(items, start, end) || IsLabel(items, start, end);
    }

    // A remark beside the requirements: no demand, no denial.
    private static bool IsRemark(List<Item> items, int start, int end) =>
        (s_remarks.Contains(items[start].Text) || (end - start >= 3 && !IsUnknown(items[start]) && !items[start].Is("modal")))
        && !Enumerable.Range(start, end - start).Any(i => Clause.IsOneOf(items[i], ["neg", "nor", "penalty"])
            || items[i].Text.ToLowerInvariant() is "must" or "should" or "has to" or "have to" or "needs to" or "need to" or "must be" or "should be"
                or "ought to"
                or "shall" or "soll" or "muss" or "doit" or "debe");

    // "Line budget: …"
    private static bool IsLabel(List<Item> items, int start, int end) => end < items.Count && items[end].Text == ":"
        && !Enumerable.Range(start, end - start).Any(i => Clause.IsOneOf(items[i], ["neg", "nor", "penalty"]));

    private static bool IsEvidence(Item item) => item.Kind == TokenKind.Text || item.IsName || (item.Kind == TokenKind.Word && Clause.IsOneOf(item, s_evidence)
        || item.Kind == TokenKind.Number) || item.Is("sym");

    // "must not occupy more than …", "never breathe the word …"
    private static bool LeadsToEvidence(List<Item> items, int at)
    {
        for (var i = at + 1; i < Math.Min(items.Count, at + Reach); i++)
        {
            if (items[i].Kind is TokenKind.Text or TokenKind.Number || Clause.IsOneOf(items[i], ["bound", "num", "freq", "noun", "sym", "digits", "letter"]))
                return !items[at].Text.EndsWith('s') || items[i].Kind == TokenKind.Text;
            if (!s_articles.Contains(items[i].Text) && !s_prepositions.Contains(items[i].Text))
                return false;
        }

        return false;
    }

    private static bool IsParticiple(List<Item> items, int at) => at + 1 < items.Count
        && (s_prepositions.Contains(items[at + 1].Text) || Clause.IsOneOf(items[at + 1], ["bound", "start", "end", "lang", "case", "wrap"]))
        && !IsQuality(items[at].Text);

    private static (int Start, int End) Segment(List<Item> items, int at)
    {
        var (start, end) = (at, at + 1);
        while (start > 0 && !IsBreak(items[start - 1]))
            start--;
        while (end < items.Count && !IsBreak(items[end]))
            end++;
        return (start, end);
    }

    private static bool IsBreak(Item item) => item.Kind == TokenKind.Mark && item.Text is "." or "!" or "?" or ";" or ":" or "," or "(" or ")" or "—" or "–";

    private static bool IsManner(string word) => word.Length > 4
        && (word.EndsWith("ly", StringComparison.OrdinalIgnoreCase) || word.EndsWith("mente", StringComparison.OrdinalIgnoreCase)
        || word.EndsWith("ment", StringComparison.OrdinalIgnoreCase) && word.Length > 7);

    private static bool IsQuality(string word) => word.Length > 3
        && Array.Exists(s_qualities, ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
