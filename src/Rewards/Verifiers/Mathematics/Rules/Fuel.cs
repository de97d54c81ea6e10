namespace Rlar.Rewards.Verifiers.Mathematics.Rules;

/// <summary>
/// What one verification may spend, in steps of about a small multiplication. No clock: the same input ends at the same step on any machine
/// and under any load. Once it is spent it stays spent, so that a caller deep in a recursion may give up and the one at the top sees why.
/// </summary>
internal sealed class Fuel(long steps)
{
    /// <summary>What a verification gets by default: measured to end in well under 50 ms.</summary>
    internal const long Default = 100_000;

    private long _left = steps;

    /// <summary>Whether something was given up for want of steps.</summary>
    internal bool IsSpent => _left < 0;

    /// <summary>Takes steps; false where there are none left.</summary>
    internal bool Spend(long count)
    {
        if (_left >= 0)
            _left = count > _left ? -1 : _left - count;
        return _left >= 0;
    }
}
