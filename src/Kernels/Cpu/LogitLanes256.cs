using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rlar.Kernels.Cpu;

/// <summary>Sixteen floats in two 256-bit vectors; also where a processor has no vectors of that width, which the runtime then makes of smaller ones.</summary>
internal readonly unsafe struct LogitLanes256(Vector256<float> low, Vector256<float> high) : ILogitLanes<LogitLanes256>
{
    private readonly Vector256<float> _low = low;
    private readonly Vector256<float> _high = high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 operator +(LogitLanes256 left, LogitLanes256 right) => new(left._low + right._low, left._high + right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 operator -(LogitLanes256 left, LogitLanes256 right) => new(left._low - right._low, left._high - right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 operator *(LogitLanes256 left, LogitLanes256 right) => new(left._low * right._low, left._high * right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 Broadcast(float value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 LoadSingle(float* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 LoadHalf(ushort* source)
    {
        var (low, high) = Vector256.Widen(Vector256.Load(source));
        return new(Widen(low), Widen(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 LoadBFloat16(ushort* source)
    {
        var (low, high) = Vector256.Widen(Vector256.Load(source));
        return new((low << 16).AsSingle(), (high << 16).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LogitLanes256 value, float* destination)
    {
        value._low.Store(destination);
        value._high.Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 MultiplyAdd(LogitLanes256 left, LogitLanes256 right, LogitLanes256 addend) => new(
        Vector256.FusedMultiplyAdd(left._low, right._low, addend._low), Vector256.FusedMultiplyAdd(left._high, right._high, addend._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 Max(LogitLanes256 left, LogitLanes256 right) =>
        new(Vector256.MaxNative(left._low, right._low), Vector256.MaxNative(left._high, right._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 AtMost(LogitLanes256 value, float bound) =>
        new(Vector256.LessThanOrEqual(value._low, Vector256.Create(bound)), Vector256.LessThanOrEqual(value._high, Vector256.Create(bound)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 And(LogitLanes256 left, LogitLanes256 right) => new(left._low & right._low, left._high & right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAll(LogitLanes256 mask) => Vector256.EqualsAll((mask._low & mask._high).AsUInt32(), Vector256<uint>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes256 Scale(LogitLanes256 value, LogitLanes256 shifted) => new(
        (value._low.AsInt32() + (shifted._low.AsInt32() << 23)).AsSingle(), (value._high.AsInt32() + (shifted._high.AsInt32() << 23)).AsSingle());

    public static float Sum(LogitLanes256 value) => SumEight(value._low + value._high);

    public static float Max(LogitLanes256 value) => MaxEight(Vector256.MaxNative(value._low, value._high));

    /// <summary>Eight lanes in the tree ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)).</summary>
    internal static float SumEight(Vector256<float> eight)
    {
        var four = eight.GetLower() + eight.GetUpper();
        return four.GetElement(0) + four.GetElement(2) + (four.GetElement(1) + four.GetElement(3));
    }

    /// <summary>The greatest of eight lanes.</summary>
    internal static float MaxEight(Vector256<float> eight)
    {
        var four = Vector128.MaxNative(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four.GetElement(0), four.GetElement(2)), MathF.Max(four.GetElement(1), four.GetElement(3)));
    }

    /// <summary>Eight binary16 in the low halves of integers, as <see cref="LogitLanes512.LoadHalf"/> widens them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(Vector256<uint> bits)
    {
        var magnitude = (bits & Vector256.Create(0x7FFFu)) << 13;
        var number = (magnitude.AsSingle() * Vector256.Create(5.192296858534828e33f)).AsUInt32();
        var special = Vector256.GreaterThan(magnitude.AsInt32(), Vector256.Create(0x0F7FFFFF)).AsUInt32() & Vector256.Create(0x7F800000u);
        return (number | special | ((bits & Vector256.Create(0x8000u)) << 16)).AsSingle();
    }
}
