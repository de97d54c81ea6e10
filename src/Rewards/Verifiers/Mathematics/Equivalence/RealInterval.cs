using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>A stretch of the real line; a null end is infinite.</summary>
internal readonly record struct RealInterval(BigReal? From, bool HasFrom, BigReal? To, bool HasTo)
{
    internal static RealInterval Everything { get; } = new(null, false, null, false);

    /// <summary>Whether nothing lies in it.</summary>
    internal bool IsEmpty => From is { } from && To is { } to && RealSet.Order(from, to) switch
    {
        > 0 => true,
        0 => !(HasFrom && HasTo),
        _ => false,
    };
}
