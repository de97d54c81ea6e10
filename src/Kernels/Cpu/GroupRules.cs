using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>What follows from a rule.</summary>
internal static class GroupRules
{
    /// <summary>The factor on the reward of a completion without siblings; 0 where it gets nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double LoneScale<TRule>(this TRule rule)
        where TRule : unmanaged, IGroupRule
        => rule.GroupOfOne == GroupOfOne.RawReward ? rule.ScaleOfOne : 0;
}
