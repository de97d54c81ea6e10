using Rlar.Grpo.Losses;
using Rlar.Grpo.Optimizer;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Rollouts;
using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Training;

/// <summary>
/// From what a step's completions teach to new weights. Ratios are against the log-probabilities of the sampler where these are the trainer's own, else against
/// those that the trainer computes before the first optimiser step; what lies between sampler and trainer is measured each step, and corrected where the loss
/// says so.
/// </summary>
/// <param name="policy">What is trained.</param>
/// <param name="weights">What changes its weights.</param>
/// <param name="kernels">What computes losses, on the policy's own threads.</param>
/// <param name="loss">The loss on completions that these weights drew.</param>
/// <param name="rate">The learning rate by step.</param>
/// <param name="options">How often, and in what parts.</param>
internal sealed class UpdatePhase(
    ITrainablePolicy policy, WeightUpdate weights, IPolicyLossKernels<float> kernels, LossOptions loss, LearningRateSchedule rate, UpdateOptions options)
{
    private const ulong ChoiceStream = 5;

    /// <summary>Learns.</summary>
    /// <param name="rows">What there is to learn, group after group; at least one.</param>
    /// <param name="at">What the update belongs to.</param>
    /// <param name="cancellationToken">Ends the work as long as no weight has changed.</param>
    /// <exception cref="TrainingException">A number is not finite; the message names step and rows.</exception>
    internal UpdateMeasures Run(IReadOnlyList<LearningRow> rows, UpdatePlace at, CancellationToken cancellationToken)
    {
        var sum = new UpdateSum(rate.At(at.OfPhase));
        var isExact = options.IsExact && at.Staleness == 0;
        var prepared = Named(rows, at, () => Prepare(rows, at, isExact, cancellationToken));
        if (prepared.Mismatch is { } known)
            sum.Mismatch = known;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            foreach (var (start, end) in Minibatches(rows))
            {
                var part = prepared.Slice(start, end);
                Named(part.Rows, at, () => Learn(part, isExact ? loss : options.InexactLoss, at, sum, cancellationToken));
            }
        }

        return sum.Measures;
    }

    /// <summary>Measures a step in which nothing teaches: the weights stay.</summary>
    /// <param name="rows">Its completions, at least one.</param>
    /// <param name="at">What the step is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal UpdateMeasures Look(IReadOnlyList<LearningRow> rows, UpdatePlace at, CancellationToken cancellationToken) => Named(rows, at, () =>
    {
        var prepared = Prepare(rows, at, isExact: true, cancellationToken);
        float[] current = new float[prepared.Tokens], entropies = new float[prepared.Tokens];
        policy.Logprobs(prepared.Sequences, PolicySide.Current, current, entropies, cancellationToken);
        return new UpdateMeasures
        {
            Kl = prepared.Reference.Length > 0 ? RolloutMismatch.Of(current, prepared.Reference).K3 : null,
            Entropy = entropies.Average(entropy => (double)entropy),
            Mismatch = RolloutMismatch.Of(prepared.Sampler, current),
            LearningRate = rate.At(at.OfPhase),
        };
    });

    private PreparedRows Prepare(IReadOnlyList<LearningRow> rows, UpdatePlace at, bool isExact, CancellationToken cancellationToken)
    {
        var prepared = PreparedRows.Of(rows);
        if (loss.NeedsReference || (policy.HasReference && options.KlEvery > 0 && (at.OfPhase - 1) % options.KlEvery == 0))
            policy.Logprobs(prepared.Sequences, PolicySide.Reference, prepared.Reference = new float[prepared.Tokens], default, cancellationToken);
        if (isExact)
            return prepared;
        prepared.Old = new float[prepared.Tokens];
        policy.Logprobs(prepared.Sequences, PolicySide.Current, prepared.Old, default, cancellationToken);
        prepared.Mismatch = RolloutMismatch.Of(prepared.Sampler, prepared.Old);
        return prepared;
    }

    private void Learn(PreparedRows part, LossOptions its, UpdatePlace at, UpdateSum sum, CancellationToken cancellationToken)
    {
        // A step that has changed the weights is done to its end.
        var token = weights.HasChangedWeights ? CancellationToken.None : cancellationToken;
        var minibatch = new MinibatchLoss<float>(its, part.ToMinibatch(its.NeedsSampler), kernels);
        if (minibatch.NeedsLogprobsFirst)
        {
            float[] logprobs = new float[part.Tokens], entropies = new float[part.Tokens];
            policy.Logprobs(part.Sequences, PolicySide.Current, logprobs, entropies, token);
            minibatch.Look(logprobs, entropies, new Random((int)DrawSeeds.Of(options.Seed, ChoiceStream, (ulong)at.Step, (ulong)sum.Updates)).Shuffle);
        }

        var current = sum.Mismatch is null ? new float[part.Tokens] : null;
        policy.ClearGradients();
        policy.Accumulate(
            part.Sequences,
            (first, count, logprobs, entropies, logprobSlopes, entropySlopes) =>
            {
                if (current is not null)
                    logprobs.CopyTo(current.AsSpan(part.Offsets[first], logprobs.Length));
                minibatch.Slopes(first, count, logprobs, entropies, logprobSlopes, entropySlopes);
            },
            token);
        if (current is not null)
            sum.Mismatch = RolloutMismatch.Of(part.Sampler, current);
        var result = minibatch.Result();
        if (!double.IsFinite(result.Loss.Loss))
            throw new TrainingException("the loss is not finite. Lower optimizer.lr, or look at these rows.");
        var norm = weights.Apply(at.Step, part.Rows.Select(row => at.RowId(row.Place)), sum.LearningRate);
        sum.Add(result, norm, part.Sequences.Sum(row => (long)row.Tokens.Length));
    }

    // Minibatches are whole groups: a group's completions are compared with each other.
    private IEnumerable<(int Start, int End)> Minibatches(IReadOnlyList<LearningRow> rows)
    {
        var start = 0;
        var groups = 1;
        for (var r = 1; r < rows.Count; r++)
        {
            if (rows[r].Place == rows[r - 1].Place)
                continue;
            if (options.Minibatch > 0 && groups == options.Minibatch)
            {
                yield return (start, r);
                (start, groups) = (r, 0);
            }

            groups++;
        }

        yield return (start, rows.Count);
    }

    private static void Named(IReadOnlyList<LearningRow> rows, UpdatePlace at, Action work) => Named(rows, at, () =>
    {
        work();
        return 0;
    });

    private static T Named<T>(IReadOnlyList<LearningRow> rows, UpdatePlace at, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is AggregateException or TrainingException && !error.Message.StartsWith("step ", StringComparison.Ordinal))
        {
            var first = (error as AggregateException)?.Flatten().InnerExceptions.FirstOrDefault() ?? error;
            if (first is OperationCanceledException or not RlarException)
                throw;
            throw new TrainingException($"step {at.Step}: {first.Message} Rows {WeightUpdate.Listed(rows.Select(row => at.RowId(row.Place)))}.", error);
        }
    }
}
