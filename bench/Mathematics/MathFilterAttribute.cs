using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Filters;

namespace Rlar.Bench.Mathematics;

/// <summary>The benchmarks whose set is beside the checkout.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MathFilterAttribute() : FilterConfigBaseAttribute(new SimpleFilter(benchmark =>
    MathCases.Has(benchmark.Descriptor.WorkloadMethod.Name == nameof(MathBenchmarks.Pairs) ? MathCases.Pairs : MathCases.OwnTests)));
