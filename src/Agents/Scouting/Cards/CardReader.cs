using System.Globalization;

namespace Rlar.Agents.Scouting.Cards;

/// <summary>Reduces model cards (README.md with YAML front matter, as hubs have them) to <see cref="CardFacts"/>.</summary>
public static class CardReader
{
    /// <summary>How many characters of a card are read: 262,144.</summary>
    public const int Longest = 1 << 18;

    private const int MostItems = 100;
    private const int MostWords = 2_000;
    private const int LongestItem = 60;
    private const int LeastForStuffing = 60;

    /// <summary>The benchmarks of reward models whose claims are read.</summary>
    public static IReadOnlyList<string> Benchmarks { get; } =
        ["rewardbench", "rewardbench 2", "rm-bench", "judgebench", "ppe", "rmb", "hhh alignment", "llmbar", "ms marco", "beir", "mteb"];

    /// <summary>Reads a card.</summary>
    /// <param name="card">The text of a README.md, from anyone.</param>
    public static CardFacts Read(string card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var flags = new SortedSet<CardFlag>();
        if (card.Length > Longest)
            flags.Add(CardFlag.Cut);
        var (head, body) = FrontMatter.Split(card.Length > Longest ? card[..Longest] : card);
        if (head?.IsMalformed == true)
            flags.Add(CardFlag.Malformed);
        foreach (var (_, value) in head?.Values ?? [])
        {
            if (CardWarnings.Of(value) is { } warned)
                flags.Add(warned);
        }

        var metrics = new List<ClaimedMetric>();
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in body.Split('\n'))
        {
            if (CardWarnings.Of(line) is { } warned)
            {
                flags.Add(warned);
                continue; // nothing of it counts
            }

            foreach (var word in CardWords.Of(line))
                words[word] = words.GetValueOrDefault(word) + 1;
            Metrics(line, metrics, flags);
        }

        var all = words.Values.Sum();
        if (all >= LeastForStuffing && words.Values.Max() > all / 5)
            flags.Add(CardFlag.Stuffed);
        IEnumerable<string> Front(params ReadOnlySpan<string> keys)
        {
            var found = new List<string>();
            foreach (var key in keys)
                found.AddRange(head?.Of(key) ?? []);
            return found;
        }

        return new CardFacts
        {
            Licence = LicenceOf(Front("license")),
            Tags = Items(Front("tags", "pipeline_tag", "library_name", "metrics")),
            Languages = [.. Items(Front("language")).Where(code => code.Length is 2 or 3 && code.All(char.IsAsciiLetterLower))],
            DataSets = Items(Front("datasets")),
            BaseModel = Items(Front("base_model")) is [var first, ..] ? first : null,
            Words = [.. words.Keys.Take(MostWords)],
            Metrics = metrics,
            Flags = [.. flags],
        };
    }

    /// <summary>The facts of a listing that has a description, tags and a licence and no card.</summary>
    /// <param name="description">A description, from anyone.</param>
    /// <param name="tags">Tags or keywords, from anyone.</param>
    /// <param name="licence">The licence, or null.</param>
    public static CardFacts OfListing(string description, IEnumerable<string> tags, string? licence)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(tags);
        var read = Read(description);
        var given = tags.Take(MostItems).ToArray();
        var flags = read.Flags.Concat(given.Select(CardWarnings.Of).OfType<CardFlag>()).Distinct().Order();
        return read with { Tags = Items(given), Licence = LicenceOf(licence is null ? [] : [licence]) ?? read.Licence, Flags = [.. flags] };
    }

    /// <summary>The facts of two readings of one model: of both, what the first does not say from the second.</summary>
    internal static CardFacts Join(CardFacts one, CardFacts other) => new()
    {
        Licence = one.Licence ?? other.Licence,
        Tags = [.. one.Tags.Union(other.Tags).Take(MostItems)],
        Languages = [.. one.Languages.Union(other.Languages).Take(MostItems)],
        DataSets = [.. one.DataSets.Union(other.DataSets).Take(MostItems)],
        BaseModel = one.BaseModel ?? other.BaseModel,
        Words = [.. one.Words.Union(other.Words).Take(MostWords)],
        Metrics = [.. one.Metrics.Union(other.Metrics)],
        Flags = [.. one.Flags.Union(other.Flags).Order()],
    };

    private static string? LicenceOf(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            // An SPDX expression: its operators are in capitals, and ids are compared in any case.
            var text = value.Trim();
            if (text.Length is > 0 and <= LongestItem && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '+' or ' ' or '(' or ')'))
                return text.Contains(' ', StringComparison.Ordinal) ? text : text.ToLowerInvariant();
        }

        return null;
    }

    private static List<string> Items(IEnumerable<string> values) =>
    [
        .. values.Select(value => value.Trim().ToLowerInvariant())
            .Where(value => value.Length is > 0 and <= LongestItem
                && value.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or '/' or ':' or '+'))
            .Distinct().Take(MostItems),
    ];

    // "| RewardBench | 92.6 |" or "RewardBench: 0.91": the first number after the name in the line.
    private static void Metrics(string line, List<ClaimedMetric> found, SortedSet<CardFlag> flags)
    {
        foreach (var benchmark in Benchmarks)
        {
            var at = line.IndexOf(benchmark, StringComparison.OrdinalIgnoreCase);
            // "RewardBench 2" is another benchmark than "RewardBench".
            if (at >= 0 && benchmark == "rewardbench" && line.AsSpan(at).StartsWith("rewardbench 2 ", StringComparison.OrdinalIgnoreCase))
                continue;
            if (at < 0 || found.Count >= MostItems || NumberAfter(line, at + benchmark.Length) is not { } value)
                continue;
            if (value is < 0 or > 100)
                flags.Add(CardFlag.ClaimsImpossible);
            else
                found.Add(new ClaimedMetric(benchmark, value));
        }
    }

    private static double? NumberAfter(string line, int from)
    {
        var start = from;
        while (start < line.Length && !char.IsAsciiDigit(line[start]))
            start++;
        var end = start;
        while (end < line.Length && (char.IsAsciiDigit(line[end]) || line[end] == '.'))
            end++;
        return double.TryParse(line.AsSpan(start, end - start).TrimEnd('.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? start > 0 && line[start - 1] == '-' ? -value : value
            : null;
    }
}
