using System.Numerics;
using Rlar.Kernels;
using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Losses;

/// <summary>
/// The loss of an optimiser step over all of its completions, as a function of the log-probabilities that a policy computes a few rows at a time. The weight of
/// every row in the loss is known before the first of them; results are kept by row and added in the rows' order, so that the bits depend neither on how rows
/// come nor on how many lanes bring them.
/// </summary>
/// <typeparam name="T">float, or double for a policy in float64.</typeparam>
internal sealed partial class MinibatchLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LossOptions _options;
    private readonly IPolicyLossKernels<T> _kernels;
    private readonly MinibatchRows<T> _rows;
    private readonly int[] _offsets;
    private readonly double[] _sequenceWeights;
    private readonly double[] _entropyWeights;
    private readonly PolicyLossResult[] _results;
    private readonly double[] _referenceKls;
    private readonly bool[] _isDone;

    /// <summary>Checks the rows and weighs them.</summary>
    /// <param name="options">The loss.</param>
    /// <param name="rows">The completions.</param>
    /// <param name="kernels">What computes a row; it is called from several threads at once, and so must not use threads of its own.</param>
    /// <exception cref="TrainingException">Arrays that do not fit together, or that the loss needs and the rows lack.</exception>
    public MinibatchLoss(LossOptions options, MinibatchRows<T> rows, IPolicyLossKernels<T> kernels)
    {
        (_options, _rows, _kernels) = (options, rows, kernels);
        _offsets = new int[rows.Lengths.Count + 1];
        for (var row = 0; row < rows.Lengths.Count; row++)
            _offsets[row + 1] = _offsets[row] + rows.Lengths[row];
        Check();
        var sequences = GroupLayout.Ragged(_offsets);
        _sequenceWeights = new double[rows.Lengths.Count];
        options.Aggregation.Weigh(sequences, rows.Mask, default, _sequenceWeights);
        _entropyWeights = _sequenceWeights;
        if (options.EntropyAggregation is { } aggregation)
        {
            _entropyWeights = new double[rows.Lengths.Count];
            aggregation.Weigh(sequences, rows.Mask, default, _entropyWeights);
        }

        _results = new PolicyLossResult[rows.Lengths.Count];
        _referenceKls = new double[rows.Lengths.Count];
        _isDone = new bool[rows.Lengths.Count];
        _weights = NeedsWeights ? new T[Tokens] : [];
    }

    /// <summary>N, the tokens of all rows, masked ones included.</summary>
    public int Tokens => _offsets[^1];

    /// <summary>Whether <see cref="Look"/> must see the current log-probabilities before the first slope is asked for.</summary>
    public bool NeedsLogprobsFirst => _options.NeedsLogprobsFirst;

    /// <summary>
    /// The slopes of whole rows: what ITrainablePolicy.Accumulate is given. Several threads may ask at once, each for rows of its own.
    /// </summary>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="logprobs">[n] current log-probabilities of their tokens.</param>
    /// <param name="entropies">[n] entropies in nats; or empty, where the loss has no use for them.</param>
    /// <param name="logprobSlopes">[n] destination of d loss / d logprob, 0 where masked.</param>
    /// <param name="entropySlopes">[n] destination of d loss / d entropy, 0 where masked.</param>
    /// <exception cref="TrainingException">A number that counts and is not finite.</exception>
    /// <exception cref="InvalidOperationException">The minibatch has to be looked at first.</exception>
    public void Slopes(
        int firstRow, int rowCount, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> entropies, Span<T> logprobSlopes, Span<T> entropySlopes)
    {
        if (NeedsLogprobsFirst && !_hasLooked)
            throw new InvalidOperationException("This loss chooses tokens over the whole minibatch: Look comes before the first slope.");
        var start = _offsets[firstRow];
        for (var row = firstRow; row < firstRow + rowCount; row++)
        {
            var (at, length) = (_offsets[row] - start, _rows.Lengths[row]);
            var own = entropies.IsEmpty ? entropies : entropies.Slice(at, length);
            if (length > 0)
                SlopesOfRow(row, logprobs.Slice(at, length), own, logprobSlopes.Slice(at, length), entropySlopes.Slice(at, length));
            _isDone[row] = true;
        }
    }

    /// <summary>The loss and what is worth watching, once every row has been asked for.</summary>
    /// <exception cref="InvalidOperationException">A row is missing.</exception>
    public MinibatchResult Result()
    {
        var missing = Array.IndexOf(_isDone, value: false);
        if (missing >= 0)
            throw new InvalidOperationException($"Row {missing} of the minibatch has not been asked for: there is no loss of part of it.");
        var loss = LossSum.Of(_results);
        return new MinibatchResult(loss, _rows.ReferenceLogprobs.Length == 0 ? null : _referenceKls.Sum() / Math.Max(1, loss.Tokens));
    }

    private void SlopesOfRow(int row, ReadOnlySpan<T> logprobs, ReadOnlySpan<T> entropies, Span<T> logprobSlopes, Span<T> entropySlopes)
    {
        try
        {
            var batch = new PolicyLossBatch<T>(
                GroupLayout.Uniform(1, logprobs.Length), Of(_rows.Mask, row), _sequenceWeights.AsSpan(row, 1), logprobs, Of(_rows.OldLogprobs, row),
                Of(_rows.Advantages, row))
            {
                ReferenceLogprobs = Of(_rows.ReferenceLogprobs, row),
                Entropies = entropies,
                EntropyWeights = _entropyWeights.AsSpan(row, 1),
                Weights = Weigh(row, logprobs),
                Selected = Of(_selected, row),
            };
            _results[row] = _kernels.ForwardBackward(batch, _options.Policy, new PolicyLossGradients<T>(logprobSlopes, entropySlopes));
            _referenceKls[row] = ReferenceKl(row, logprobs);
        }
        catch (KernelException error)
        {
            throw new TrainingException($"Row {row} of the minibatch has no loss: {error.Message}", error);
        }
    }

    private double ReferenceKl(int row, ReadOnlySpan<T> logprobs)
    {
        var references = Of(_rows.ReferenceLogprobs, row);
        var mask = Of(_rows.Mask, row);
        double sum = 0;
        for (var t = 0; t < references.Length; t++)
        {
            if (!mask.IsEmpty && !mask[t])
                continue;
            var difference = double.CreateTruncating(references[t]) - double.CreateTruncating(logprobs[t]);
            sum += Math.Max(0, Math.Exp(difference) - 1 - difference);
        }

        return sum;
    }

    /// <summary>A row's part of an array, or nothing of nothing.</summary>
    private ReadOnlySpan<TItem> Of<TItem>(TItem[] values, int row) =>
        values.Length == 0 ? default : values.AsSpan(_offsets[row], _rows.Lengths[row]);

    private void Check()
    {
        Fits(nameof(_rows.Advantages), _rows.Advantages.Length, isNeeded: true);
        Fits(nameof(_rows.Mask), _rows.Mask.Length, isNeeded: false);
        Fits(nameof(_rows.OldLogprobs), _rows.OldLogprobs.Length, isNeeded: false);
        Fits(nameof(_rows.Weights), _rows.Weights.Length, isNeeded: false);
        Fits(nameof(_rows.ReferenceLogprobs), _rows.ReferenceLogprobs.Length, _options.NeedsReference);
        Fits(nameof(_rows.SamplerLogprobs), _rows.SamplerLogprobs.Length, _options.NeedsSampler);
    }

    private void Fits(string name, int length, bool isNeeded)
    {
        if (length != Tokens && (isNeeded || length != 0))
        {
            throw new TrainingException(
                $"A minibatch of {Tokens} completion tokens has {length} {name}; the loss needs one for each{(isNeeded ? "" : ", or none")}.");
        }
    }
}
