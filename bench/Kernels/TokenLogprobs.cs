using BenchmarkDotNet.Attributes;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;

namespace Rlar.Bench.Kernels;

/// <summary>Log-softmax, gather, entropy and sum p² of 128 tokens, forward and backward, beside a copy of the logits and the plain loops.</summary>
public class TokenLogprobs : IDisposable
{
    private CpuBackend? _backend;
    private CpuTokenLogprobs? _kernels;
    private LossInput _input = null!;

    /// <summary>Tokens of the vocabulary V.</summary>
    [Params(32_000, 151_936)]
    public int Vocabulary { get; set; }

    /// <summary>Threads of the kernel; the copy and the plain loops have one.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _input = LossInput.Of(128, Vocabulary);
        _backend = new CpuBackend(new CpuOptions { Threads = Threads });
        _kernels = new CpuTokenLogprobs(_backend);
        _input.Forward(_kernels, LogitFormat.F32);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _backend?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void CopyOfLogits() => _input.Logits.AsSpan().CopyTo(_input.Gradients);

    [Benchmark]
    public void ForwardF32() => _input.Forward(_kernels!, LogitFormat.F32);

    [Benchmark]
    public void ForwardF16() => _input.Forward(_kernels!, LogitFormat.F16);

    [Benchmark]
    public void ForwardBF16() => _input.Forward(_kernels!, LogitFormat.BF16);

    [Benchmark]
    public void BackwardF32() => _input.Backward(_kernels!, LogitFormat.F32);

    [Benchmark]
    public void PlainForward() => _input.PlainForward();
}
