using System.Runtime.CompilerServices;

namespace Rlar.Grpo.Policy.Fused;

/// <summary>One float: what is left of a row behind its last whole vector, and all of it on a processor without vectors.</summary>
internal readonly struct FloatLane(float value) : IFloatLanes<FloatLane>
{
    private readonly float _value = value;

    public static int Count => 1;

    public static FloatLane operator +(FloatLane left, FloatLane right) => new(left._value + right._value);

    public static FloatLane operator -(FloatLane left, FloatLane right) => new(left._value - right._value);

    public static FloatLane operator *(FloatLane left, FloatLane right) => new(left._value * right._value);

    public static FloatLane operator /(FloatLane left, FloatLane right) => new(left._value / right._value);

    public static FloatLane Broadcast(float value) => new(value);

    public static FloatLane Load(ref readonly float source, int index) => new(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    public static void Store(FloatLane value, ref float destination, int index) => Unsafe.Add(ref destination, index) = value._value;

    public static FloatLane MultiplyAdd(FloatLane left, FloatLane right, FloatLane addend) =>
        new(MathF.FusedMultiplyAdd(left._value, right._value, addend._value));

    public static FloatLane Sqrt(FloatLane value) => new(MathF.Sqrt(value._value));

    public static FloatLane Log(FloatLane value) => new(MathF.Log(value._value));

    public static FloatLane Max(FloatLane left, FloatLane right) => new(float.MaxNative(left._value, right._value));

    public static FloatLane Clamp(FloatLane value, FloatLane bound) => new(float.MinNative(float.MaxNative(value._value, -bound._value), bound._value));

    public static FloatLane Scale(FloatLane value, FloatLane shifted) =>
        new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value._value) + (BitConverter.SingleToInt32Bits(shifted._value) << 23)));

    public static FloatLane SwapNeighbours(FloatLane value) => value;

    public static float Sum(FloatLane value) => value._value;

    public static float Max(FloatLane value) => value._value;
}
