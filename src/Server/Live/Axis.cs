namespace Rlar.Server.Live;

/// <summary>Where on a curve a moment of a run lies. The curve has a fixed number of points; a run that outgrows them makes each twice as wide.</summary>
/// <param name="unit">What is counted: "ms" since the start, "row" or "step".</param>
/// <param name="width">Units of a point at first.</param>
/// <param name="points">Points, an even number.</param>
internal sealed class Axis(string unit, long width, int points)
{
    /// <summary>What is counted.</summary>
    internal string Unit => unit;

    /// <summary>Units of a point now.</summary>
    internal long Width { get; private set; } = width;

    /// <summary>Points that a curve can have.</summary>
    internal int Points => points;

    /// <summary>The furthest point so far; -1 before the first.</summary>
    internal int Last { get; private set; } = -1;

    /// <summary>The point of a position; every curve has to be fitted to the width before it is used.</summary>
    /// <param name="position">The position, from 0.</param>
    internal int PointOf(long position)
    {
        while (position / Width >= points)
        {
            Width *= 2;
            Last /= 2;
        }

        var point = (int)(position / Width);
        Last = Math.Max(Last, point);
        return point;
    }
}
