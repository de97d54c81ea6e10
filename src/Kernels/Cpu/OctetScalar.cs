using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// An octet as eight scalars, for processors without wide vectors. Eight fields and no array: fields become registers, an array is
/// memory that every operation reads and writes.
/// </summary>
internal readonly unsafe struct OctetScalar(double x0, double x1, double x2, double x3, double x4, double x5, double x6, double x7)
    : IOctet<OctetScalar>
{
    private readonly double _0 = x0;
    private readonly double _1 = x1;
    private readonly double _2 = x2;
    private readonly double _3 = x3;
    private readonly double _4 = x4;
    private readonly double _5 = x5;
    private readonly double _6 = x6;
    private readonly double _7 = x7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar operator +(OctetScalar l, OctetScalar r) => new(
        l._0 + r._0, l._1 + r._1, l._2 + r._2, l._3 + r._3, l._4 + r._4, l._5 + r._5, l._6 + r._6, l._7 + r._7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar operator -(OctetScalar l, OctetScalar r) => new(
        l._0 - r._0, l._1 - r._1, l._2 - r._2, l._3 - r._3, l._4 - r._4, l._5 - r._5, l._6 - r._6, l._7 - r._7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar operator *(OctetScalar l, OctetScalar r) => new(
        l._0 * r._0, l._1 * r._1, l._2 * r._2, l._3 * r._3, l._4 * r._4, l._5 * r._5, l._6 * r._6, l._7 * r._7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar operator /(OctetScalar l, OctetScalar r) => new(
        l._0 / r._0, l._1 / r._1, l._2 / r._2, l._3 / r._3, l._4 / r._4, l._5 / r._5, l._6 / r._6, l._7 / r._7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar Broadcast(double value) => new(value, value, value, value, value, value, value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar Load<T>(T* source)
        where T : unmanaged
        => new(
            At(source, 0), At(source, 1), At(source, 2), At(source, 3), At(source, 4), At(source, 5), At(source, 6), At(source, 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar LoadIntegers(int* source) =>
        new(source[0], source[1], source[2], source[3], source[4], source[5], source[6], source[7]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(OctetScalar value, T* destination)
        where T : unmanaged
    {
        Put(destination, 0, value._0);
        Put(destination, 1, value._1);
        Put(destination, 2, value._2);
        Put(destination, 3, value._3);
        Put(destination, 4, value._4);
        Put(destination, 5, value._5);
        Put(destination, 6, value._6);
        Put(destination, 7, value._7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar Keep(OctetScalar value, long* mask) => new(
        Keep(value._0, mask[0]), Keep(value._1, mask[1]), Keep(value._2, mask[2]), Keep(value._3, mask[3]),
        Keep(value._4, mask[4]), Keep(value._5, mask[5]), Keep(value._6, mask[6]), Keep(value._7, mask[7]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar WhereBelow(OctetScalar value, double bound, OctetScalar below, OctetScalar otherwise) => new(
        value._0 < bound ? below._0 : otherwise._0,
        value._1 < bound ? below._1 : otherwise._1,
        value._2 < bound ? below._2 : otherwise._2,
        value._3 < bound ? below._3 : otherwise._3,
        value._4 < bound ? below._4 : otherwise._4,
        value._5 < bound ? below._5 : otherwise._5,
        value._6 < bound ? below._6 : otherwise._6,
        value._7 < bound ? below._7 : otherwise._7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar Sqrt(OctetScalar value) => new(
        Math.Sqrt(value._0), Math.Sqrt(value._1), Math.Sqrt(value._2), Math.Sqrt(value._3),
        Math.Sqrt(value._4), Math.Sqrt(value._5), Math.Sqrt(value._6), Math.Sqrt(value._7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar SumEach(
        OctetScalar a, OctetScalar b, OctetScalar c, OctetScalar d, OctetScalar e, OctetScalar f, OctetScalar g, OctetScalar h)
        => new(
            Low(a) + High(a), Low(b) + High(b), Low(c) + High(c), Low(d) + High(d),
            Low(e) + High(e), Low(f) + High(f), Low(g) + High(g), Low(h) + High(h));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar SumHalves(OctetScalar a, OctetScalar b, OctetScalar c, OctetScalar d) =>
        new(Low(a), High(a), Low(b), High(b), Low(c), High(c), Low(d), High(d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OctetScalar SpreadHalves(OctetScalar sums, [ConstantExpected(Max = 3)] int index) => index switch
    {
        0 => Halves(sums._0, sums._1),
        1 => Halves(sums._2, sums._3),
        2 => Halves(sums._4, sums._5),
        _ => Halves(sums._6, sums._7),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static OctetScalar Halves(double low, double high) => new(low, low, low, low, high, high, high, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Low(OctetScalar x) => (x._0 + x._1) + (x._2 + x._3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double High(OctetScalar x) => (x._4 + x._5) + (x._6 + x._7);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Keep(double value, long mask) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) & mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double At<T>(T* source, int i)
        where T : unmanaged
        => typeof(T) == typeof(float) ? ((float*)source)[i] : ((double*)source)[i];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T* destination, int i, double value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            ((float*)destination)[i] = (float)value;
        else
            ((double*)destination)[i] = value;
    }
}
