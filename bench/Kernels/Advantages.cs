using BenchmarkDotNet.Attributes;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;

namespace Rlar.Bench.Kernels;

/// <summary>Group advantages (GRPO: n - 1, eps 1e-4) of float rewards of 0 and 1, beside a copy of the same array.</summary>
[AdvantagesFilter]
public class Advantages : IDisposable
{
    private CpuBackend? _backend;
    private CpuAdvantages<float>? _kernels;
    private AdvantageInput _input = null!;

    /// <summary>Number of rewards N.</summary>
    [Params(10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)]
    public int Rewards { get; set; }

    /// <summary>Completions a group; 0: ragged, 1 to 15.</summary>
    [Params(4, 8, 16, 64, 0)]
    public int Group { get; set; }

    /// <summary>Forced vector path.</summary>
    [Params(VectorPath.Vector512, VectorPath.Vector256, VectorPath.Scalar)]
    public VectorPath Path { get; set; }

    /// <summary>Threads of the kernel and of the copy by threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _input = AdvantageInput.Of(Rewards, Group);
        _backend = new CpuBackend(new CpuOptions { Path = Path, Threads = Threads });
        _kernels = new CpuAdvantages<float>(_backend);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _backend?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One thread copies the rewards, as numpy.copyto does.</summary>
    [Benchmark(Baseline = true)]
    public void Copy() => _input.Rewards.AsSpan().CopyTo(_input.Advantages);

    /// <summary>Two threads copy half of the rewards each: what the memory gives at best.</summary>
    [Benchmark]
    public void CopyOnTwoThreads() => _input.CopyOnTwoThreads();

    [Benchmark]
    public void Grpo() => _kernels!.Grpo(_input.Batch, AdvantageConvention.Trl, _input.Advantages);
}
