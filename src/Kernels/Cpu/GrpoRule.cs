using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>1 / (std + eps).</summary>
internal readonly struct GrpoRule(AdvantageConvention convention) : IGroupRule
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
