using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rlar.Kernels.Cpu;

/// <summary>Sixteen floats in one 512-bit vector.</summary>
internal readonly unsafe struct LogitLanes512(Vector512<float> value) : ILogitLanes<LogitLanes512>
{
    private readonly Vector512<float> _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 operator +(LogitLanes512 left, LogitLanes512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 operator -(LogitLanes512 left, LogitLanes512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 operator *(LogitLanes512 left, LogitLanes512 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 LoadSingle(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 LoadHalf(ushort* source)
    {
        var (low, high) = Vector256.Widen(Vector256.Load(source));
        var bits = Vector512.Create(low, high);
        var magnitude = (bits & Vector512.Create(0x7FFFu)) << 13;

        // 2^112 moves the exponent from one bias to the other, subnormal numbers included; what was infinite or NaN must stay so.
        var number = (magnitude.AsSingle() * Vector512.Create(5.192296858534828e33f)).AsUInt32();
        var special = Vector512.GreaterThan(magnitude.AsInt32(), Vector512.Create(0x0F7FFFFF)).AsUInt32() & Vector512.Create(0x7F800000u);
        return new((number | special | ((bits & Vector512.Create(0x8000u)) << 16)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 LoadBFloat16(ushort* source)
    {
        var (low, high) = Vector256.Widen(Vector256.Load(source));
        return new((Vector512.Create(low, high) << 16).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LogitLanes512 value, float* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 MultiplyAdd(LogitLanes512 left, LogitLanes512 right, LogitLanes512 addend) =>
        new(Vector512.FusedMultiplyAdd(left._value, right._value, addend._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 Max(LogitLanes512 left, LogitLanes512 right) => new(Vector512.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 AtMost(LogitLanes512 value, float bound) => new(Vector512.LessThanOrEqual(value._value, Vector512.Create(bound)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 And(LogitLanes512 left, LogitLanes512 right) => new(left._value & right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAll(LogitLanes512 mask) => Vector512.EqualsAll(mask._value.AsUInt32(), Vector512<uint>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LogitLanes512 Scale(LogitLanes512 value, LogitLanes512 shifted) =>
        new((value._value.AsInt32() + (shifted._value.AsInt32() << 23)).AsSingle());

    public static float Sum(LogitLanes512 value) => LogitLanes256.SumEight(value._value.GetLower() + value._value.GetUpper());

    public static float Max(LogitLanes512 value) => LogitLanes256.MaxEight(Vector256.MaxNative(value._value.GetLower(), value._value.GetUpper()));
}
