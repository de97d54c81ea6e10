using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Live;

/// <summary>From what was scored to what is kept of it.</summary>
internal static class LiveGroups
{
    /// <summary>A group that the server scored. The row's tests and metadata are left out: they would hold the whole request in memory.</summary>
    /// <param name="source">Who asked.</param>
    /// <param name="group">The group.</param>
    /// <param name="took">From question to answer.</param>
    internal static LiveGroup Of(string source, ScoredGroup group, TimeSpan took)
    {
        var calls = new LiveCall[group.Calls.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            var (tool, outcomes, elapsed) = group.Calls[i];
            calls[i] = new LiveCall(tool.Tool.Card.Id, tool.Tool.Card.Version, tool.Weight, outcomes, elapsed);
        }

        return new LiveGroup
        {
            Source = source,
            Took = took,
            Id = group.Group.Query.Id,
            Task = group.Route.Task,
            Why = group.Route.Why,
            Confidence = group.Route.Confidence,
            Calls = calls,
            Prompt = group.Group.Query.Prompt,
            References = group.Group.Query.References,
            Completions = group.Group.Completions,
            Outcomes = group.Outcomes,
            Rewards = group.Rewards,
            Advantages = Means(group.Advantages),
            IsByToken = group.Advantages is GroupAdvantages.ByToken,
        };
    }

    /// <summary>The same with texts that are not longer than they may be; one that is keeps its two ends, where prompts begin and answers stand.</summary>
    /// <param name="group">The group.</param>
    /// <param name="bytes">Bytes that all texts may take.</param>
    internal static LiveGroup Cut(LiveGroup group, long bytes)
    {
        var texts = group.Prompt.Count + group.References.Count + (group.Completions?.Count ?? 0);
        var most = (int)Math.Max(64, Math.Min(int.MaxValue, bytes / sizeof(char) / Math.Max(1, texts)));
        return group with
        {
            Prompt = [.. group.Prompt.Select(message => message with { Content = Ends(message.Content, most) })],
            References = [.. group.References.Select(reference => Ends(reference, most))],
            Completions = group.Completions is null
                ? null
                : [.. group.Completions.Select(completion => new Completion(Ends(completion.Text, most), completion.TokenCount))],
            CutAt = most,
        };
    }

    private static string Ends(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var (head, tail) = (most / 2, text.Length - (most / 2));
        if (char.IsHighSurrogate(text[head - 1]))
            head--;
        if (char.IsLowSurrogate(text[tail]))
            tail++;
        return $"{text.AsSpan(0, head)}\n[… {tail - head} letters are left out …]\n{text.AsSpan(tail)}";
    }

    private static IReadOnlyList<double?>? Means(GroupAdvantages? advantages) => advantages switch
    {
        GroupAdvantages.ByCompletion single => single.Values,
        GroupAdvantages.ByToken tokens => [.. tokens.Values.Select(one => one.Count == 0 ? (double?)null : one.Average())],
        _ => null,
    };
}
