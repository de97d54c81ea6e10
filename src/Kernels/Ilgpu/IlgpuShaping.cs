using Rlar.Kernels.Cpu;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;

namespace Rlar.Kernels.Ilgpu;

/// <summary>
/// <see cref="IShapingKernels"/> as ILGPU kernels, in double throughout, with exp, log, tanh and cos of our own: to a unit or two in the last place those
/// of the reference.
/// </summary>
/// <param name="backend">The device.</param>
public sealed partial class IlgpuShaping(IlgpuBackend backend) : IShapingKernels
{
    private readonly CpuShaping _host = new();

    /// <inheritdoc/>
    public void Clip(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, ClipBounds bounds, Span<double> clipped)
    {
        Check(nameof(rewards), rewards, scored, clipped);
        Run(EntryBodies.Map, EntryNumbers.Unchanged with { Low = bounds.Low, High = bounds.High }, rewards, scored, clipped);
    }

    /// <inheritdoc/>
    public void Tanh(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double slope, Span<double> squashed)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, squashed);
        _ = KernelChecks.Positive(slope, nameof(slope));
        KernelChecks.Values(nameof(rewards), rewards, scored);
        Run(EntryBodies.Tanh, new EntryNumbers { Top = slope }, rewards, scored, squashed);
    }

    /// <inheritdoc/>
    public void Scale(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, LinearScale scale, Span<double> scaled)
    {
        Check(nameof(rewards), rewards, scored, scaled);
        var numbers = new EntryNumbers { Low = scale.SourceMin, High = scale.SourceMax, Bottom = scale.TargetMin, Top = scale.TargetMax };
        Run(EntryBodies.Stretch, numbers, rewards, scored, scaled);
    }

    /// <inheritdoc/>
    public void ProcessClip(ReadOnlySpan<double> stepRewards, ReadOnlySpan<bool> scored, double eta, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(stepRewards), stepRewards, scored, shaped);
        _ = KernelChecks.Bounded(eta, nameof(eta));
        KernelChecks.Values(nameof(stepRewards), stepRewards, scored);

        // min(r - eta, 0) = min(r, eta) - eta.
        var numbers = EntryNumbers.Unchanged with { High = eta, Subtrahend = eta };
        Run(EntryBodies.Map, numbers, stepRewards, scored, shaped);
    }

    /// <inheritdoc/>
    public void StopProperly(
        ReadOnlySpan<double> rewards, ReadOnlySpan<bool> truncated, ReadOnlySpan<bool> scored, double coefficient, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Length(nameof(truncated), truncated.Length, rewards.Length);
        _ = KernelChecks.Between(coefficient, 0, 1, nameof(coefficient));
        KernelChecks.Values(nameof(rewards), rewards, scored);
        Run(EntryBodies.Shorten, new EntryNumbers { Top = coefficient }, rewards, scored, shaped, truncated);
    }

    /// <inheritdoc/>
    public void Overlong(
        ReadOnlySpan<double> rewards, ReadOnlySpan<int> lengths, ReadOnlySpan<bool> scored, OverlongOptions options, Span<double> shaped)
    {
        KernelChecks.Shapes(nameof(rewards), rewards, scored, shaped);
        KernelChecks.Lengths(lengths, rewards.Length);
        KernelChecks.Values(nameof(rewards), rewards, scored);
        var numbers = new EntryNumbers
        {
            Subtrahend = options.MaxLength - options.BufferLength,
            Divisor = options.BufferLength,
            High = options.FloorAtMaxLength ? 1 : double.PositiveInfinity,
            Top = options.Penalty,
        };
        Run(EntryBodies.Overlong, numbers, rewards, scored, shaped, lengths: lengths);
    }

    /// <inheritdoc/>
    public void CosineLength(
        ReadOnlySpan<int> lengths, ReadOnlySpan<bool> correct, ReadOnlySpan<bool> scored, CosineLengthOptions options, Span<double> rewards)
    {
        KernelChecks.Lengths(lengths, rewards.Length);
        KernelChecks.Length(nameof(correct), correct.Length, rewards.Length);
        KernelChecks.Mask(scored, rewards.Length);
        var numbers = new EntryNumbers
        {
            Low = options.MinWrong,
            High = options.MaxWrong,
            Bottom = options.MaxCorrect,
            Top = options.MinCorrect,
            Divisor = options.MaxLength,
        };
        Run(EntryBodies.Cosine, numbers, [], scored, rewards, correct, lengths);
    }

    /// <inheritdoc/>
    /// <remarks>Naming and counting n-grams is sorting integers, completion by completion, which the host does where they are.</remarks>
    public void Repetition(ReadOnlySpan<int> tokens, GroupLayout completions, RepetitionOptions options, Span<double> penalties) =>
        _host.Repetition(tokens, completions, options, penalties);

    private static void Check(string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, Span<double> destination)
    {
        KernelChecks.Shapes(name, values, scored, destination);
        KernelChecks.Values(name, values, scored);
    }

    private void Run(
        Action<EntryJob> body, in EntryNumbers numbers, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, Span<double> destination,
        ReadOnlySpan<bool> flags = default, ReadOnlySpan<int> lengths = default)
    {
        lock (backend.Gate)
        {
            using var device = new DeviceEntries(backend, destination.Length, values, scored, flags, lengths);
            var job = device.Job with { Numbers = numbers };
            backend.Launch(body, job.Length, 1, job);
            backend.Download(job.Results, destination);
        }
    }
}
