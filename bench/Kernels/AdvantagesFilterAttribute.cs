using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;
using Rlar.Kernels.Cpu;

namespace Rlar.Bench.Kernels;

/// <summary>
/// The cases that tell something, so that a run takes minutes: AVX-512 at every size, the other paths where a batch fits the caches and
/// where it does not, 1e8 on two threads, the copies once for each size and group. Paths that this processor lacks are left out.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AdvantagesFilterAttribute() : FilterConfigBaseAttribute(new BenchmarkDotNet.Filters.SimpleFilter(IsWorthwhile))
{
    private static readonly VectorPath s_widest = Widest();

    private static VectorPath Widest()
    {
        using var backend = new CpuBackend();
        return backend.Path;
    }

    private static bool IsWorthwhile(BenchmarkCase benchmark)
    {
        var parameters = benchmark.Parameters;
        var rewards = (int)parameters["Rewards"];
        var group = (int)parameters["Group"];
        var path = (VectorPath)parameters["Path"];
        var threads = (int)parameters["Threads"];
        return path >= s_widest && benchmark.Descriptor.WorkloadMethod.Name switch
        {
            "Copy" => path == s_widest && threads == 1,
            "CopyOnTwoThreads" => path == s_widest && threads == 2 && group == 8,
            _ when path == s_widest => rewards <= 10_000_000 || threads == 2,
            _ => rewards is 100_000 or 10_000_000,
        };
    }
}
