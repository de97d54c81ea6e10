using System.Collections.Concurrent;

namespace Rlar.Scoring.Pipeline;

/// <summary>
/// Remembers outcomes by tool version, query and completion. Keys hold the texts themselves: two that differ can never be taken for one
/// another. The oldest entries make room. Failures are not remembered: the next call may succeed.
/// </summary>
/// <param name="capacity">Most entries.</param>
internal sealed class OutcomeCache(int capacity)
{
    private readonly ConcurrentDictionary<(string Version, string Query, string Completion), RewardOutcome> _outcomes = new();
    private readonly ConcurrentQueue<(string Version, string Query, string Completion)> _age = new();

    /// <summary>The outcome of an earlier call, or null.</summary>
    /// <param name="card">The tool's card.</param>
    /// <param name="query">The query's content, as <see cref="KeyOf"/> gives it.</param>
    /// <param name="completion">The completion's text.</param>
    public RewardOutcome? Find(ToolCard card, string query, string completion) =>
        _outcomes.GetValueOrDefault((card.Version, query, completion));

    /// <summary>Remembers an outcome.</summary>
    /// <param name="card">The tool's card.</param>
    /// <param name="query">The query's content.</param>
    /// <param name="completion">The completion's text.</param>
    /// <param name="outcome">What the tool said.</param>
    public void Add(ToolCard card, string query, string completion, RewardOutcome outcome)
    {
        var key = (card.Version, query, completion);
        if (capacity == 0 || outcome is RewardOutcome.Failed || !_outcomes.TryAdd(key, outcome))
            return;
        _age.Enqueue(key);
        if (_outcomes.Count > capacity && _age.TryDequeue(out var oldest))
            _outcomes.TryRemove(oldest, out _);
    }

    /// <summary>Everything of a query that a tool may look at, but not its id: the same question under two ids is one question.</summary>
    /// <param name="query">The query.</param>
    public static string KeyOf(Query query) => string.Join(
        '\u0001',
        [
            .. query.Prompt.Select(m => m.Role + '\u0002' + m.Content), "\u0003", .. query.References, "\u0003",
            query.Tests?.GetRawText(), query.Constraints?.GetRawText(), query.Metadata?.GetRawText(),
        ]);
}
