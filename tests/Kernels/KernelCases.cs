using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;
using Rlar.Kernels.Tests.Ptx;

namespace Rlar.Kernels.Tests;

/// <summary>The backends, the inputs and the one tolerance of the normalisation and shaping tests.</summary>
internal static class KernelCases
{
    /// <summary>The backend whose GPU is an interpreter.</summary>
    public static readonly IlgpuBackend Ptx = PtxFixture.Create(new PtxLauncher(contracts: false), threads: 64);

    /// <summary>The reference, the CPU, and the PTX that ILGPU makes, interpreted.</summary>
    public static readonly INormalizationKernels[] Normalizations = [new ReferenceNormalization(), new CpuNormalization(), new IlgpuNormalization(Ptx)];

    /// <summary>The same three.</summary>
    public static readonly IShapingKernels[] Shapings = [new ReferenceShaping(), new CpuShaping(), new IlgpuShaping(Ptx)];

    /// <summary>Every length up to 256 and one that is no multiple of anything.</summary>
    public static IEnumerable<int> Lengths => Enumerable.Range(0, 257).Append(100_003);

    /// <summary>Rewards of every kind and mask of one length; what is masked is NaN, so that reading it shows.</summary>
    public static IEnumerable<(double[] Rewards, bool[] Scored)> Batches(int length, int seed)
    {
        var random = new Random((seed * 1_000_003) + length);
        Func<double>[] kinds =
        [
            () => random.NextDouble(),
            () => random.Next(2),
            () => 1e6 + random.NextDouble(),
            () => (random.NextDouble() - 0.5) * 1e145,
            () => double.Epsilon * random.Next(1000),
            () => 0.1,
        ];
        var kind = 0;
        foreach (var draw in length > 256 ? kinds.Take(3) : kinds)
        {
            var rewards = Enumerable.Range(0, length).Select(_ => draw()).ToArray();
            yield return (rewards, []);
            var scored = Enumerable.Range(0, length).Select(_ => kind == 1 ? random.Next(20) == 0 : random.Next(4) > 0).ToArray();
            yield return (rewards.Select((r, i) => scored[i] ? r : double.NaN).ToArray(), scored);
            kind++;
        }
    }

    public static bool IsScored(bool[] scored, int i) => scored.Length == 0 || scored[i];

    public static double[] Select(double[] rewards, bool[] scored) => rewards.Where((_, i) => IsScored(scored, i)).ToArray();

    public static T[] Random<T>(int length, int seed, Func<Random, T> draw)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, length).Select(_ => draw(random)).ToArray();
    }

    /// <summary>
    /// |expected - actual| at most 1e-13 (condition + |expected|), or one step of the smallest numbers: the condition is the magnitude of what
    /// cancelled on the way, 1 where nothing did.
    /// </summary>
    public static void Close(double expected, double actual, double condition = 1, string where = "")
    {
        if (!IsClose(expected, actual, condition))
            Assert.Fail($"{where}: expected {expected:R}, got {actual:R}");
    }

    /// <summary>The same as an answer: of a hundred thousand entries none costs a message.</summary>
    public static bool IsClose(double expected, double actual, double condition = 1) =>
        Math.Abs(expected - actual) <= (1e-13 * (condition + Math.Abs(expected))) + double.Epsilon;

    /// <summary>What <see cref="Assert.Equal{T}(T, T)"/> asserts, for many entries: it is asked where they differ, and says how.</summary>
    public static void Same(double expected, double actual)
    {
        if (!expected.Equals(actual))
            Assert.Equal(expected, actual);
    }

    /// <summary>What <see cref="Assert.InRange{T}(T, T, T)"/> asserts, for many entries.</summary>
    public static void Within(double actual, double low, double high)
    {
        if (!(actual >= low && actual <= high))
            Assert.InRange(actual, low, high);
    }

    public static void Close(double[] expected, double[] actual, double condition = 1, string where = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!IsClose(expected[i], actual[i], condition))
                Close(expected[i], actual[i], condition, $"{where}[{i}]");
        }
    }

    /// <summary>Mean and population variance with compensated sums (Neumaier): better than either backend, and independent of both.</summary>
    public static (double Mean, double SumOfSquares) Oracle(double[] values)
    {
        var mean = Sum(values) / values.Length;
        mean += Sum(values.Select(v => v - mean)) / values.Length;
        return (mean, Sum(values.Select(v => (v - mean) * (v - mean))));
    }

    private static double Sum(IEnumerable<double> values)
    {
        double sum = 0, lost = 0;
        foreach (var v in values)
        {
            var next = sum + v;
            lost += Math.Abs(sum) >= Math.Abs(v) ? sum - next + v : v - next + sum;
            sum = next;
        }

        return sum + lost;
    }
}
