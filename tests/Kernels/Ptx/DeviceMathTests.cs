using System.Runtime.InteropServices;
using ILGPU;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The functions that kernels bring along, against .NET's, in PTX and in C#: the same bits in both.</summary>
public sealed class DeviceMathTests(PtxFixture ptx) : IClassFixture<PtxFixture>
{
    private static readonly double[] s_any =
    [
        0, 1e-300, -1e-300, 1e-17, 1e-9, -1e-9, 0.1, -0.1, 0.3465735, 0.34657359, -0.5, 0.5, 0.6931471805599453, 1, -1, 2.5, -20, 36.7, 100, -700, 709, -744, -745.1,
        709.78, 1e6, -1e6, 1e150, -1e150, .. KernelCases.Random(500, 3, r => (r.NextDouble() - 0.5) * 40), .. KernelCases.Random(200, 4, r => r.NextDouble() - 0.5),
    ];

    [Fact]
    public void Exp_AnyArgument_IsWithinTwoUnits() => Check(0, s_any, Math.Exp, 2);

    [Fact]
    public void Tanh_AnyArgument_IsWithinFourUnits() => Check(1, s_any, Math.Tanh, 4);

    [Fact]
    public void Log_AnyPositive_IsWithinTwoUnits()
    {
        double[] arguments =
        [
            1, 1 + 1e-15, 1 - 1e-15, 1.4142135623730951, 1.41421356237310, 1.5, 2, double.Epsilon, 1e-310, 2.3e-308, 1e-8, double.MaxValue,
            .. KernelCases.Random(500, 5, r => 1 + r.NextDouble()), .. KernelCases.Random(300, 7, r => Math.Exp((r.NextDouble() - 0.5) * 1000)),
        ];
        Check(2, arguments, Math.Log, 2);
    }

    [Fact]
    public void CosPi_BetweenZeroAndOne_IsExactAtTheEndsAndWithinTwoUnits()
    {
        double[] parts = [0, 0.25, 0.5, 0.75, 1, 1e-9, 1 - 1e-9, .. KernelCases.Random(500, 6, r => r.NextDouble())];
        Check(3, parts, double.CosPi, 2);
    }

    private void Check(int which, double[] arguments, Func<double, double> exact, int units)
    {
        using var from = ptx.Backend.Upload<double>(arguments);
        using var to = ptx.Backend.Rent<double>(arguments.Length);
        ptx.Backend.Launch(MathProbe.Run, arguments.Length, 1, new MathJob { Input = from.View, Output = to.View, Which = which });
        var actual = new double[arguments.Length];
        ptx.Backend.Download(to.View, actual);
        for (var i = 0; i < actual.Length; i++)
        {
            var expected = exact(arguments[i]);
            Assert.Equal(MathProbe.Of(which, arguments[i]), actual[i]);
            if (expected != actual[i] && !(Math.Abs(expected - actual[i]) <= units * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected))))
                Assert.Fail($"{which}({arguments[i]:R}): expected {expected:R}, got {actual[i]:R}");
        }
    }
}

/// <summary>What the probe of the functions works on.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MathJob
{
    public ArrayView<double> Input;
    public ArrayView<double> Output;
    public int Which;
}

/// <summary>The functions as a kernel.</summary>
internal static class MathProbe
{
    public static void Run(MathJob job)
    {
        var i = Team.Own(1).Index;
        if (i < job.Input.Length)
            job.Output[i] = Of(job.Which, job.Input[i]);
    }

    internal static double Of(int which, double x)
    {
        if (which == 0)
            return DeviceMath.Exp(x);
        if (which == 1)
            return DeviceMath.Tanh(x);
        return which == 2 ? DeviceMath.Log(x) : DeviceMath.CosPi(x);
    }
}
