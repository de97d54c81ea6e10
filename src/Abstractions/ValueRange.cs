namespace Rlar;

/// <summary>The range of a tool's values, and how they become rewards.</summary>
/// <param name="Min">Least value, below <paramref name="Max"/>.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="HigherIsBetter">False for error rates such as TER.</param>
public readonly record struct ValueRange(double Min, double Max, bool HigherIsBetter = true)
{
    /// <summary>0..1, higher is better.</summary>
    public static ValueRange Unit { get; } = new(0, 1);

    /// <summary>The value as a reward: clipped to the range and mapped linearly to a value between 0.0 and 1.0, 1.0 the best.</summary>
    /// <param name="value">A value of the tool.</param>
    public double ToReward(double value)
    {
        var share = (Math.Clamp(value, Min, Max) - Min) / (Max - Min);
        return HigherIsBetter ? share : 1 - share;
    }
}
