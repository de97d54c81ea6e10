namespace Rlar.Host.Scoring;

/// <summary>Running mean and sample deviation (Welford).</summary>
public sealed class Moments
{
    private double _squares;

    internal Moments()
    {
    }

    /// <summary>Numbers seen.</summary>
    public long Count { get; private set; }

    /// <summary>Their mean; 0 where there are none.</summary>
    public double Mean { get; private set; }

    /// <summary>Their deviation with n - 1; 0 for fewer than two.</summary>
    public double Deviation => Count > 1 ? Math.Sqrt(_squares / (Count - 1)) : 0;

    /// <summary>Takes a number in.</summary>
    internal void Add(double value)
    {
        Count++;
        var difference = value - Mean;
        Mean += difference / Count;
        _squares += difference * (value - Mean);
    }
}
