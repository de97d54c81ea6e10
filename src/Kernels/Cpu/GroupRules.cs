using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>The rules of the group-relative estimators, and what follows from a rule.</summary>
internal static class GroupRules
{
    /// <summary>The factor on the reward of a completion without siblings; 0 where it gets nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double LoneScale<TRule>(this TRule rule)
        where TRule : unmanaged, IGroupRule
        => rule.GroupOfOne == GroupOfOne.RawReward ? rule.ScaleOfOne : 0;

    /// <summary>1 / (std + eps).</summary>
    internal readonly struct Grpo(AdvantageConvention convention) : IGroupRule
    {
        private readonly double _epsilon = convention.Epsilon;
        private readonly double _lostDegrees = convention.SampleDeviation ? 1 : 0;

        public static bool ReadsSquares => true;

        public GroupOfOne GroupOfOne { get; } = convention.GroupOfOne;

        public bool FitsFloat => _epsilon is >= 1e-12 and <= 1e12;

        public double ScaleOfOne => 1 / (1 + _epsilon);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Prepare<TLanes>(TLanes counts)
            where TLanes : unmanaged, ILanes<TLanes>
            => TLanes.Broadcast(1) / (counts - TLanes.Broadcast(_lostDegrees));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Scale<TLanes>(TLanes prepared, TLanes squares)
            where TLanes : unmanaged, ILanes<TLanes>
            => TLanes.Broadcast(1) / (TLanes.Sqrt(squares * prepared) + TLanes.Broadcast(_epsilon));
    }

    /// <summary>n / (n - 1), which turns the deviation from the mean into the deviation from the mean of the others.</summary>
    internal readonly struct Rloo(GroupOfOne groupOfOne) : IGroupRule
    {
        public static bool ReadsSquares => false;

        public GroupOfOne GroupOfOne { get; } = groupOfOne;

        public bool FitsFloat => true;

        public double ScaleOfOne => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Prepare<TLanes>(TLanes counts)
            where TLanes : unmanaged, ILanes<TLanes>
            => counts / (counts - TLanes.Broadcast(1));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Scale<TLanes>(TLanes prepared, TLanes squares)
            where TLanes : unmanaged, ILanes<TLanes>
            => prepared;
    }

    /// <summary>The same factor for every group: 1 (Dr.GRPO), alpha (GPG), 1 / (std of the batch + eps) (GRPO scaled by the batch).</summary>
    internal readonly struct Constant(double scale, GroupOfOne groupOfOne) : IGroupRule
    {
        private readonly double _scale = scale;

        public static bool ReadsSquares => false;

        public GroupOfOne GroupOfOne { get; } = groupOfOne;

        public bool FitsFloat => Math.Abs(_scale) is 0 or (>= 1e-12 and <= 1e12);

        public double ScaleOfOne => _scale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Prepare<TLanes>(TLanes counts)
            where TLanes : unmanaged, ILanes<TLanes>
            => TLanes.Broadcast(_scale);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Scale<TLanes>(TLanes prepared, TLanes squares)
            where TLanes : unmanaged, ILanes<TLanes>
            => prepared;
    }
}
