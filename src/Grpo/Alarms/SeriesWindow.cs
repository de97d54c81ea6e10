namespace Rlar.Grpo.Alarms;

/// <summary>A number a step: its mean over the first steps, and over the last. The two never share a step.</summary>
internal sealed class SeriesWindow(int baseline, int window)
{
    private readonly Queue<double> _recent = new(window);
    private double _firstSum;

    /// <summary>Steps seen.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether both means are of whole windows.</summary>
    internal bool IsReady => Count >= baseline && _recent.Count == window;

    /// <summary>Mean over the first steps; not a number before there is one.</summary>
    internal double First => _firstSum / Math.Min(Count, baseline);

    /// <summary>Mean over the last steps after the first.</summary>
    internal double Recent => RecentSum / _recent.Count;

    /// <summary>Sum over the last steps after the first, the oldest first: the same numbers give the same bits.</summary>
    internal double RecentSum => _recent.Sum();

    /// <summary>Adds a step's.</summary>
    internal void Add(double value)
    {
        if (Count++ < baseline)
        {
            _firstSum += value;
            return;
        }

        if (_recent.Count == window)
            _ = _recent.Dequeue();
        _recent.Enqueue(value);
    }

    /// <summary>All that it remembers.</summary>
    internal SeriesState Save() => new(Count, _firstSum, [.. _recent]);

    /// <summary>Goes on from a state.</summary>
    internal void Restore(SeriesState state)
    {
        (Count, _firstSum) = (state.Count, state.FirstSum);
        _recent.Clear();
        foreach (var value in state.Recent)
            _recent.Enqueue(value);
    }
}
