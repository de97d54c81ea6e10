using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>The same factor for every group: 1 (Dr.GRPO), alpha (GPG), 1 / (std of the batch + eps) (GRPO scaled by the batch).</summary>
internal readonly struct ConstantRule(double scale, GroupOfOne groupOfOne) : IGroupRule
{
    private readonly double _scale = scale;

    public static bool ReadsSquares => false;

    public GroupOfOne GroupOfOne { get; } = groupOfOne;

    public double ScaleOfOne => _scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TOctet Prepare<TOctet>(TOctet counts)
        where TOctet : unmanaged, IOctet<TOctet>
        => TOctet.Broadcast(_scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TOctet Scale<TOctet>(TOctet prepared, TOctet squares)
        where TOctet : unmanaged, IOctet<TOctet>
        => prepared;
}
