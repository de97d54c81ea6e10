using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rlar.Kernels.Cpu;

/// <summary>An octet as one 512-bit vector.</summary>
internal readonly unsafe struct Octet512(Vector512<double> lanes) : IOctet<Octet512>
{
    private readonly Vector512<double> _lanes = lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 operator +(Octet512 left, Octet512 right) => new(left._lanes + right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 operator -(Octet512 left, Octet512 right) => new(left._lanes - right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 operator *(Octet512 left, Octet512 right) => new(left._lanes * right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 operator /(Octet512 left, Octet512 right) => new(left._lanes / right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 Load<T>(T* source)
        where T : unmanaged
        => typeof(T) == typeof(float)
            ? new Octet512(Avx512F.ConvertToVector512Double(Vector256.Load((float*)source)))
            : new Octet512(Vector512.Load((double*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 LoadIntegers(int* source) => new(Avx512F.ConvertToVector512Double(Vector256.Load(source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Octet512 value, T* destination)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Avx512F.ConvertToVector256Single(value._lanes).Store((float*)destination);
        else
            value._lanes.Store((double*)destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 Keep(Octet512 value, long* mask) => new(value._lanes & Vector512.Load(mask).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 WhereBelow(Octet512 value, double bound, Octet512 below, Octet512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(value._lanes, Vector512.Create(bound)), below._lanes, otherwise._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 Sqrt(Octet512 value) => new(Vector512.Sqrt(value._lanes));

    // Three rounds, each halving the vectors and adding neighbours: pairs within 128 bits, then pairs of 128, then the two halves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 SumEach(Octet512 a, Octet512 b, Octet512 c, Octet512 d, Octet512 e, Octet512 f, Octet512 g, Octet512 h)
    {
        var ab = AddPairs(a._lanes, b._lanes); // a01 b01 a23 b23 a45 b45 a67 b67
        var cd = AddPairs(c._lanes, d._lanes);
        var ef = AddPairs(e._lanes, f._lanes);
        var gh = AddPairs(g._lanes, h._lanes);
        var abcd = AddQuarters(ab, cd); // a0123 b0123 a4567 b4567 c0123 d0123 c4567 d4567
        var efgh = AddQuarters(ef, gh);
        return new Octet512(
            Avx512F.Shuffle4x128(abcd, efgh, 0b10_00_10_00) + Avx512F.Shuffle4x128(abcd, efgh, 0b11_01_11_01));
    }

    // a0123 b0123 a4567 b4567 c0123 d0123 c4567 d4567
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 SumHalves(Octet512 a, Octet512 b, Octet512 c, Octet512 d) =>
        new(AddQuarters(AddPairs(a._lanes, b._lanes), AddPairs(c._lanes, d._lanes)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet512 SpreadHalves(Octet512 sums, [ConstantExpected(Max = 3)] int index) => index switch
    {
        0 => new(Avx512F.PermuteVar8x64(sums._lanes, Vector512.Create(0L, 0, 0, 0, 2, 2, 2, 2))),
        1 => new(Avx512F.PermuteVar8x64(sums._lanes, Vector512.Create(1L, 1, 1, 1, 3, 3, 3, 3))),
        2 => new(Avx512F.PermuteVar8x64(sums._lanes, Vector512.Create(4L, 4, 4, 4, 6, 6, 6, 6))),
        _ => new(Avx512F.PermuteVar8x64(sums._lanes, Vector512.Create(5L, 5, 5, 5, 7, 7, 7, 7))),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> AddPairs(Vector512<double> x, Vector512<double> y) => Avx512F.UnpackLow(x, y) + Avx512F.UnpackHigh(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> AddQuarters(Vector512<double> x, Vector512<double> y) =>
        Avx512F.Shuffle4x128(x, y, 0b10_00_10_00) + Avx512F.Shuffle4x128(x, y, 0b11_01_11_01);
}
