using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Filters;

namespace Rlar.Bench.Tokenizers;

/// <summary>The benchmarks whose tokenizer file has been restored.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TokenizeFilterAttribute() : FilterConfigBaseAttribute(new SimpleFilter(benchmark =>
    File.Exists(TokenizerTexts.PathOf((string)benchmark.Parameters[nameof(TokenizeBenchmarks.Model)]))));
