using Rlar.Kernels.Normalization;

namespace Rlar.Scoring.Run;

/// <summary>Running mean and sample deviation (<see cref="Welford"/>), of whatever numbers the tools gave.</summary>
public sealed class Moments
{
    private double _mean;
    private double _squares;

    internal Moments()
    {
    }

    /// <summary>Numbers seen.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean; 0 where there are none.</summary>
    public double Mean => _mean;

    /// <summary>Their deviation with n - 1; 0 for fewer than two.</summary>
    public double Deviation => Count > 1 ? Math.Sqrt(_squares / (Count - 1)) : 0;

    /// <summary>Takes a number in.</summary>
    internal void Add(double value)
    {
        Count++;
        Welford.Add(value, Count, ref _mean, ref _squares);
    }
}
