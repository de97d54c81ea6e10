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

    public double ScaleOfOne => 1 / (1 + _epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TOctet Prepare<TOctet>(TOctet counts)
        where TOctet : unmanaged, IOctet<TOctet>
        => TOctet.Broadcast(1) / (counts - TOctet.Broadcast(_lostDegrees));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TOctet Scale<TOctet>(TOctet prepared, TOctet squares)
        where TOctet : unmanaged, IOctet<TOctet>
        => TOctet.Broadcast(1) / (TOctet.Sqrt(squares * prepared) + TOctet.Broadcast(_epsilon));
}
