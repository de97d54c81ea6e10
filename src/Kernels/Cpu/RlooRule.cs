using System.Runtime.CompilerServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>n / (n - 1), which turns the deviation from the mean into the deviation from the mean of the others.</summary>
internal readonly struct RlooRule(GroupOfOne groupOfOne) : IGroupRule
{
    public static bool ReadsSquares => false;

    public GroupOfOne GroupOfOne { get; } = groupOfOne;

    public double ScaleOfOne => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TOctet Prepare<TOctet>(TOctet counts)
        where TOctet : unmanaged, IOctet<TOctet>
        => counts / (counts - TOctet.Broadcast(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TOctet Scale<TOctet>(TOctet prepared, TOctet squares)
        where TOctet : unmanaged, IOctet<TOctet>
        => prepared;
}
