namespace Rlar.Kernels.Cpu;

public sealed partial class CpuShaping
{
    /// <inheritdoc/>
    /// <remarks>The time is tanh's: scalar.</remarks>
    public void Tanh(ReadOnlySpan<double> rewards, ReadOnlySpan<bool> scored, double slope, Span<double> squashed) =>
        _scalar.Tanh(rewards, scored, slope, squashed);
}
