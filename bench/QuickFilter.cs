using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;

namespace Rlar.Bench;

/// <summary>With --quick: of each benchmark the cases of at most 1e7 rewards, on AVX-512 and two threads, and the copies beside them.</summary>
internal sealed class QuickFilter : IFilter
{
    public bool Predicate(BenchmarkCase benchmarkCase)
    {
        var parameters = benchmarkCase.Parameters;
        if (parameters["Path"] is null)
            return true;
        var isCopy = benchmarkCase.Descriptor.WorkloadMethod.Name == ShareOfCopyColumn.CopyMethod;
        return Is("Path", "Vector512") && (isCopy || Is("Threads", "2")) && !Is("Rewards", "100000000", otherwise: false);

        bool Is(string name, string value, bool otherwise = true) =>
            parameters[name] is { } actual ? actual.ToString() == value : otherwise;
    }
}
