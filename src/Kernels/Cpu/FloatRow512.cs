using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rlar.Kernels.Cpu;

/// <summary>A row as one 512-bit vector.</summary>
internal readonly unsafe struct FloatRow512(Vector512<float> lanes) : IFloatRow<FloatRow512>
{
    private readonly Vector512<float> _lanes = lanes;

    public static FloatRow512 OneToSixteen => new(Vector512.Create(1f, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 operator +(FloatRow512 left, FloatRow512 right) => new(left._lanes + right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 operator -(FloatRow512 left, FloatRow512 right) => new(left._lanes - right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 operator *(FloatRow512 left, FloatRow512 right) => new(left._lanes * right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 operator /(FloatRow512 left, FloatRow512 right) => new(left._lanes / right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 Broadcast(double value) => new(Vector512.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 Sqrt(FloatRow512 value) => new(Vector512.Sqrt(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 Repeat(float* source) => new(Vector512.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatRow512 value, float* destination) => value._lanes.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(FloatRow512 value, float* destination) => *destination = value._lanes.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePastCaches(FloatRow512 value, float* line) => value._lanes.StoreAlignedNonTemporal(line);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 Transform(float* rewards, byte* groups, float* origins, int part)
    {
        var first = *groups;
        var lanes = Avx512F.ConvertToVector512Int32(Vector128.Load(groups)) - Vector512.Create((int)first);
        var deviations = Vector512.Load(rewards) - Avx512F.PermuteVar16x32(Vector512.Load(origins + first), lanes)
            - Avx512F.PermuteVar16x32(Vector512.Load(origins + part + first), lanes);
        return new(deviations * Avx512F.PermuteVar16x32(Vector512.Load(origins + 2 * part + first), lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 Differences(int* offsets) =>
        new(Avx512F.ConvertToVector512Single(Vector512.Load(offsets + 1) - Vector512.Load(offsets)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool LookUp(int* offsets, float* reciprocals, float* prepared, float* reciprocal, float* preparation, int* lacks)
    {
        var counts = Vector512.Load(offsets + 1) - Vector512.Load(offsets);
        var entries = counts - Vector512<int>.One;
        (Vector512.Create(16) - counts).Store(lacks);
        Avx512F.PermuteVar16x32(Vector512.Load(reciprocals), entries).Store(reciprocal);
        Avx512F.PermuteVar16x32(Vector512.Load(prepared), entries).Store(preparation);
        return Vector512.LessThanAll(entries.AsUInt32(), Vector512.Create(16u));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 First(FloatRow512 value, float count)
    {
        var indices = Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        return new(Vector512.ConditionalSelect(Vector512.LessThan(indices, Vector512.Create(count)), value._lanes, Vector512<float>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 SubtractWhere(float* masks, FloatRow512 left, float* right) =>
        new((left._lanes - Vector512.Load(right)) & Vector512.Load(masks));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 WhereBelow(FloatRow512 value, float bound, FloatRow512 below, FloatRow512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(value._lanes, Vector512.Create(bound)), below._lanes, otherwise._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllBelow(FloatRow512 value, float bound) => Vector512.LessThanAll(value._lanes, Vector512.Create(bound));

    // Here and below, a blend can go to either of two ports, a second shuffle to one only.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 AddHalves(FloatRow512 a, FloatRow512 b)
    {
        var high = Vector512.Create(0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1).AsSingle();
        return new(Avx512F.BlendVariable(a._lanes, b._lanes, high) + Avx512F.Shuffle4x128(a._lanes, b._lanes, 0b01_00_11_10));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 AddPairs(FloatRow512 a, FloatRow512 b)
    {
        var high = Vector512.Create(0, 0, -1, -1, 0, 0, -1, -1, 0, 0, -1, -1, 0, 0, -1, -1).AsSingle();
        return new(Avx512F.BlendVariable(a._lanes, b._lanes, high) + Avx512F.Shuffle(a._lanes, b._lanes, 0b01_00_11_10));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 SumPairs(FloatRow512 ab, FloatRow512 cd) =>
        new(Avx512F.Shuffle(ab._lanes, cd._lanes, 0b10_00_10_00) + Avx512F.Shuffle(ab._lanes, cd._lanes, 0b11_01_11_01));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 AddQuads(FloatRow512 row) => new(row._lanes + Avx512F.Shuffle4x128(row._lanes, row._lanes, 0b10_11_00_01));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 JoinQuads(FloatRow512 a, FloatRow512 b)
    {
        var sums = Avx512F.Shuffle4x128(a._lanes, b._lanes, 0b10_00_10_00) + Avx512F.Shuffle4x128(a._lanes, b._lanes, 0b11_01_11_01);
        return new(Avx512F.PermuteVar16x32(sums, Vector512.Create(0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 SpreadQuads(FloatRow512 value, [ConstantExpected(Max = 3)] int index) => index switch
    {
        0 => new(Avx512F.Permute4x32(value._lanes, 0x00)),
        1 => new(Avx512F.Permute4x32(value._lanes, 0x55)),
        2 => new(Avx512F.Permute4x32(value._lanes, 0xAA)),
        _ => new(Avx512F.Permute4x32(value._lanes, 0xFF)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 SpreadFirstOfHalves(FloatRow512 value) =>
        new(Avx512F.PermuteVar16x32(value._lanes, Vector512.Create(0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8, 8, 8)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatRow512 SpreadFirst(FloatRow512 value) => new(Avx512F.BroadcastScalarToVector512(value._lanes.GetLower().GetLower()));
}
