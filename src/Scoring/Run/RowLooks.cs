using Rlar.Scoring.Doubts;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// Looks at every row while it is scored, and tells at the end what a person should know before training: ids that come twice, tasks that nobody
/// knows, groups that are none, rewards that look as if rows had been misread.
/// </summary>
/// <param name="router">Knows its hints.</param>
/// <param name="advantages">The estimator, or null.</param>
/// <param name="groupBy">What rows are grouped by, or null.</param>
internal sealed class RowLooks(IRouter router, IAdvantages? advantages, GroupKey? groupBy)
{
    private readonly DoubtBook _book = new();
    private readonly MissedRewards _missed = new();
    private readonly UnknownTasks _tasks = new(router);
    private readonly SeenKeys _ids = new();
    private readonly SeenKeys _prompts = new();
    private long _rows;
    private volatile bool _hasGroups;

    // Prompts matter only while it looks as if groups were spread over rows.
    private bool AsksForPrompts => groupBy is null && advantages is { ComparesSiblings: true } && !_hasGroups;

    /// <summary>Whether a group's completions stand in several rows.</summary>
    internal bool AreGrouped => groupBy is not null;

    /// <summary>What a row is grouped by. Many threads may ask.</summary>
    /// <exception cref="InputException">The row does not say.</exception>
    internal RowKey? KeyOf(InputLine line, Query query, string file) =>
        groupBy is null ? null : GroupKeys.Of(groupBy, query, line.Bytes.Span, line.Number, file);

    /// <summary>What is seen of a row while its line is at hand. Many threads may look.</summary>
    /// <exception cref="InputException">The row's tool compares completions with one another, and has not all of its group.</exception>
    internal RowLook Look(RowParser parser, InputLine line, ulong shape, RowKey? key, ScoredGroup group, string file)
    {
        if (key is not null && group.Calls.FirstOrDefault(call => call.Tool.Tool.Card.ComparesSiblings) is { } call)
        {
            // No bad row, which could be passed over: the run cannot be done in this way.
            throw new InputException(
                file,
                0,
                null,
                $"{call.Tool.Tool.Card.Id} compares the completions of a group with one another, which --group-by leaves in several rows (line {line.Number})",
                "Put the completions of a group into one row, for example with jq -sc "
                + "'group_by(.prompt)[] | .[0] + {completions: map(.completion)} | del(.completion)', and leave --group-by out.");
        }

        var look = new RowLook(
            line.Number,
            shape,
            RowKey.Of(group.Group.Query.Id),
            AsksForPrompts ? RowKey.Of(group.Group.Query.Prompt) : null,
            key);
        return _book.Look(look, group, line.Bytes.Span, () => parser.Unread(line.Bytes.Span, line.Number, file));
    }

    /// <summary>Takes a row in, in the order of the input.</summary>
    internal void Add(RowLook look, ScoredGroup group)
    {
        _rows++;
        if (group.Outcomes.Count > 1)
            _hasGroups = true;
        if (groupBy is null)
            _ids.Add(look.Id, look.Line);
        if (!_hasGroups && look.Prompt is { } prompt)
            _prompts.Add(prompt, look.Line);
        _tasks.Add(group.Group.Query, group.Route.Task, look.Line);
        foreach (var outcome in group.Outcomes)
            _missed.Add(outcome.Outcome, group.Group.Query.Id, look.Line);
        _book.Add(look, group);
    }

    /// <summary>Says what was seen.</summary>
    /// <param name="statistics">Takes it.</param>
    /// <param name="file">The input's name.</param>
    /// <param name="warn">Takes a sentence for the user, or null.</param>
    internal void End(RunStatistics statistics, string file, Action<string>? warn)
    {
        statistics.Doubts = _book.Doubts();
        statistics.MissedRewards = _missed.All();
        statistics.UnknownTasks = _tasks.All();
        statistics.Duplicates = _ids.Example is { } twice ? new Duplicates(_ids.Repeated, twice.First, twice.Again) : null;
        foreach (var warning in RunWarnings.Of(statistics, file, Lonely(statistics)))
            warn?.Invoke(warning);
    }

    // Null where groups are as they should be; else what they could be made by.
    private string? Lonely(RunStatistics statistics)
    {
        if (advantages is not { ComparesSiblings: true } || _rows < 2)
            return null;
        if (groupBy is not null)
            return statistics.Sizes.OfOne == statistics.Sizes.Count ? $"No two rows have the same {groupBy.Name}: group by another column." : null;
        if (_hasGroups)
            return null;
        return (_ids, _prompts) switch
        {
            ({ Repeated: > 0 } ids, _) => $"{Rows(ids, "id")}: --group-by id.",
            (_, { Repeated: > 0 } prompts) => $"{Rows(prompts, "prompt")}: --group-by prompt.",
            _ => "Give each row all completions of its prompt, or name the column that tells the rows of a group: --group-by COLUMN.",
        };
    }

    private static string Rows(SeenKeys keys, string what) =>
        $"{keys.Repeated:N0} {(keys.Repeated == 1 ? "row has" : "rows have")} the {what} of "
        + (keys.Adjacent == keys.Repeated ? "the row before" : "an earlier row");
}
