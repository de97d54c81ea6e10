using Rlar.Grpo.Losses;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Rollouts;
using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Training;

/// <summary>One step of the warm-up: the likelihood of rows' references, the mean over all their tokens.</summary>
internal sealed class SftStep
{
    private const ulong OrderStream = 4;
    private readonly ITrainablePolicy _policy;
    private readonly IPolicyText _text;
    private readonly PromptTokens _prompts;
    private readonly WeightUpdate _update;
    private readonly IPolicyLossKernels<float> _kernels;
    private readonly SftOptions _options;
    private readonly TimeProvider _clock;
    private readonly int[] _rows;
    private readonly PromptSource _order;

    /// <summary>Prepares.</summary>
    /// <param name="policy">What is trained.</param>
    /// <param name="text">What encodes references.</param>
    /// <param name="prompts">The rows, some with references.</param>
    /// <param name="update">What changes the weights.</param>
    /// <param name="kernels">What computes losses, on the policy's own threads.</param>
    /// <param name="options">How much at a time.</param>
    /// <param name="clock">Measures.</param>
    /// <exception cref="TrainingException">No row has a reference.</exception>
    internal SftStep(
        ITrainablePolicy policy, IPolicyText text, PromptTokens prompts, WeightUpdate update, IPolicyLossKernels<float> kernels, SftOptions options,
        TimeProvider clock)
    {
        (_policy, _text, _prompts, _update, _kernels, _options, _clock) = (policy, text, prompts, update, kernels, options, clock);
        _rows = [.. Enumerable.Range(0, prompts.Rows.Count).Where(row => prompts.Rows[row].References.Count > 0)];
        if (_rows.Length == 0)
            throw new TrainingException("sft.steps: no row has a reference to learn from. Give rows references, or leave the warm-up out.");
        _order = new PromptSource(_rows.Length, DrawSeeds.Of(options.Seed, OrderStream));
    }

    /// <summary>Does a step.</summary>
    internal StepOutcome Run(StepPlace at, LoopState state, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        // Which rows, is a function of the step: the order of GRPO's prompts does not move.
        var position = (long)(at.OfPhase - 1) * _options.Batch;
        var draws = _order.Next(ref position, _options.Batch, _ => false);
        TrainingRow[] rows = [.. draws.Select(RowOf)];
        var minibatch = new MinibatchLoss<float>(
            LossNames.Supervised, MinibatchRows<float>.Supervised([.. rows.Select(row => row.CompletionLength)]), _kernels);
        _policy.ClearGradients();
        _policy.Accumulate(rows, minibatch.Slopes, cancellationToken);
        var loss = minibatch.Result().Loss;
        if (!double.IsFinite(loss.Loss))
            throw new TrainingException($"step {at.Step}: the loss is not finite; rows {WeightUpdate.Listed(draws.Select(IdOf))}. Look at these rows, "
                + "or lower sft.lr.");
        var norm = _update.Apply(at.Step, draws.Select(IdOf), _options.LearningRate);
        var time = _clock.GetElapsedTime(started);
        return new StepOutcome(
            state with { Step = at.Step },
            new StepMetrics
            {
                Step = at.Step,
                Phase = "sft",
                Loss = loss.Loss,
                Length = rows.Average(row => (double)row.CompletionLength),
                Entropy = loss.MeanEntropy,
                GradientNorm = norm,
                LearningRate = _options.LearningRate,
                UpdateTokensPerSecond = time > TimeSpan.Zero ? rows.Sum(row => (long)row.Tokens.Length) / time.TotalSeconds : 0,
                UpdateSeconds = time.TotalSeconds,
                Seconds = time.TotalSeconds,
            },
            []);
    }

    private TrainingRow RowOf(PromptDraw draw)
    {
        var row = _rows[draw.Row];
        var references = _prompts.Rows[row].References;
        var prompt = _prompts[row];
        // Of several references each pass takes another.
        return new TrainingRow([.. prompt, .. _text.EncodeCompletion(references[(int)(draw.Position / _rows.Length % references.Count)])], prompt.Length);
    }

    private string IdOf(PromptDraw draw) => _prompts.Rows[_rows[draw.Row]].Id;
}
