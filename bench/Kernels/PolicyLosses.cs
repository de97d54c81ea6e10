using BenchmarkDotNet.Attributes;
using Rlar.Kernels;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;

namespace Rlar.Bench.Kernels;

/// <summary>Losses and gradients of a million tokens in 1,024 sequences, beside a copy of what they read.</summary>
public class PolicyLosses : IDisposable
{
    private const int Sequences = 1024;
    private const int Length = 1024;

    private CpuBackend? _backend;
    private CpuPolicyLosses<float>? _kernels;
    private (float[] Logprobs, float[] Old, float[] Reference, float[] Advantages, float[] Gradients, double[] Weights) _input;
    private float[] _copy = [];

    /// <summary>Threads of the kernel; the copy has one.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _input = LossInput.Batch(Sequences, Length);
        _copy = new float[Sequences * Length];
        _backend = new CpuBackend(new CpuOptions { Threads = Threads });
        _kernels = new CpuPolicyLosses<float>(_backend);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _backend?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Four columns, each copied once.</summary>
    [Benchmark(Baseline = true)]
    public void CopyOfSources()
    {
        _input.Logprobs.AsSpan().CopyTo(_copy);
        _input.Old.AsSpan().CopyTo(_copy);
        _input.Reference.AsSpan().CopyTo(_copy);
        _input.Advantages.AsSpan().CopyTo(_copy);
    }

    [Benchmark]
    public double Grpo() => Run(new PolicyLossOptions { Kl = new KlPenalty() });

    [Benchmark]
    public double Dapo() => Run(new PolicyLossOptions { Objective = new ClippedObjective { High = 0.28 } });

    [Benchmark]
    public double Gspo() => Run(new PolicyLossOptions { RatioLevel = RatioLevel.Sequence });

    [Benchmark]
    public double Sapo() => Run(new PolicyLossOptions { Objective = new SapoObjective() });

    [Benchmark]
    public double GeometricMean() => Run(new PolicyLossOptions { Objective = new GeometricMeanObjective() });

    private double Run(PolicyLossOptions options)
    {
        var batch = new PolicyLossBatch<float>(
            GroupLayout.Uniform(Sequences, Length), default, _input.Weights, _input.Logprobs, _input.Old, _input.Advantages)
        {
            ReferenceLogprobs = _input.Reference,
        };
        return _kernels!.ForwardBackward(batch, options, new PolicyLossGradients<float>(_input.Gradients)).Loss;
    }
}
