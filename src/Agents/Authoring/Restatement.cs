namespace Rlar.Agents.Authoring;

/// <summary>
/// What a description says twice: the verdict on everything else ("…, or it gets nothing", "longer ones don't count", "any slip and it scores zero").
/// It is a part that has a verdict, a word for what breaks the rule, and nothing that a requirement could be about.
/// </summary>
internal static class Restatement
{
    private static readonly string[] s_neutral = ["fill", "subj", "modal", "present", "breach", "penalty", "verdict", "and", "or", "exclusive", "neg"];

    /// <summary>The description without such parts; what remains is all of it where there is none.</summary>
    internal static List<Item> Without(List<Item> items)
    {
        var kept = new List<Item>();
        for (var at = 0; at < items.Count; at++)
        {
            var end = End(items, at);
            if (end > at && kept.Count > 0)
                at = end - 1;
            else
                kept.Add(items[at]);
        }

        return kept;
    }

    // A part begins behind a mark or with "or", and ends before a stop or at the end.
    private static int End(List<Item> items, int at)
    {
        var isOr = items[at].Is("or");
        if (!(isOr || at > 0 && items[at - 1].Is("stop") || items[at].Is("and") || items[at].Is("stop") || items[at].Text is ":" or "—"))
            return at;
        var end = at + 1;
        while (end < items.Count && !items[end].Is("stop") && items[end].Text is not (";" or ":"))
        {
            if (!Clause.IsOneOf(items[end], s_neutral) && !items[end].Is("num", "0") && items[end].Text != "0")
                return at;
            end++;
        }

        var part = items.GetRange(at, end - at);
        var denies = part.Exists(item => item.Is("neg"));
        return part.Exists(item => item.Is("penalty")) && isOr || part.Exists(item => item.Is("breach")) && (denies || part.Exists(item => item.Is("penalty")))
            || denies && !isOr && !part.Exists(item => item.Is("penalty")) && items.Take(at).Any(item => item.Is("neg") && item.Kind != TokenKind.Text)
                ? end : at;
    }
}
