using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rlar.Kernels.Cpu;

/// <summary>A row as two 256-bit vectors.</summary>
internal readonly unsafe struct FloatRow256(Vector256<float> low, Vector256<float> high) : IFloatRow<FloatRow256>
{
    private readonly Vector256<float> _low = low;
    private readonly Vector256<float> _high = high;

    public static FloatRow256 OneToSixteen => new(Vector256.Create(1f, 2, 3, 4, 5, 6, 7, 8), Vector256.Create(9f, 10, 11, 12, 13, 14, 15, 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 operator +(FloatRow256 left, FloatRow256 right) => new(left._low + right._low, left._high + right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 operator -(FloatRow256 left, FloatRow256 right) => new(left._low - right._low, left._high - right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 operator *(FloatRow256 left, FloatRow256 right) => new(left._low * right._low, left._high * right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 operator /(FloatRow256 left, FloatRow256 right) => new(left._low / right._low, left._high / right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 Broadcast(double value) => new(Vector256.Create((float)value), Vector256.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 Sqrt(FloatRow256 value) => new(Vector256.Sqrt(value._low), Vector256.Sqrt(value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 Load(float* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 Repeat(float* source) => new(Vector256.Create(*source), Vector256.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatRow256 value, float* destination)
    {
        value._low.Store(destination);
        value._high.Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(FloatRow256 value, float* destination) => *destination = value._low.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePastCaches(FloatRow256 value, float* line)
    {
        value._low.StoreAlignedNonTemporal(line);
        value._high.StoreAlignedNonTemporal(line + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 Transform(float* rewards, byte* groups, float* origins, int part) => new(
        TransformHalf(rewards, groups, origins, part), TransformHalf(rewards + 8, groups + 8, origins, part));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 Differences(int* offsets) => new(
        Avx.ConvertToVector256Single(Vector256.Load(offsets + 1) - Vector256.Load(offsets)),
        Avx.ConvertToVector256Single(Vector256.Load(offsets + 9) - Vector256.Load(offsets + 8)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool LookUp(int* offsets, float* reciprocals, float* prepared, float* reciprocal, float* preparation, int* lacks) =>
        LookUpHalf(offsets, reciprocals, prepared, reciprocal, preparation, lacks)
        & LookUpHalf(offsets + 8, reciprocals, prepared, reciprocal + 8, preparation + 8, lacks + 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 First(FloatRow256 value, float count) => new(
        value._low & Vector256.LessThan(Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7), Vector256.Create(count)),
        value._high & Vector256.LessThan(Vector256.Create(8f, 9, 10, 11, 12, 13, 14, 15), Vector256.Create(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 SubtractWhere(float* masks, FloatRow256 left, float* right) => new(
        Avx.And(Avx.Subtract(left._low, Avx.LoadVector256(right)), Avx.LoadVector256(masks)),
        Avx.And(Avx.Subtract(left._high, Avx.LoadVector256(right + 8)), Avx.LoadVector256(masks + 8)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 WhereBelow(FloatRow256 value, float bound, FloatRow256 below, FloatRow256 otherwise) => new(
        Vector256.ConditionalSelect(Vector256.LessThan(value._low, Vector256.Create(bound)), below._low, otherwise._low),
        Vector256.ConditionalSelect(Vector256.LessThan(value._high, Vector256.Create(bound)), below._high, otherwise._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllBelow(FloatRow256 value, float bound) =>
        Vector256.LessThanAll(value._low, Vector256.Create(bound)) & Vector256.LessThanAll(value._high, Vector256.Create(bound));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 AddHalves(FloatRow256 a, FloatRow256 b) => new(a._low + a._high, b._low + b._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 AddPairs(FloatRow256 a, FloatRow256 b) => new(AddPairs(a._low, b._low), AddPairs(a._high, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 SumPairs(FloatRow256 ab, FloatRow256 cd) => new(
        Avx.Shuffle(ab._low, cd._low, 0b10_00_10_00) + Avx.Shuffle(ab._low, cd._low, 0b11_01_11_01),
        Avx.Shuffle(ab._high, cd._high, 0b10_00_10_00) + Avx.Shuffle(ab._high, cd._high, 0b11_01_11_01));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 AddQuads(FloatRow256 row) =>
        new(row._low + Avx.Permute2x128(row._low, row._low, 0x01), row._high + Avx.Permute2x128(row._high, row._high, 0x01));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 JoinQuads(FloatRow256 a, FloatRow256 b) => new(JoinQuads(a._low, a._high), JoinQuads(b._low, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 SpreadQuads(FloatRow256 value, [ConstantExpected(Max = 3)] int index) => index switch
    {
        0 => new(Avx.Permute(value._low, 0x00), Avx.Permute(value._high, 0x00)),
        1 => new(Avx.Permute(value._low, 0x55), Avx.Permute(value._high, 0x55)),
        2 => new(Avx.Permute(value._low, 0xAA), Avx.Permute(value._high, 0xAA)),
        _ => new(Avx.Permute(value._low, 0xFF), Avx.Permute(value._high, 0xFF)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 SpreadFirstOfHalves(FloatRow256 value) =>
        new(Avx2.BroadcastScalarToVector256(value._low.GetLower()), Avx2.BroadcastScalarToVector256(value._high.GetLower()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow256 SpreadFirst(FloatRow256 value)
    {
        var first = Avx2.BroadcastScalarToVector256(value._low.GetLower());
        return new(first, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> TransformHalf(float* rewards, byte* groups, float* origins, int part)
    {
        nint first = *groups;
        var lanes = Avx2.ConvertToVector256Int32(groups) - Vector256.Create((int)first);
        var deviations = Vector256.Load(rewards) - Avx2.PermuteVar8x32(Vector256.Load(origins + first), lanes)
            - Avx2.PermuteVar8x32(Vector256.Load(origins + part + first), lanes);
        return deviations * Avx2.PermuteVar8x32(Vector256.Load(origins + 2 * part + first), lanes);
    }

    // A permutation looks at an index's lowest three bits only, and a blend at its mask's sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool LookUpHalf(int* offsets, float* reciprocals, float* prepared, float* reciprocal, float* preparation, int* lacks)
    {
        var counts = Vector256.Load(offsets + 1) - Vector256.Load(offsets);
        var entries = counts - Vector256<int>.One;
        var isHigh = (Vector256.Create(8) - counts).AsSingle();
        (Vector256.Create(16) - counts).Store(lacks);
        Pick(reciprocals, entries, isHigh).Store(reciprocal);
        Pick(prepared, entries, isHigh).Store(preparation);
        return Vector256.LessThanAll(entries.AsUInt32(), Vector256.Create(16u));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pick(float* table, Vector256<int> entries, Vector256<float> isHigh) => Avx.BlendVariable(
        Avx2.PermuteVar8x32(Vector256.Load(table), entries), Avx2.PermuteVar8x32(Vector256.Load(table + 8), entries), isHigh);

    // The blend can go to any of three ports, a second shuffle to fewer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AddPairs(Vector256<float> a, Vector256<float> b) =>
        Avx.Blend(a, b, 0b1100_1100) + Avx.Shuffle(a, b, 0b01_00_11_10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> JoinQuads(Vector256<float> a, Vector256<float> b)
    {
        var sums = Avx.Permute2x128(a, b, 0x20) + Avx.Permute2x128(a, b, 0x31);
        return Avx2.PermuteVar8x32(sums, Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7));
    }
}
