using System.Runtime.InteropServices;
using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>What the estimators with other baselines read beside rewards, column by column; a column is short where a row had none.</summary>
internal sealed class BaselineColumns
{
    private readonly List<double> _greedy = [];
    private readonly List<string> _roles = [];
    private readonly List<string> _episodes = [];
    private readonly List<double> _logprobs = [];
    private readonly List<double> _squares = [];
    private readonly List<int> _lengths = [];

    /// <summary>[P] rewards of greedy answers.</summary>
    public ReadOnlySpan<double> GreedyRewards => CollectionsMarshal.AsSpan(_greedy);

    /// <summary>[N] roles.</summary>
    public IReadOnlyList<string> Roles => _roles;

    /// <summary>[N] episodes.</summary>
    public IReadOnlyList<string> Episodes => _episodes;

    /// <summary>[tokens] log-probabilities.</summary>
    public ReadOnlySpan<double> Logprobs => CollectionsMarshal.AsSpan(_logprobs);

    /// <summary>[tokens] sums of p².</summary>
    public ReadOnlySpan<double> Squares => CollectionsMarshal.AsSpan(_squares);

    /// <summary>[N] tokens of each completion's log-probabilities.</summary>
    public ReadOnlySpan<int> Lengths => CollectionsMarshal.AsSpan(_lengths);

    /// <summary>Appends a group that was checked.</summary>
    public void Add(GroupRewards group)
    {
        if (group.GreedyReward is { } greedy)
            _greedy.Add(greedy);
        _roles.AddRange(group.Roles ?? []);
        _episodes.AddRange(group.Episodes ?? []);
        foreach (var completion in group.Logprobs ?? [])
        {
            _logprobs.AddRange(completion);
            _lengths.Add(completion.Length);
        }

        foreach (var completion in group.SquaredProbabilities ?? [])
            _squares.AddRange(completion);
    }

    /// <summary>Refuses columns whose lengths do not fit the group.</summary>
    public static void Check(GroupRewards group, int count)
    {
        Check("roles", group.Roles?.Length, count);
        Check("episodes", group.Episodes?.Length, count);
        Check("logprobs", group.Logprobs?.Length, count);
        Check("sum_pi_squared", group.SquaredProbabilities?.Length, count);
        for (var i = 0; i < count; i++)
        {
            var tokens = group.Logprobs?[i].Length;
            if (group.SquaredProbabilities?[i].Length is { } squares && squares != tokens)
                throw new KernelException($"sum_pi_squared[{i}] has {squares} entries, but logprobs[{i}] has {tokens ?? 0}.");
            if (tokens is not null && group.Steps?[i].Length is { } steps && steps != tokens)
                throw new KernelException($"logprobs[{i}] has {tokens} entries, but rewards[{i}] has {steps}.");
        }
    }

    private static void Check(string name, int? length, int count)
    {
        if (length is not null && length != count)
            throw new KernelException($"{name} has {length} entries, but the group has {count} completions.");
    }
}
