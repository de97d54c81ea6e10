using System.Numerics;

namespace Rlar.Grpo.Optimizer;

/// <summary>
/// AdamW (Loshchilov and Hutter, arXiv 1711.05101) over the tensors of a policy: decay apart from the gradient, on all trained tensors, as PyTorch has it. Its
/// state is plain arrays of the weights' own type and a count, which a checkpoint copies. The same input gives the same bits at any number of threads.
/// </summary>
/// <typeparam name="T">float, or double for a policy in float64.</typeparam>
internal sealed class AdamW<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdamWOptions _options;
    private readonly TensorChunks _chunks;
    private readonly T[][] _first;
    private readonly T[][] _second;

    /// <summary>An optimiser that has taken no step.</summary>
    /// <param name="lengths">Numbers in each tensor.</param>
    /// <param name="options">Its constants.</param>
    /// <param name="threads">Threads, at least 1.</param>
    public AdamW(IReadOnlyList<int> lengths, AdamWOptions options, int threads)
    {
        _options = options;
        _chunks = new TensorChunks(lengths, threads);
        _first = [.. lengths.Select(length => new T[length])];
        _second = [.. lengths.Select(length => new T[length])];
    }

    /// <summary>Steps taken. With both moments, all that a checkpoint needs; set it with them.</summary>
    public int Steps
    {
        get;
        set => field = value >= 0 ? value : throw new TrainingException($"An optimiser that took {value} steps is none: the checkpoint is damaged.");
    }

    /// <summary>The means of a tensor's gradients, in place, 0 at first.</summary>
    /// <param name="tensor">Its index.</param>
    public Span<T> FirstMoments(int tensor) => _first[tensor];

    /// <summary>The means of a tensor's squared gradients, in place, 0 at first.</summary>
    /// <param name="tensor">Its index.</param>
    public Span<T> SecondMoments(int tensor) => _second[tensor];

    /// <summary>Takes a step.</summary>
    /// <param name="weights">The weights, in place.</param>
    /// <param name="gradients">Their gradients, finite: <see cref="GradientClip{T}"/> says whether they are.</param>
    /// <param name="learningRate">At least 0.</param>
    /// <param name="gradientScale">What the gradients are multiplied by: 1, or <see cref="GradientNorm.Scale"/>.</param>
    /// <exception cref="TrainingException">A rate or scale that is not finite; nothing was changed then.</exception>
    public void Step(TensorSpan<T> weights, TensorSpan<T> gradients, double learningRate, double gradientScale)
    {
        if (!(learningRate >= 0) || !double.IsFinite(learningRate) || !double.IsFinite(gradientScale))
        {
            throw new TrainingException(
                $"The optimiser was asked for a step with learning rate {learningRate} and gradients times {gradientScale}; both must be finite. "
                + "No weight was changed.");
        }

        Steps++;
        var step = AdamWStep<T>.Of(_options, Steps, learningRate, gradientScale);
        _chunks.ForEach(chunk => AdamWKernel.Run(
            weights(chunk.Tensor).Slice(chunk.Start, chunk.Length),
            gradients(chunk.Tensor).Slice(chunk.Start, chunk.Length),
            _first[chunk.Tensor].AsSpan(chunk.Start, chunk.Length),
            _second[chunk.Tensor].AsSpan(chunk.Start, chunk.Length),
            step));
    }
}
