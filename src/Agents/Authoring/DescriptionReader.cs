using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>
/// Reads a description as requirements under "and" or "or". It is cut into clauses, the longest first, and every word of each must be accounted for: a
/// requirement that is not understood must not be left out of the verifier.
/// </summary>
internal static class DescriptionReader
{
    private const int LongestDescription = 600;
    private const int MostItems = 120;
    private const int MostClauses = 5;
    private const int MostCandidates = 4;

    private const string Penalties = "it says what is wrong of several things at once: describe what a right answer does";

    private static readonly HashSet<string> s_borders = new(StringComparer.OrdinalIgnoreCase)
    {
        "in", "with", "using", "of", "for", "that", "which", "whose", "where", "while", "who", "auf", "mit", "en", "avec", "con",
    };

    private static readonly HashSet<string> s_conditions = new(StringComparer.OrdinalIgnoreCase) { "if", "when", "unless", "whenever", "wenn", "falls", "si",
        "cuando" };

    internal static DescriptionReading Read(string description)
    {
        var reading = WithAlternatives(description, AsWritten(description));
        if (reading.Refusal is null || description.Length > LongestDescription || PlainWords.Of(description) is not { } plain)
            return reading;
        var plainly = WithAlternatives(plain.Text, AsWritten(plain.Text));
        return plainly.Refusal is null && plainly.Candidates.All(candidate => PlainWords.IsOutside(candidate, plain.Outside)
            && (!plain.IsAnyCase || PlainWords.IsOfAnyCase(candidate))) ? plainly : reading;
    }

    // "Either … or …": what is read as one requirement has lost the other.
    private static DescriptionReading WithAlternatives(string description, DescriptionReading reading) => reading.Refusal is null
        && description.StartsWith("either ", StringComparison.OrdinalIgnoreCase)
        && reading.Candidates.Any(candidate => candidate.Name is "json_keys" or "format" or "sections" or "number_format")
            ? DescriptionReading.Refused("it says 'either', and one of the two is not understood")
            : reading;

    private static DescriptionReading AsWritten(string description)
    {
        if (description.Length > LongestDescription)
            return DescriptionReading.Refused($"a description of more than {LongestDescription} characters: say what an answer must do in a sentence or two");
        var items = WithoutAsides(ItemReader.Read(description));
        if (items.Count is 0 or > MostItems)
            return DescriptionReading.Refused(items.Count == 0 ? "it is empty" : "it is too long to be read as one requirement");
        if (Restatement.Without(items) is { Count: > 0 } plain)
            items = plain;
        if (Strict(items) is { } strict && (strict.Refusal is null || ConditionReader.Read(items) is null))
            return strict;
        if (ConditionReader.Read(items) is { } conditional)
            return new DescriptionReading([conditional], null);
        if (Asides.Without(items) is { } brief && Strict(brief) is { Refusal: null } said && said.Candidates.All(Asides.IsOfForms))
            return said;

        // Each way to leave out what is not known gives a reading; what they do not agree on is told apart by near misses, or refused.
        var readings = new[] { true, false }
            .Select(keepsLists => Framing.Without(items, keepsLists))
            .OfType<List<Item>>()
            .Select(kept => (kept, Clauses: new Search(kept).Clauses(0, 0, null)))
            .Where(found => found.Clauses is not null)
            .Select(found => Reading(found.kept, found.Clauses!))
            .ToList();
        return readings.Count == 0 ? DescriptionReading.Refused(NotUnderstood(items))
            : readings is [{ Candidates: [var kept] }, { Candidates: [var shortened] }] && kept.Name == shortened.Name ? readings[0]
            : readings.Find(reading => reading.Refusal is not null)
                ?? new DescriptionReading([.. readings.SelectMany(reading => reading.Candidates).DistinctBy(candidate => candidate.ToJson())], null);
    }

    /// <summary>
    /// What a description may mean where words that are not understood say nothing, and parts that are not understood are left out: guesses that examples
    /// must bear out. The fullest first.
    /// </summary>
    internal static IReadOnlyList<TemplateExpression> Boldly(string description)
    {
        if (description.Length > LongestDescription)
            return [];
        var asWritten = AsGuessed(description);
        return PlainWords.Of(description) is { } plain
            ? [.. AsGuessed(plain.Text).Concat(asWritten).DistinctBy(candidate => candidate.ToJson()).Take(MostCandidates)]
            : asWritten;
    }

    private static IReadOnlyList<TemplateExpression> AsGuessed(string description)
    {
        var items = ItemReader.Read(description);
        if (items.Count is 0 or > MostItems)
            return [];
        List<Item>[] ways =
        [
            [.. items.Where(item => item.Meanings.Count > 0 || item.Kind != TokenKind.Word || item.IsName)],
            [.. items.Where(item => item.Kind != TokenKind.Word || item.Meanings.Any(meaning => meaning.Name is not ("danger" or "hedge")))],
        ];
        var whole = ways.SelectMany(Plain);
        var parts = ways.Select(way => Parts(way).Select(Plain).Where(read => read.Count == 1).Select(read => read[0]).ToList())
            .Where(read => read.Count > 0).Select(Checks.All);
        return [.. whole.Concat(parts).DistinctBy(candidate => candidate.ToJson()).Take(MostCandidates)];
    }

    private static IEnumerable<List<Item>> Parts(List<Item> items)
    {
        var start = 0;
        for (var at = 0; at <= items.Count; at++)
        {
            if (at < items.Count && !(items[at].Kind != TokenKind.Text && (items[at].Is("stop") || items[at].Text is "," or ";" or ":" or "and")))
                continue;
            if (at > start)
                yield return items[start..at];
            start = at + 1;
        }
    }

    /// <summary>What items mean where every word of them is accounted for; empty where that is not so, or it is not clear.</summary>
    internal static IReadOnlyList<TemplateExpression> Plain(List<Item> items) =>
        Strict(items) is { Refusal: null } reading ? reading.Candidates : Asides.Without(items) is { } brief && Strict(brief) is { Refusal: null } said
            && said.Candidates.All(Asides.IsOfForms) ? said.Candidates : [];

    private static DescriptionReading? Strict(List<Item> items) =>
        new Search(items).Clauses(0, 0, null) is { } clauses ? Reading(items, clauses) : null;

    private static DescriptionReading Reading(List<Item> items, List<ReadClause> clauses)
    {
        var said = clauses.Where(clause => !ReferenceEquals(clause.Meanings[0], ClauseReader.Nothing)).ToList();
        if (said.Count == 0)
            return DescriptionReading.Refused("it names nothing that a template checks");
        var reading = said.Count == 1 ? new DescriptionReading(said[0].Meanings, null) : Joined(items, said);
        return reading.Refusal is null && items.Exists(item => item.Is("exclusive")) ? Exclusive(reading) : reading;
    }

    // "Say 'stop' or 'go', nothing more": then a text is the whole answer, and not somewhere in it.
    private static DescriptionReading Exclusive(DescriptionReading reading)
    {
        var candidates = reading.Candidates.Select(candidate => candidate.Name switch
        {
            "contains" => Whole([candidate]),
            "any_of" when candidate.Parts.All(part => part.Name == "contains") => Whole(candidate.Parts),
            _ => candidate,
        }).ToList();
        return candidates.Exists(candidate => candidate.Name is "all_of" && candidate.Parts.Any(part => part.Name == "contains"))
            ? DescriptionReading.Refused("it asks for texts and for nothing else, which no order of them is told for")
            : new DescriptionReading(candidates, null);

        static TemplateExpression Whole(IReadOnlyList<TemplateExpression> parts) =>
            Checks.Of("one_of", ("options", parts.Select(part => part.Slots!.Text("text")).ToArray()));
    }

    // "two sentences, not one, not three": what an exact count says already.
    private static List<Item> WithoutAsides(List<Item> items)
    {
        var kept = new List<Item>();
        for (var i = 0; i < items.Count; i++)
        {
            var next = i + 1;
            if (kept.Exists(item => item.Is("num")) && items[i].Text != "but" && !(i > 0 && items[i].Text == "," && next < items.Count
                && items[next].Text == "but")
                && !kept.Exists(item => item.Is("between")) && (items[i].Is("and") || items[i].Is("or") || items[i].Is("stop")) && next < items.Count
                && items[next].Text.ToLowerInvariant() is "not" or "not one" or "never" or "nicht" or "no")
            {
                var last = items[next].Text.EndsWith("one", StringComparison.OrdinalIgnoreCase) ? next : next + 1;
                if ((last == next || last < items.Count && items[last].Is("num"))
                    && (last + 1 == items.Count || items[last + 1].Is("and") || items[last + 1].Is("stop") || items[last + 1].Is("or")))
                {
                    i = last;
                    continue;
                }
            }

            // "Output JSON. Keys: name, date." is one clause.
            if (items[i].Is("stop") && next < items.Count && items[next].Is("key") && kept.Exists(item => item.Is("json")))
                continue;
            kept.Add(items[i]);
        }

        return kept;
    }

    private static DescriptionReading Joined(List<Item> items, List<ReadClause> said)
    {
        // What a negation or a condition covers is not told by its place.
        if (items.Count(item => item.Is("penalty")) is var penalties and > 0)
            return penalties == 1 ? Forbidden(items, said) : DescriptionReading.Refused(Penalties);
        if (items.FindIndex(item => item.Is("fill") && s_conditions.Contains(item.Text)) is var condition and >= 0
            && !(items.FindIndex(item => item.Is("verdict")) is >= 0 and var verdict && verdict < condition && items.Take(condition).All(IsFrame)))
            return DescriptionReading.Refused("it sets a condition on another: describe what every right answer does");
        var ors = said.Skip(1).Count(clause => clause.IsOr);
        if (ors > 0 && ors < said.Count - 1)
            return DescriptionReading.Refused("it mixes 'and' and 'or': say it in two descriptions");
        if (ors > 0 && items.Exists(item => item.Is("neg") || item.Is("nor")) && !items[0].Text.Equals("either", StringComparison.OrdinalIgnoreCase))
            return DescriptionReading.Refused("it has a negation beside an 'or', whose reach is not clear");
        if (said.Zip(said.Skip(1)).Any(pair => pair.First.Meanings[0] is { Name: "word_count", Slots: { } count } && count.Number("max") is null or 1
            && pair.Second.Meanings[0].Name == "letter_case"))
            return DescriptionReading.Refused("it says how some of the words are written, which no template checks");
        IEnumerable<TemplateExpression[]> combinations = [[]];
        foreach (var clause in said)
            combinations = combinations.SelectMany(_ => clause.Meanings, (before, meaning) => (TemplateExpression[])[.. before, meaning]);
        var candidates = combinations.Take(MostCandidates + 1).Select(parts => ors > 0 ? Checks.Any(AsWhole(parts)) : Checks.All(parts)).ToList();
        return candidates.Count > MostCandidates
            ? DescriptionReading.Refused("it can be read in too many ways")
            : new DescriptionReading(candidates, null);
    }

    private static bool IsFrame(Item item) => item.Kind != TokenKind.Text && Clause.IsOneOf(item, ["fill", "verdict", "modal", "subj", "present"]);

    // "It fails if it has 'x' or is longer than ten words": each is wrong. The verdict is beside the first or behind the last, which is read as denied.
    private static DescriptionReading Forbidden(List<Item> items, List<ReadClause> said)
    {
        var penalty = items.FindIndex(item => item.Is("penalty"));
        var (first, last) = (items.FindIndex(item => item.Is("or")), items.FindLastIndex(item => item.Is("or")));
        if (first < 0 || (penalty > first && penalty < last) || said.Skip(1).Any(clause => !clause.IsOr) || said.Exists(clause => clause.Meanings.Count > 1)
            || items.Exists(item => item.Is("neg") || item.Is("nor")))
            return DescriptionReading.Refused(Penalties);
        var denied = penalty < first ? 0 : said.Count - 1;
        return new DescriptionReading([Checks.All([.. said.Select((clause, i) => i == denied ? clause.Meanings[0]
            : Checks.Denied(clause.Meanings[0]))])], null);
    }

    // "a date as YYYY-MM-DD or say unknown": where one choice is the whole answer, the other is, too.
    private static TemplateExpression[] AsWhole(TemplateExpression[] parts) => parts.Any(part => part.Name is "format" or "one_of")
        ? [.. parts.Select(part => part.Name == "contains" ? Checks.Of("one_of", ("options", new[] { part.Slots!.Text("text") })) : part)]
        : parts;

    private static string NotUnderstood(List<Item> items)
    {
        var unknown = items.Where(item => item.Meanings.Count == 0 && item.Kind == TokenKind.Word).Select(item => $"'{item.Text}'").Distinct().Take(4)
            .ToArray();
        return unknown.Length > 0
            ? $"no template is known for {string.Join(", ", unknown)}: what is not understood is not left out"
            : "its words are known, but not what they say together: say it in other words, one requirement a sentence";
    }

    /// <summary>A clause with what it can mean.</summary>
    private sealed record ReadClause(IReadOnlyList<TemplateExpression> Meanings, bool IsOr);

    /// <summary>The search for clauses; each place is given up once.</summary>
    private sealed class Search(List<Item> items)
    {
        private readonly HashSet<(int, int, string?)> _dead = [];
        private readonly Dictionary<(int, int), List<TemplateExpression>> _read = [];

        internal List<ReadClause>? Clauses(int start, int depth, string? carried)
        {
            var isOr = false;
            while (start < items.Count && IsSeparator(items[start]))
            {
                isOr |= items[start].Is("or") && !items[start].Is("and");
                start++;
            }

            if (start == items.Count)
                return [];
            if (depth > 2 * MostClauses || _dead.Contains((start, depth, carried)))
                return null;
            for (var end = items.Count; end > start; end--)
            {
                if (!IsBorder(start, end))
                    continue;
                var meanings = Meanings(start, end);
                if (meanings.Count == 0 && carried is not null)
                    meanings = ClauseReader.Carried(items.GetRange(start, end - start), carried);
                if (meanings.Count == 0)
                    continue;
                if (Clauses(end, depth + 1, meanings is [{ Slots: not null } only] ? only.Name : carried) is { } rest)
                    return [new ReadClause(meanings, isOr), .. rest];
            }

            _dead.Add((start, depth, carried));
            return null;
        }

        private static bool IsSeparator(Item item) => item.Kind != TokenKind.Text && (item.Is("and") || item.Is("or") || item.Is("stop")) && item.Meanings
            .All(meaning => meaning.Name is "and" or "or" or "stop" or "fill" or "to" or "sym");

        private bool IsBorder(int start, int end) => end == items.Count || IsSeparator(items[end])
            || (end > start + 1 && !IsSeparator(items[end - 1])
                && !Clause.IsOneOf(items[end - 1], ["neg", "nor", "has", "mention", "bound", "between", "noun", "each", "modal"])
                && (s_borders.Contains(items[end].Text)
                    || Clause.IsOneOf(items[end], ["has", "mention", "neg", "bound", "start", "end", "lang", "json", "case", "sort"])));

        // What is said of a part reaches to where a sentence ends, or another subject is named.
        private bool IsSentence(int end)
        {
            if (end == items.Count || items[end].Is("stop") || items[end].Text == ";" || items[end - 1].Is("stop"))
                return true;
            var next = end;
            while (next < items.Count && (IsSeparator(items[next]) || items[next].Is("fill")))
                next++;
            return next < items.Count && next + 1 < items.Count && items[next].Is("subj") && items[next + 1].Is("modal");
        }

        private List<TemplateExpression> Meanings(int start, int end)
        {
            if (_read.TryGetValue((start, end), out var known))
                return known;
            var last = end;
            while (last > start && items[last - 1].Is("stop"))
                last--;
            var isFirst = start == 0 || items[start - 1].Is("stop") || items[start - 1].Text is ";" or ":";
            var clause = items.GetRange(start, last - start);
            if (IsSentence(end) && ScopeReader.Read(clause) is { } scoped)
                return _read[(start, end)] = [scoped];
            return _read[(start, end)] = ClauseReader.Read(clause, isFirst);
        }
    }
}
