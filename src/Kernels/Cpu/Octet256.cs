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
    public static Octet256 First(Octet256 value, int count) =>
        new(First(value._low, Vector256.Create(0L, 1, 2, 3), count), First(value._high, Vector256.Create(4L, 5, 6, 7), count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 Sqrt(Octet256 value) => new(Vector256.Sqrt(value._low), Vector256.Sqrt(value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Octet256 SumEach(Octet256 a, Octet256 b, Octet256 c, Octet256 d, Octet256 e, Octet256 f, Octet256 g, Octet256 h) =>
        new(
            SumFour(a._low, b._low, c._low, d._low) + SumFour(a._high, b._high, c._high, d._high),
            SumFour(e._low, f._low, g._low, h._low) + SumFour(e._high, f._high, g._high, h._high));

    // Lane j is (x0 + x1) + (x2 + x3) of vector j.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SumFour(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        var ab = Avx.UnpackLow(a, b) + Avx.UnpackHigh(a, b); // a01 b01 a23 b23
        var cd = Avx.UnpackLow(c, d) + Avx.UnpackHigh(c, d);
        return Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> First(Vector256<double> value, Vector256<long> lane, int count) =>
        Vector256.ConditionalSelect(Vector256.LessThan(lane, Vector256.Create((long)count)).AsDouble(), value, Vector256<double>.Zero);
}
