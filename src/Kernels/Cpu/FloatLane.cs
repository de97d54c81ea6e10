using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>One float, so that a rule can find one group's factor.</summary>
internal readonly struct FloatLane(float value) : ILanes<FloatLane>
{
    /// <summary>The number.</summary>
    internal float Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane operator +(FloatLane left, FloatLane right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane operator -(FloatLane left, FloatLane right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane operator *(FloatLane left, FloatLane right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane operator /(FloatLane left, FloatLane right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane Broadcast(double value) => new((float)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane Sqrt(FloatLane value) => new(MathF.Sqrt(value.Value));
}
