namespace Rlar.Agents.Authoring;

/// <summary>What a clause says of a number: inclusive bounds, or exclusive ones.</summary>
/// <param name="Min">At least this.</param>
/// <param name="Max">At most this.</param>
/// <param name="Above">More than this.</param>
/// <param name="Below">Less than this.</param>
/// <param name="IsBare">Whether it is a number alone, without a word that says how it bounds.</param>
internal sealed record Quantity(double? Min, double? Max, double? Above, double? Below, bool IsBare)
{
    /// <summary>The least whole number.</summary>
    internal double? Least => Min ?? (Above is { } above ? Math.Floor(above) + 1 : null);

    /// <summary>The greatest whole number.</summary>
    internal double? Most => Max ?? (Below is { } below ? Math.Ceiling(below) - 1 : null);

    /// <summary>
    /// Reads the quantities of a clause and marks their words. Null where there is none; more than one where they cannot be one ("3 lines of 5 words").
    /// </summary>
    internal static List<Quantity> Read(Clause clause)
    {
        var found = new List<Quantity>();
        for (var at = 0; at < clause.Count; at++)
        {
            if (clause.Used[at] || !clause.Items[at].Is("num"))
                continue;
            if (Between(clause, at) is { } range)
                found.Add(range);
            else if (Bounded(clause, at) is { } bounded)
                found.Add(bounded);
        }

        // "at least 2 and at most 4": two halves of one.
        if (found.Count == 2)
            UseBetween(clause);
        if (found is [{ Least: not null, Most: null, IsBare: false } low, { Least: null, Most: not null } high])
            return [new Quantity(low.Min, high.Max, low.Above, high.Below, IsBare: false)];
        if (found is [{ Least: null, Most: not null, IsBare: false } top, { Least: not null, Most: null } bottom])
            return [new Quantity(bottom.Min, top.Max, bottom.Above, top.Below, IsBare: false)];
        return found;
    }

    private static void UseCommas(Clause clause, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (clause.Items[i].Text == ",")
                clause.Use(i);
        }
    }

    // "min 2, max 4": what joins two halves.
    private static void UseBetween(Clause clause)
    {
        var first = Array.IndexOf(clause.Used, true);
        var last = Array.LastIndexOf(clause.Used, true);
        for (var i = first; i < last; i++)
        {
            if (clause.Items[i].Is("and"))
                clause.Use(i);
        }
    }

    private static Quantity? Between(Clause clause, int at)
    {
        var items = clause.Items;
        var to = at + 1;
        if (to < items.Count && items[to].Is("unit"))
            to++; // "between 3 words and 5 words"
        if (to + 1 >= items.Count || !items[to + 1].Is("num"))
            return null;
        var (low, high) = (items[at].Number, items[to + 1].Number);
        var isOpened = at > 0 && items[at - 1].Is("between") && !clause.Used[at - 1];
        var isRange = items[to].Is("to") && (isOpened || items[to].Text is not ("and" or "und" or "et" or "y"));
        var isEither = items[to].Is("or") && high == low + 1 && !isOpened;
        if (!(isRange || isEither) || low > high)
            return null;
        foreach (var index in Enumerable.Range(at, to + 2 - at).Where(index => !items[index].Is("unit")))
            clause.Use(index);
        if (isOpened)
            clause.Use(at - 1);
        return new Quantity(low, high, null, null, IsBare: false);
    }

    private static Quantity? Bounded(Clause clause, int at)
    {
        var items = clause.Items;
        var number = items[at].Number;
        clause.Use(at);
        var before = at - 1;
        while (before >= 0 && !clause.Used[before] && !items[before].Is("bound") && (items[before].Is("fill") || items[before].Text is "is" or "are" or "be")
            && at - before < 4)
            before--;
        if (before >= 0 && !clause.Used[before] && items[before].Is("bound"))
        {
            clause.Use(before);
            return Denied(clause, before, Of(items[before].ValueOf("bound")!, number));
        }

        // "10 or more words", "10 words or more", "8+ chars", "20 characters maximum"
        for (var after = at + 1; after < items.Count && after <= at + 4; after++)
        {
            if (items[after].Is("post") || (items[after].Text == "+" && after == at + 1))
            {
                UseCommas(clause, at, after);
                clause.Use(after);
                return Of(items[after].ValueOf("post") ?? "min", number);
            }

            if (items[after].Is("bound") && !items[after].Is("bound", "above") && !items[after].Is("bound", "below"))
            {
                // It is this number's where no other follows.
                if (items.Skip(after + 1).Take(3).Any(item => item.Is("num")))
                    break;
                UseCommas(clause, at, after);
                clause.Use(after);
                return Of(items[after].ValueOf("bound")!, number);
            }

            if (!items[after].Is("unit") && !items[after].Is("fill") && !items[after].Is("modal") && !items[after].Is("times") && !items[after].Is("subj")
                && !(after == at + 1 && items[after].Is("sym"))
                && items[after].Text != "," && !items[after].IsQuoted && !items[after].Is("mention"))
                break;
        }

        return new Quantity(number, number, null, null, IsBare: true);
    }

    // "must not be over 20"
    private static Quantity Denied(Clause clause, int bound, Quantity quantity)
    {
        var at = bound - 1;
        while (at >= 0 && bound - at < 6 && !clause.Items[at].Is("neg") && Clause.IsOneOf(clause.Items[at], ["modal", "fill", "subj", "has", "mention"]))
            at--;
        if (at < 0 || !clause.Items[at].Is("neg") || clause.Used[at] || quantity is { Above: null, Below: null })
            return quantity;
        clause.Use(at);
        return new Quantity(quantity.Below, quantity.Above, null, null, IsBare: false);
    }

    private static Quantity Of(string bound, double number) => bound switch
    {
        "min" => new(number, null, null, null, IsBare: false),
        "max" => new(null, number, null, null, IsBare: false),
        "above" => new(null, null, number, null, IsBare: false),
        "below" => new(null, null, null, number, IsBare: false),
        _ => new(number, number, null, null, IsBare: false),
    };
}
