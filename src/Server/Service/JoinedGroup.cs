using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Service;

/// <summary>
/// A group that is put together from parts. Its completions are put in the order of their texts: what comes of it is the same whoever was first.
/// </summary>
/// <param name="score">Scores it when it is closed.</param>
internal sealed class JoinedGroup(Func<RolloutGroup, CancellationToken, Task<ScoredGroup>> score) : IDisposable
{
    private readonly List<RolloutGroup> _parts = [];
    private int[][] _places = [];
    private bool _isClosed;

    /// <summary>Those who wait for it.</summary>
    internal SharedWork<ScoredGroup> Work { get; } = new();

    /// <summary>Closes it when its window is over.</summary>
    internal ITimer? Timer { get; set; }

    /// <summary>Completions that are there.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds a part.</summary>
    /// <returns>Its place among the parts.</returns>
    internal int Add(RolloutGroup part)
    {
        _parts.Add(part);
        Count += part.Completions.Count;
        return _parts.Count - 1;
    }

    /// <summary>Closes it.</summary>
    /// <returns>False where it was closed.</returns>
    internal bool TryClose() => !_isClosed && (_isClosed = true);

    /// <summary>Scores the closed group for all who wait.</summary>
    internal Task ScoreAsync()
    {
        var all = _parts.SelectMany((part, at) => part.Completions.Select((completion, i) => (completion, at, i)))
            .OrderBy(one => one.completion.Text, StringComparer.Ordinal).ToArray();
        _places = [.. _parts.Select(part => new int[part.Completions.Count])];
        for (var place = 0; place < all.Length; place++)
            _places[all[place].at][all[place].i] = place;
        return Work.RunAsync(stop => score(_parts[0] with { Completions = [.. all.Select(one => one.completion)] }, stop));
    }

    /// <summary>A part of what was scored.</summary>
    /// <param name="at">Its place among the parts.</param>
    /// <param name="part">The part.</param>
    /// <param name="whole">What was scored.</param>
    internal ScoredGroup Part(int at, RolloutGroup part, ScoredGroup whole)
    {
        var places = _places[at];
        return new ScoredGroup(
            part,
            whole.Route,
            [.. whole.Calls.Select(call => call with { Outcomes = Pick(call.Outcomes, places) })],
            Pick(whole.Outcomes, places),
            Pick(whole.Rewards, places))
        {
            Advantages = whole.Advantages switch
            {
                GroupAdvantages.ByCompletion one => new GroupAdvantages.ByCompletion(Pick(one.Values, places)),
                GroupAdvantages.ByToken one => new GroupAdvantages.ByToken(Pick(one.Values, places)),
                _ => null,
            },
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Timer?.Dispose();

    private static T[] Pick<T>(IReadOnlyList<T> all, int[] places) => Array.ConvertAll(places, place => all[place]);
}
