using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// exp, log, tanh and cos in double, to a unit or two in the last place. ILGPU's own are not used: without NVIDIA's libdevice its double exp is thousands
/// of instructions on CUDA, and each device's differs. These have the same bits wherever doubles are IEEE's. Reductions and coefficients are those
/// of fdlibm (Sun Microsystems 1993). Kernel code.
/// </summary>
internal static class DeviceMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700e+00;
    private const double PiHigh = 3.141592653589793116;
    private const double PiLow = 1.2246467991473532072e-16;

    /// <summary>e^x; 0 and infinity where double ends.</summary>
    internal static double Exp(double x)
    {
        if (x < -745.2)
            return 0.0;
        if (x > 709.8)
            return double.PositiveInfinity;
        var half = x < 0.0 ? -0.5 : 0.5;
        var k = (int)((x * InverseLn2) + half);
        var high = x - (k * Ln2High);
        var low = k * Ln2Low;
        var r = high - low;
        var t = r * r;
        var c = r - (t * (1.66666666666666019037e-01 + (t * (-2.77777777770155933842e-03 + (t * (6.61375632143793436117e-05
            + (t * (-1.65339022054652515390e-06 + (t * 4.13813679705723846039e-08)))))))));
        var y = 1.0 - (low - (r * c / (2.0 - c)) - high);

        // Two steps, since 2^k alone may be a denormal or infinite where y 2^k is not.
        var first = k / 2;
        return y * PowerOfTwo(first) * PowerOfTwo(k - first);
    }

    private static double PowerOfTwo(int k) => Interop.IntAsFloat((ulong)(k + 1023L) << 52);

    /// <summary>log(x) for any x above 0 and below infinity.</summary>
    internal static double Log(double x)
    {
        var k = 0.0;
        if (x < 2.2250738585072014e-308)
        {
            // A denormal has no exponent of its own: times 2^54.
            x *= 18014398509481984.0;
            k = -54.0;
        }

        var bits = Interop.FloatAsInt(x);
        k += (long)(bits >> 52) - 1023L;
        x = Interop.IntAsFloat((bits & 0x000F_FFFF_FFFF_FFFFUL) | 0x3FF0_0000_0000_0000UL);
        if (x > 1.4142135623730951)
        {
            x *= 0.5;
            k += 1.0;
        }

        var f = x - 1.0;
        var s = f / (2.0 + f);
        var z = s * s;
        var w = z * z;
        var odd = w * (3.999999999940941908e-01 + (w * (2.222219843214978396e-01 + (w * 1.531383769920937332e-01))));
        var even = z * (6.666666666666735130e-01 + (w * (2.857142874366239149e-01 + (w * (1.818357216161805012e-01 + (w * 1.479819860511658591e-01))))));
        var square = 0.5 * f * f;
        return (k * Ln2High) - (square - ((s * (square + odd + even)) + (k * Ln2Low)) - f);
    }

    /// <summary>|x|.</summary>
    internal static double Abs(double x) => x < 0.0 ? -x : x;

    /// <summary>x where it lies between the bounds, else the nearer of them; NaN stays.</summary>
    internal static double Clamp(double x, double low, double high)
    {
        if (x < low)
            return low;
        return x > high ? high : x;
    }

    /// <summary>-1, 0 or 1.</summary>
    internal static double Sign(double x)
    {
        if (x > 0.0)
            return 1.0;
        return x < 0.0 ? -1.0 : 0.0;
    }

    /// <summary>1 / (1 + e^-x) without overflow.</summary>
    internal static double Sigmoid(double x)
    {
        var e = Exp(x < 0.0 ? x : -x);
        return x < 0.0 ? e / (1.0 + e) : 1.0 / (1.0 + e);
    }

    /// <summary>min(x, 0) - log1p(e^-|x|), the log1p being Kahan's.</summary>
    internal static double LogSigmoid(double x)
    {
        var e = Exp(x < 0.0 ? x : -x);
        var u = 1.0 + e;
        var logarithm = e;
        if (u > 1.0)
            logarithm = Log(u) * (e / (u - 1.0));
        return (x < 0.0 ? x : 0.0) - logarithm;
    }

    /// <summary>tanh(x): by e^-2|x|, and for small |x|, where that cancels, by Lambert's continued fraction.</summary>
    internal static double Tanh(double x)
    {
        var size = x < 0.0 ? -x : x;
        if (size < 0.5)
        {
            var q = x * x;
            return x / (1.0 + (q / (3.0 + (q / (5.0 + (q / (7.0 + (q / (9.0 + (q / (11.0 + (q / (13.0 + (q / 15.0))))))))))))));
        }

        var e = Exp(-2.0 * size);
        var result = (1.0 - e) / (1.0 + e);
        return x < 0.0 ? -result : result;
    }

    /// <summary>cos(pi p) for p between 0 and 1.</summary>
    internal static double CosPi(double p)
    {
        // p and 1 - p lie symmetrically about the zero at one half, and within a quarter of it the sine is the better series.
        var near = p > 0.5 ? 1.0 - p : p;
        double cosine;
        if (near > 0.25)
            cosine = Sine((0.5 - near) * PiHigh, (0.5 - near) * PiLow);
        else
            cosine = Cosine((near * PiHigh) + (near * PiLow));
        return p > 0.5 ? -cosine : cosine;
    }

    private static double Cosine(double x)
    {
        var z = x * x;
        var r = z * (4.16666666666666019037e-02 + (z * (-1.38888888888741095749e-03 + (z * (2.48015872894767294178e-05
            + (z * (-2.75573143513906633035e-07 + (z * (2.08757232129817482790e-09 + (z * -1.13596475577881948265e-11))))))))));
        return 1.0 - ((0.5 * z) - (z * r));
    }

    private static double Sine(double x, double rest)
    {
        var z = x * x;
        var r = 8.33333333332248946124e-03 + (z * (-1.98412698298579493134e-04 + (z * (2.75573137070700676789e-06
            + (z * (-2.50507602534068634195e-08 + (z * 1.58969099521155010221e-10)))))));
        return x + ((z * x * (-1.66666666666666324348e-01 + (z * r))) + rest);
    }
}
