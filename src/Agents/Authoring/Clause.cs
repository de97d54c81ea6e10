namespace Rlar.Agents.Authoring;

/// <summary>
/// A part of a description that may state one requirement. A rule marks what it has understood; what is left must be words that say nothing about the
/// answer, or the rule has not understood the clause.
/// </summary>
internal sealed class Clause
{
    private const int LongestSubject = 6;
    private static readonly string[] s_neutral = ["fill", "subj", "modal", "present", "verdict"];

    // What can be what is spoken of, where it stands before "must": "the email must …", "the letter has to …".
    private static readonly string[] s_subjects =
        ["fmt", "letter", "number", "date", "section", "has", "mention", "sorted", "each", "lang", "order", "json", "times", "start", "end", "noun",
            "ask", "echo", "same", "unique", "measure", "elem", "entry", "jtype", "separator", "tags"];

    internal Clause(IReadOnlyList<Item> items, bool isFirst)
    {
        Items = items;
        Used = new bool[items.Count];
        SubjectEnd = Subject(isFirst);
    }

    internal IReadOnlyList<Item> Items { get; }

    /// <summary>What the rule at work has understood.</summary>
    internal bool[] Used { get; private set; }

    /// <summary>Items before this place are what is spoken of.</summary>
    internal int SubjectEnd { get; }

    internal int Count => Items.Count;

    internal bool Has(string name) => Items.Any(item => item.Is(name));

    internal bool Has(string name, string value) => Items.Any(item => item.Is(name, value));

    /// <summary>Forgets what was marked.</summary>
    internal void Reset() => Used = new bool[Items.Count];

    /// <summary>Marks a place.</summary>
    internal void Use(int index) => Used[index] = true;

    /// <summary>Whether all that is not marked says nothing, or has one of some meanings.</summary>
    internal bool IsExplained(params ReadOnlySpan<string> meanings)
    {
        // Two negations may deny each other, or say one thing twice.
        if (Enumerable.Range(0, Count).Count(i => !Used[i] && Items[i].Is("neg")) > 1)
            return false;
        if (IsConditional() || Enumerable.Range(0, Count)
            .Any(i => Items[i].Is("each") && !(i + 1 < Count && IsOneOf(Items[i + 1], ["subj", "letter", "unit"]))))
            return false;
        for (var i = 0; i < Items.Count; i++)
        {
            if (Used[i] || IsOneOf(Items[i], s_neutral) || IsOneOf(Items[i], meanings))
                continue;
            if (i < SubjectEnd && Items[i].Kind != TokenKind.Text && (Items[i].Meanings.Count == 0 || IsOneOf(Items[i], s_subjects)))
                continue;
            return false;
        }

        return true;
    }

    /// <summary>How many negations are not marked.</summary>
    internal int Negations
    {
        get
        {
            var negations = Enumerable.Range(0, Count).Count(i => !Used[i] && (Items[i].Is("neg") || Items[i].Is("penalty")));
            return negations == 0 && Items.Any(item => item.Is("nor")) ? 1 : negations; // "neither a nor b" denies once
        }
    }

    // "say it only if …": a condition behind what is said.
    private bool IsConditional()
    {
        var said = Items.ToList().FindIndex(item => item.Kind == TokenKind.Text || item.Is("num"));
        return said >= 0 && Items.Skip(said + 1).Any(item => item.Text.ToLowerInvariant() is "if" or "only if" or "when" or "whenever" or "where");
    }

    internal static bool IsOneOf(Item item, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (item.Is(name))
                return true;
        }

        return false;
    }

    // "A haiku must …": at most some words before the first modal verb, with at least one that names nothing that a rule would read.
    private int Subject(bool isFirst)
    {
        if (!isFirst || Items.Count > 0 && Items[0].Is("modal") && !Items[0].Is("fill"))
            return 0;
        for (var i = 0; i < Math.Min(Items.Count, LongestSubject); i++)
        {
            if (i > 0 && (Items[i].Is("modal") || Items[i].Is("has") || Items[i].Is("start") || Items[i].Is("end")) && !(Items[i].Is("fill")))
                return i;
            if (Items[i].Kind == TokenKind.Text || IsOneOf(Items[i], ["num", "bound", "neg", "freq", "sym", "json", "case", "penalty", "oneof"]))
                return 0;
        }

        return 0;
    }
}
