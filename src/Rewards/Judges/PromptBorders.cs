namespace Rlar.Rewards.Judges;

/// <summary>
/// Where the prompts of a judge may be cut so that what is before can be kept for other prompts: before each place of the prompt. Found by putting two
/// texts that begin differently there, so it depends on what is before the place and on nothing else.
/// </summary>
/// <param name="prompt">The prompt.</param>
/// <param name="reader">Makes tokens of it.</param>
internal sealed class PromptBorders(JudgePrompt prompt, VerdictReader reader)
{
    // Each piece is a step of its own, so a short one is not worth it.
    private const int LeastTokens = 16;
    private static readonly string[] s_probes = ["A", "\n"];
    private readonly Dictionary<string, int[]> _known = new(StringComparer.Ordinal);

    /// <summary>The borders of a prompt, ascending.</summary>
    /// <param name="values">What stands in its places.</param>
    /// <param name="tokens">Its tokens.</param>
    internal IReadOnlyList<int> Of(IReadOnlyDictionary<string, string> values, int[] tokens)
    {
        var borders = new List<int>();
        var places = prompt.Places.ToArray();
        for (var place = 0; place < places.Length; place++)
        {
            var given = string.Join('\u0001', places.Take(place).Select(name => values[name]));
            if (!_known.TryGetValue($"{place}\u0001{given}", out var before))
                _known[$"{place}\u0001{given}"] = before = Before(values, places, place);
            if (before.Length - (borders.Count > 0 ? borders[^1] : 0) >= LeastTokens && tokens.AsSpan().StartsWith(before))
                borders.Add(before.Length);
        }

        return borders;
    }

    private int[] Before(IReadOnlyDictionary<string, string> values, string[] places, int place)
    {
        var probes = s_probes.Select(probe =>
        {
            var with = new Dictionary<string, string>(values.Count);
            foreach (var (name, text) in values)
                with[name] = Array.IndexOf(places, name) >= place ? probe : text;
            return reader.Tokens(prompt.Render(with));
        }).ToArray();
        return probes[0][..probes[0].AsSpan().CommonPrefixLength(probes[1])];
    }
}
