using Rlar.Kernels;
using Rlar.Kernels.Losses;
using Rlar.Kernels.Reference;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>The loss of a case by the reference kernels, a sequence at a time: with the sequences' weights fixed, the loss is their sum.</summary>
internal sealed class CaseLoss
{
    private readonly CheckCase _case;
    private readonly PolicyLossOptions _options;
    private readonly double[] _weights;
    private readonly ReferencePolicyLosses _kernels = new();

    /// <summary>Weighs the sequences.</summary>
    /// <exception cref="TrainingException">The loss is not known, or lacks what it needs.</exception>
    internal CaseLoss(CheckCase given)
    {
        _case = given;
        var loss = given.Loss;
        var (objective, aggregation) = Named(loss);
        if (loss.Beta != 0 && given.Sequences.Any(sequence => sequence.ReferenceLogprobs is null && sequence.Row.CompletionLength > 0))
            throw new TrainingException("loss.beta is not 0, so each sequence needs ref_logps");
        _options = new PolicyLossOptions
        {
            Objective = objective,
            RatioLevel = loss.Type == "gspo" ? RatioLevel.Sequence : RatioLevel.Token,
            Kl = loss.Beta == 0 ? null : new KlPenalty { Coefficient = loss.Beta },
        };
        int[] offsets = [0, .. given.Sequences.Select(sequence => sequence.Row.CompletionLength)];
        for (var row = 1; row < offsets.Length; row++)
            offsets[row] += offsets[row - 1];
        _weights = new double[given.Sequences.Count];
        bool[] mask = [.. given.Sequences.SelectMany(sequence => sequence.Mask)];
        aggregation.Weigh(GroupLayout.Ragged(offsets), mask, GroupLayout.Ragged([0]), _weights);
    }

    /// <summary>A sequence's part of the loss.</summary>
    /// <param name="row">Which.</param>
    /// <param name="logprobs">[N] its log-probabilities.</param>
    /// <param name="slopes">[N] destination of d loss / d logprob.</param>
    internal double Of(int row, ReadOnlySpan<double> logprobs, Span<double> slopes)
    {
        var sequence = _case.Sequences[row];
        var advantages = new double[logprobs.Length];
        Array.Fill(advantages, _case.Loss.Type == "sft" ? 1 : sequence.Advantage);
        var old = _case.Loss.Type == "sft" ? null : sequence.OldLogprobs;
        var batch = new PolicyLossBatch<double>(GroupLayout.Uniform(1, logprobs.Length), sequence.Mask, _weights.AsSpan(row, 1), logprobs, old, advantages)
        {
            ReferenceLogprobs = _options.Kl is null ? [] : sequence.ReferenceLogprobs,
        };
        return _kernels.ForwardBackward(batch, _options, new PolicyLossGradients<double>(slopes)).Loss;
    }

    private static (PolicyObjective Objective, LossAggregation Aggregation) Named(CheckLoss loss)
    {
        var clipped = new ClippedObjective { Low = loss.Low, High = loss.High };
        return loss.Type switch
        {
            "grpo" or "gspo" => (clipped, LossAggregation.Grpo),
            "bnpo" or "dapo" => (clipped, LossAggregation.Dapo),
            "dr_grpo" when loss.MaxLength >= 1 => (clipped, LossAggregation.DrGrpo(loss.MaxLength)),
            "dr_grpo" => throw new TrainingException("loss.max_length: dr_grpo needs a length of at least 1"),
            "cispo" => (new CispoObjective { Cap = 1 + loss.High }, LossAggregation.Dapo),
            "sft" => (new PolicyGradientObjective(), LossAggregation.Dapo),
            _ => throw new TrainingException($"loss.type is '{loss.Type}'; grpo, bnpo, dapo, dr_grpo, gspo, cispo and sft are known"),
        };
    }
}
