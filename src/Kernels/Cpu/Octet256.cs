using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rlar.Kernels.Cpu;

/// <summary>An octet as two 256-bit vectors.</summary>
internal readonly unsafe struct Octet256(Vector256<double> low, Vector256<double> high) : IOctet<Octet256>
{
    private readonly Vector256<double> _low = low;
    private readonly Vector256<double> _high = high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 operator +(Octet256 left, Octet256 right) => new(left._low + right._low, left._high + right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 operator -(Octet256 left, Octet256 right) => new(left._low - right._low, left._high - right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 operator *(Octet256 left, Octet256 right) => new(left._low * right._low, left._high * right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 operator /(Octet256 left, Octet256 right) => new(left._low / right._low, left._high / right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 Broadcast(double value) => new(Vector256.Create(value), Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 Load<T>(T* source)
        where T : unmanaged
        => typeof(T) == typeof(float)
            ? new Octet256(
                Avx.ConvertToVector256Double(Vector128.Load((float*)source)), Avx.ConvertToVector256Double(Vector128.Load((float*)source + 4)))
            : new Octet256(Vector256.Load((double*)source), Vector256.Load((double*)source + 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 LoadIntegers(int* source) =>
        new(Avx.ConvertToVector256Double(Vector128.Load(source)), Avx.ConvertToVector256Double(Vector128.Load(source + 4)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Octet256 value, T* destination)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Avx.ConvertToVector128Single(value._low).Store((float*)destination);
            Avx.ConvertToVector128Single(value._high).Store((float*)destination + 4);
        }
        else
        {
            value._low.Store((double*)destination);
            value._high.Store((double*)destination + 4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 Keep(Octet256 value, long* mask) =>
        new(value._low & Vector256.Load(mask).AsDouble(), value._high & Vector256.Load(mask + 4).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 WhereBelow(Octet256 value, double bound, Octet256 below, Octet256 otherwise) => new(
        Vector256.ConditionalSelect(Vector256.LessThan(value._low, Vector256.Create(bound)), below._low, otherwise._low),
        Vector256.ConditionalSelect(Vector256.LessThan(value._high, Vector256.Create(bound)), below._high, otherwise._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 Sqrt(Octet256 value) => new(Vector256.Sqrt(value._low), Vector256.Sqrt(value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 SumEach(Octet256 a, Octet256 b, Octet256 c, Octet256 d, Octet256 e, Octet256 f, Octet256 g, Octet256 h) =>
        new(
            SumFour(a._low, b._low, c._low, d._low) + SumFour(a._high, b._high, c._high, d._high),
            SumFour(e._low, f._low, g._low, h._low) + SumFour(e._high, f._high, g._high, h._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 SumHalves(Octet256 a, Octet256 b, Octet256 c, Octet256 d) =>
        new(SumFour(a._low, b._low, c._low, d._low), SumFour(a._high, b._high, c._high, d._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 SpreadHalves(Octet256 sums, [ConstantExpected(Max = 3)] int index) => index switch
    {
        0 => new(Avx2.Permute4x64(sums._low, 0x00), Avx2.Permute4x64(sums._high, 0x00)),
        1 => new(Avx2.Permute4x64(sums._low, 0x55), Avx2.Permute4x64(sums._high, 0x55)),
        2 => new(Avx2.Permute4x64(sums._low, 0xAA), Avx2.Permute4x64(sums._high, 0xAA)),
        _ => new(Avx2.Permute4x64(sums._low, 0xFF), Avx2.Permute4x64(sums._high, 0xFF)),
    };

    // Lane j is (x0 + x1) + (x2 + x3) of vector j.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SumFour(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        var ab = Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b); // a01 b01 a23 b23
        var cd = Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d);
        return Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31);
    }
}
