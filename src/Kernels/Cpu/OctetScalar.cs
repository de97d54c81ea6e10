using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>An octet as eight scalars, for processors without wide vectors.</summary>
internal unsafe struct OctetScalar : IOctet<OctetScalar>
{
    private Lanes _lanes;

    public static OctetScalar operator +(OctetScalar left, OctetScalar right)
    {
        for (var i = 0; i < 8; i++)
            left._lanes[i] += right._lanes[i];
        return left;
    }

    public static OctetScalar operator -(OctetScalar left, OctetScalar right)
    {
        for (var i = 0; i < 8; i++)
            left._lanes[i] -= right._lanes[i];
        return left;
    }

    public static OctetScalar operator *(OctetScalar left, OctetScalar right)
    {
        for (var i = 0; i < 8; i++)
            left._lanes[i] *= right._lanes[i];
        return left;
    }

    public static OctetScalar operator /(OctetScalar left, OctetScalar right)
    {
        for (var i = 0; i < 8; i++)
            left._lanes[i] /= right._lanes[i];
        return left;
    }

    public static OctetScalar Broadcast(double value)
    {
        OctetScalar result = default;
        for (var i = 0; i < 8; i++)
            result._lanes[i] = value;
        return result;
    }

    public static OctetScalar Load<T>(T* source)
        where T : unmanaged
    {
        OctetScalar result = default;
        for (var i = 0; i < 8; i++)
            result._lanes[i] = typeof(T) == typeof(float) ? ((float*)source)[i] : ((double*)source)[i];
        return result;
    }

    public static OctetScalar LoadIntegers(int* source)
    {
        OctetScalar result = default;
        for (var i = 0; i < 8; i++)
            result._lanes[i] = source[i];
        return result;
    }

    public static void Store<T>(OctetScalar value, T* destination)
        where T : unmanaged
    {
        for (var i = 0; i < 8; i++)
        {
            if (typeof(T) == typeof(float))
                ((float*)destination)[i] = (float)value._lanes[i];
            else
                ((double*)destination)[i] = value._lanes[i];
        }
    }

    public static OctetScalar First(OctetScalar value, int count)
    {
        for (var i = count; i < 8; i++)
            value._lanes[i] = 0;
        return value;
    }

    public static OctetScalar Sqrt(OctetScalar value)
    {
        for (var i = 0; i < 8; i++)
            value._lanes[i] = Math.Sqrt(value._lanes[i]);
        return value;
    }

    public static OctetScalar SumEach(
        OctetScalar a, OctetScalar b, OctetScalar c, OctetScalar d, OctetScalar e, OctetScalar f, OctetScalar g, OctetScalar h)
    {
        OctetScalar result = default;
        result._lanes[0] = Sum(a._lanes);
        result._lanes[1] = Sum(b._lanes);
        result._lanes[2] = Sum(c._lanes);
        result._lanes[3] = Sum(d._lanes);
        result._lanes[4] = Sum(e._lanes);
        result._lanes[5] = Sum(f._lanes);
        result._lanes[6] = Sum(g._lanes);
        result._lanes[7] = Sum(h._lanes);
        return result;
    }

    private static double Sum(in Lanes x) => ((x[0] + x[1]) + (x[2] + x[3])) + ((x[4] + x[5]) + (x[6] + x[7]));

    [InlineArray(8)]
    private struct Lanes
    {
        private double _first;
    }
}
