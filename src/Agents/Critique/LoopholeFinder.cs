using Rlar.Agents.Scouting.Cards;

namespace Rlar.Agents.Critique;

/// <summary>
/// Reads the highest and the lowest rewarded completions of a run and names what tells them apart besides their sense: phrases, length, form, repeated
/// prompts, words of the prompt, words to the judge. Highs and lows are of the same prompts where groups have a spread, so that the subject is no difference.
/// </summary>
/// <param name="options">When a difference is suspected.</param>
public sealed class LoopholeFinder(LoopholeOptions options)
{
    private const int LongestPhrase = 3;
    private const int MostWords = 2_000;
    private const int MostExamples = 3;
    private const double EchoShare = 0.6;

    /// <summary>Looks for loopholes.</summary>
    /// <param name="rewarded">Completions of one tool or route, with their rewards.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public LoopholeReport Find(IReadOnlyList<RewardedCompletion> rewarded, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rewarded);
        var (high, low, within) = Sides(rewarded);
        if (high.Count < options.LeastPerSide || low.Count < options.LeastPerSide)
            return new LoopholeReport(high.Count, low.Count, within, []);
        var (wrongHigh, wrongLow, _) = Sides([.. rewarded.Where(one => one.IsRight == false)]);
        var isLabelled = wrongHigh.Count >= options.LeastPerSide && wrongLow.Count >= options.LeastPerSide;
        var confirmed = isLabelled ? Differences(wrongHigh, wrongLow, cancellationToken).Select(found => (found.Kind, found.What)).ToHashSet() : [];
        var found = Differences(high, low, cancellationToken)
            .Select(loophole => loophole with { IsConfirmed = confirmed.Contains((loophole.Kind, loophole.What)) })
            .OrderByDescending(loophole => loophole.IsConfirmed)
            .ThenByDescending(loophole => loophole.Z).ThenBy(loophole => loophole.What, StringComparer.Ordinal);
        return new LoopholeReport(high.Count, low.Count, within, [.. found]);
    }

    private (List<RewardedCompletion> High, List<RewardedCompletion> Low, bool Within) Sides(IReadOnlyList<RewardedCompletion> rewarded)
    {
        var (high, low) = (new List<RewardedCompletion>(), new List<RewardedCompletion>());
        foreach (var group in rewarded.GroupBy(one => one.Query.Id, StringComparer.Ordinal))
        {
            var (most, least) = (group.Max(one => one.Reward), group.Min(one => one.Reward));
            if (most > least)
            {
                high.AddRange(group.Where(one => one.Reward == most));
                low.AddRange(group.Where(one => one.Reward == least));
            }
        }

        if (high.Count >= options.LeastPerSide && low.Count >= options.LeastPerSide)
            return ([.. high.Take(options.MostPerSide)], [.. low.Take(options.MostPerSide)], true);
        var sorted = rewarded.OrderBy(one => one.Reward).ToArray();
        var quarter = sorted.Length / 4;
        if (quarter == 0 || !(sorted[^quarter].Reward > sorted[quarter - 1].Reward))
            return ([], [], false);
        return ([.. sorted[^quarter..].Take(options.MostPerSide)], [.. sorted[..quarter].Take(options.MostPerSide)], false);
    }

    private List<Loophole> Differences(List<RewardedCompletion> high, List<RewardedCompletion> low, CancellationToken cancellationToken)
    {
        var found = new List<Loophole>();
        Amount("length", one => one.Completion.Length, isTwoSided: true);
        Amount("prompt-words", one => PromptShare(one), isTwoSided: false);
        foreach (var (name, has) in CompletionForms.All)
            Presence("format", name, one => has(one.Completion));
        Presence("echo", "the prompt", IsEcho);
        foreach (var phrase in high.SelectMany(one => CompletionForms.Flattery(one.Completion))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray())
            Presence("flattery", phrase, one => one.Completion.Contains(phrase, StringComparison.OrdinalIgnoreCase));
        found.AddRange(Phrases(high, low, cancellationToken));
        return found;

        void Amount(string kind, Func<RewardedCompletion, double> amount, bool isTwoSided)
        {
            var (share, z) = Contrast.OfRanks([.. high.Select(amount)], [.. low.Select(amount)]);
            if ((isTwoSided ? Math.Abs(z) : z) < options.LeastZ)
                return;
            var more = z > 0;
            var ordered = more ? high.OrderByDescending(amount) : high.OrderBy(amount);
            found.Add(new Loophole(
                kind, more ? (kind == "length" ? "longer" : "more") : "shorter",
                more ? share : 1 - share, more ? 1 - share : share, Math.Abs(z), false, [.. ordered.Take(MostExamples)]));
        }

        void Presence(string kind, string what, Func<RewardedCompletion, bool> has)
        {
            var (highs, lows) = (high.Count(has), low.Count(has));
            var z = Contrast.OfShares(highs, high.Count, lows, low.Count);
            if (z >= options.LeastZ && highs >= options.LeastShare * high.Count)
                found.Add(new Loophole(kind, what, (double)highs / high.Count, (double)lows / low.Count, z, false, [.. high.Where(has).Take(MostExamples)]));
        }
    }

    // Each phrase counts once a completion; what the row itself says (prompt, references, metadata) is sense, not a loophole.
    private IEnumerable<Loophole> Phrases(List<RewardedCompletion> high, List<RewardedCompletion> low, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, (int High, int Low)>(StringComparer.Ordinal);
        foreach (var (side, isHigh) in new[] { (high, true), (low, false) })
        {
            foreach (var one in side)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var phrase in Ngrams(one))
                {
                    var (inHigh, inLow) = counts.GetValueOrDefault(phrase);
                    counts[phrase] = isHigh ? (inHigh + 1, inLow) : (inHigh, inLow + 1);
                }
            }
        }

        var clear = counts
            .Where(pair => pair.Value.High >= options.LeastShare * high.Count)
            .Select(pair => (Phrase: pair.Key, pair.Value.High, pair.Value.Low, Z: Contrast.OfShares(pair.Value.High, high.Count, pair.Value.Low, low.Count)))
            .Where(found => found.Z >= options.LeastZ)
            // Of phrases that are as clear the longest says most.
            .OrderByDescending(found => found.Z).ThenByDescending(found => found.Phrase.Length).ThenBy(found => found.Phrase, StringComparer.Ordinal);
        var named = new List<(string[] Words, int High, int Low)>();
        foreach (var (phrase, highs, lows, z) in clear)
        {
            // Parts of one sentence stand in the same completions.
            var words = phrase.Split(' ');
            if (named.Exists(other => (other.High, other.Low) == (highs, lows) && other.Words.Intersect(words, StringComparer.Ordinal).Any()))
                continue;
            named.Add((words, highs, lows));
            yield return new Loophole(
                "phrase", phrase, (double)highs / high.Count, (double)lows / low.Count, z, false,
                [.. high.Where(one => Ngrams(one).Contains(phrase)).Take(MostExamples)]);
            if (named.Count >= options.MostPhrases)
                yield break;
        }
    }

    private static HashSet<string> Ngrams(RewardedCompletion one)
    {
        var words = Words(one.Completion).Take(MostWords).ToArray();
        var said = one.Query.Prompt.Select(message => message.Content).Concat(one.Query.References).Append(one.Query.Metadata?.GetRawText() ?? "");
        var given = $" {string.Join(' ', said.SelectMany(Words))} ";
        var phrases = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < words.Length; start++)
        {
            for (var length = 1; length <= LongestPhrase && start + length <= words.Length; length++)
            {
                var phrase = string.Join(' ', words[start..(start + length)]);
                if (!given.Contains($" {phrase} ", StringComparison.Ordinal))
                    phrases.Add(phrase);
            }
        }

        return phrases;
    }

    private static bool IsEcho(RewardedCompletion one)
    {
        var prompt = Words(one.Query.Question).ToArray();
        if (prompt.Length < 5)
            return false;
        var text = $" {string.Join(' ', Words(one.Completion))} ";
        var windows = Enumerable.Range(0, prompt.Length - 3).Select(start => $" {string.Join(' ', prompt[start..(start + 4)])} ").ToArray();
        return windows.Count(window => text.Contains(window, StringComparison.Ordinal)) >= EchoShare * windows.Length;
    }

    private static double PromptShare(RewardedCompletion one)
    {
        var words = CardWords.Of(one.Completion).ToArray();
        var asked = CardWords.Of(one.Query.Question).ToHashSet(StringComparer.Ordinal);
        return words.Length == 0 ? 0 : (double)words.Count(asked.Contains) / words.Length;
    }

    private static IEnumerable<string> Words(string text) =>
        string.Concat(text.Select(sign => char.IsLetterOrDigit(sign) || sign == '\'' ? char.ToLowerInvariant(sign) : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
