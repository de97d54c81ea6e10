using System.Numerics;

namespace Rlar.Grpo.Optimizer;

/// <summary>
/// The norm of the gradients of all tensors together, and the factor that brings it down to a bound (PyTorch clip_grad_norm_). Summed in double, piece by piece
/// in a fixed order: the same bits at any number of threads and on every processor.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class GradientClip<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // PyTorch's own: a norm of 0 is no reason to divide by it.
    private const double Epsilon = 1e-6;

    private readonly TensorChunks _chunks;
    private readonly double? _bound;
    private readonly double[] _sums;
    private readonly int[] _tensors;

    /// <summary>Prepares.</summary>
    /// <param name="lengths">Numbers in each tensor.</param>
    /// <param name="bound">The greatest norm, above 0; null: no clip.</param>
    /// <param name="threads">Threads, at least 1.</param>
    /// <exception cref="TrainingException">A bound that is not above 0.</exception>
    public GradientClip(IReadOnlyList<int> lengths, double? bound, int threads)
    {
        if (bound is not null && !(bound > 0))
            throw new TrainingException($"A gradient clipped at a norm of {bound} is none: the bound is above 0, or there is no clip.");
        _chunks = new TensorChunks(lengths, threads);
        _bound = bound;
        _sums = new double[_chunks.Count];
        _tensors = new int[_chunks.Count];
        _chunks.ForEach(chunk => _tensors[chunk.Index] = chunk.Tensor);
    }

    /// <summary>Measures; changes nothing.</summary>
    /// <param name="gradients">The gradients.</param>
    public GradientNorm Measure(TensorSpan<T> gradients)
    {
        _chunks.ForEach(chunk => _sums[chunk.Index] = SquareSum.Of<T>(gradients(chunk.Tensor).Slice(chunk.Start, chunk.Length)));
        double sum = 0;
        foreach (var part in _sums)
            sum += part;
        var norm = Math.Sqrt(sum);
        if (double.IsFinite(norm))
            return new GradientNorm(norm, _bound is { } bound ? Math.Min(1, bound / (norm + Epsilon)) : 1, -1);
        var bad = Array.FindIndex(_sums, part => !double.IsFinite(part));
        return new GradientNorm(norm, double.NaN, bad < 0 ? -1 : _tensors[bad]);
    }
}
