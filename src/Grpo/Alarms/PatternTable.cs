namespace Rlar.Grpo.Alarms;

/// <summary>The patterns that are remembered: those that came up at least three times in a step, the rarest forgotten first.</summary>
internal sealed class PatternTable(AlarmOptions options)
{
    private const int FewestInStep = 3;
    private readonly Dictionary<ulong, Pattern> _patterns = [];
    private readonly double _fade = 1 - (1.0 / options.WindowSteps);

    /// <summary>The patterns, in an order of their own.</summary>
    internal IEnumerable<Pattern> All => _patterns.Values.OrderBy(pattern => pattern.Key);

    /// <summary>The pattern of a group's longer half, or null: not yet seen.</summary>
    internal Pattern? Longer => _patterns.GetValueOrDefault(WordReader.Key(CompletionMarks.Longer));

    /// <summary>Adds a step.</summary>
    /// <param name="groups">Its groups.</param>
    /// <param name="isFirst">Whether it is one of the first steps.</param>
    internal void Add(List<ReadGroup> groups, bool isFirst)
    {
        var completions = groups.Sum(group => group.Completions.Count);
        if (completions == 0)
            return;
        Admit(groups);
        var counts = new Dictionary<ulong, (int All, int Preferred)>();
        foreach (var group in groups)
        {
            counts.Clear();
            for (var i = 0; i < group.Completions.Count; i++)
            {
                var one = group.Preferred[i] ? 1 : 0;
                foreach (var key in Keys(group.Completions[i]))
                {
                    if (!_patterns.ContainsKey(key))
                        continue;
                    var (all, preferred) = counts.GetValueOrDefault(key);
                    counts[key] = (all + 1, preferred + one);
                }
            }

            foreach (var (key, (all, preferred)) in counts)
                _patterns[key].Add(group, all, preferred);
        }

        foreach (var pattern in _patterns.Values)
            pattern.EndStep(completions, isFirst, _fade);
        foreach (var rare in All.OrderBy(pattern => pattern.Share).Take(_patterns.Count - options.Patterns).ToList())
            _ = _patterns.Remove(rare.Key);
    }

    /// <summary>All that it remembers.</summary>
    internal List<PatternState> Save() => [.. All.Select(pattern => pattern.Save())];

    /// <summary>Goes on from a state.</summary>
    internal void Restore(IEnumerable<PatternState> states)
    {
        _patterns.Clear();
        foreach (var state in states)
            _patterns.Add(state.Key, Pattern.Restore(state));
    }

    /// <summary>Whether a completion has a pattern.</summary>
    internal static bool Holds(ReadCompletion completion, Pattern pattern) => Keys(completion).Contains(pattern.Key);

    private static IEnumerable<ulong> Keys(ReadCompletion completion) =>
        completion.Runs.Keys.Concat(completion.Marks.Select(WordReader.Key));

    private void Admit(List<ReadGroup> groups)
    {
        var seen = new Dictionary<ulong, int>();
        foreach (var completion in groups.SelectMany(group => group.Completions))
        {
            foreach (var (key, run) in completion.Runs)
            {
                if (_patterns.ContainsKey(key))
                    continue;
                var count = seen[key] = seen.GetValueOrDefault(key) + 1;
                if (count == FewestInStep)
                    _patterns.Add(key, new Pattern(key, completion.Text(run), isMark: false));
            }

            foreach (var mark in completion.Marks)
                _ = _patterns.TryAdd(WordReader.Key(mark), new Pattern(WordReader.Key(mark), mark, isMark: true));
        }
    }
}
