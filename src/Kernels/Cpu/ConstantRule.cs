using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>The same factor for every group: 1 (Dr.GRPO), alpha (GPG), 1 / (std of the batch + eps) (GRPO scaled by the batch).</summary>
internal readonly struct ConstantRule(double scale, GroupOfOne groupOfOne) : IGroupRule
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
