using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>n / (n - 1), which turns the deviation from the mean into the deviation from the mean of the others.</summary>
internal readonly struct RlooRule(GroupOfOne groupOfOne) : IGroupRule
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
