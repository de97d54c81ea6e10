using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Tests.Advantages;

/// <summary>Every backend against the reference, for every estimator and convention, over all small lengths and some large ones.</summary>
public sealed class AdvantageConformanceTests
{
    private static readonly ReferenceAdvantages s_reference = new();

    public static TheoryData<string> Estimators => [.. Estimator.All.Select(e => e.Name)];

    public static IEnumerable<VectorPath> Paths =>
        new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Scalar }.Where(path => path >= new CpuBackend().Path);

    [Theory]
    [MemberData(nameof(Estimators))]
    public void CpuInDouble_AllLengths_MatchesReference(string name) =>
        Compare<double>(name, absolute: 1e-11, relative: 1e-10, convention => convention);

    [Theory]
    [MemberData(nameof(Estimators))]
    public void CpuInFloat_AllLengths_MatchesReferenceToRounding(string name) =>
        Compare<float>(name, absolute: 2e-5, relative: 2e-6, convention => convention);

    [Theory]
    [MemberData(nameof(Estimators))]
    public void Cpu_AnyPathAndThreadCount_SameBits(string name)
    {
        var estimator = Estimator.All.Single(e => e.Name == name);
        var random = new Random(11);
        foreach (var length in (int[])[1, 7, 8, 64, 333, 4099, 200_003])
        {
            var batch = Batch.Random(random, length, length > 10_000 ? 3000 : 40, masked: length % 2 == 1, ties: false);
            double[]? first = null;
            foreach (var path in Paths)
            {
                foreach (var threads in (int[])[1, 3])
                {
                    using var backend = new CpuBackend(new CpuOptions { Path = path, Threads = threads });
                    var advantages = estimator.Run(new CpuAdvantages<float>(backend), batch, AdvantageConvention.Verl);
                    first ??= advantages;
                    Assert.Equal(first, advantages);
                }
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(3000)]
    public void CpuGrpo_UniformGroups_MatchesReference(int size)
    {
        var random = new Random(size);
        foreach (var groups in (int[])[1, 2, 7, 8, 9, 100, 1000])
        {
            var rewards = new double[groups * size];
            for (var i = 0; i < rewards.Length; i++)
                rewards[i] = (float)random.NextDouble();
            var expected = new double[rewards.Length];
            s_reference.Grpo(new RewardBatch<double>(rewards, GroupLayout.Uniform(groups, size)), AdvantageConvention.Trl, expected);
            foreach (var path in Paths)
            {
                using var backend = new CpuBackend(new CpuOptions { Path = path });
                var actual = new double[rewards.Length];
                new CpuAdvantages<double>(backend).Grpo(new RewardBatch<double>(rewards, GroupLayout.Uniform(groups, size)), AdvantageConvention.Trl, actual);
                Tolerance.AssertClose(expected, actual, 1e-12, 1e-11, $"double {path} {groups}x{size}");

                // In place, and past the caches where it is large.
                var narrow = Array.ConvertAll(rewards, r => (float)r);
                new CpuAdvantages<float>(backend).Grpo(new RewardBatch<float>(narrow, GroupLayout.Uniform(groups, size)), AdvantageConvention.Trl, narrow);
                Tolerance.AssertClose(expected, Array.ConvertAll(narrow, a => (double)a), 1e-6, 1e-6, $"float {path} {groups}x{size}");
            }
        }
    }

    [Fact]
    public void CpuGrpo_WarmCall_AllocatesNothing()
    {
        using var backend = new CpuBackend();
        var kernels = new CpuAdvantages<float>(backend);
        var rewards = new float[1 << 20];
        var advantages = new float[rewards.Length];
        for (var i = 0; i < 3; i++)
            kernels.Grpo(new RewardBatch<float>(rewards, GroupLayout.Uniform(rewards.Length / 8, 8)), AdvantageConvention.Trl, advantages);
        var before = GC.GetAllocatedBytesForCurrentThread();
        kernels.Grpo(new RewardBatch<float>(rewards, GroupLayout.Uniform(rewards.Length / 8, 8)), AdvantageConvention.Trl, advantages);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Compare<T>(string name, double absolute, double relative, Func<AdvantageConvention, AdvantageConvention> adapt)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var estimator = Estimator.All.Single(e => e.Name == name);
        var backends = Paths.Select(path => new CpuBackend(new CpuOptions { Path = path })).ToArray();
        try
        {
            var random = new Random(7);
            foreach (var length in Enumerable.Range(0, 257).Append(5000).Append(70_001))
            {
                var batch = Batch.Random(random, length, length % 3 == 0 ? 4 : 70, masked: length % 4 == 1, ties: length % 5 == 2);
                foreach (var (convention, value) in Estimator.Conventions)
                {
                    // A deviation below float's resolution of the rewards is noise over eps; that is the format's limit, not the kernel's.
                    // The reference is the slow one: it is computed once for all paths.
                    var expected = estimator.Run(s_reference, batch, adapt(value));
                    foreach (var backend in backends)
                    {
                        var actual = estimator.Run(new CpuAdvantages<T>(backend), batch, adapt(value));
                        Tolerance.AssertClose(expected, actual, absolute, relative, $"{name} {convention} {backend.Path} length {length}");
                    }
                }
            }
        }
        finally
        {
            Array.ForEach(backends, backend => backend.Dispose());
        }
    }
}
