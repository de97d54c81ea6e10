using Rlar.Grpo.Optimizer;
using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Training;

/// <summary>From the gradients of a policy to its next weights: clip, check, AdamW. The one place where weights change.</summary>
internal sealed class WeightUpdate
{
    private readonly ITrainablePolicy _policy;
    private readonly GradientClip<float> _clip;

    /// <summary>Prepares.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="options">The optimiser's constants.</param>
    /// <param name="bound">The greatest norm of a gradient, or null: no clip.</param>
    internal WeightUpdate(ITrainablePolicy policy, AdamWOptions options, double? bound)
    {
        _policy = policy;
        int[] lengths = [.. policy.Tensors.Select(tensor => tensor.Length)];
        // Their number changes no bit.
        Optimizer = new AdamW<float>(lengths, options, Environment.ProcessorCount);
        _clip = new GradientClip<float>(lengths, bound, Environment.ProcessorCount);
    }

    /// <summary>The moments.</summary>
    internal AdamW<float> Optimizer { get; }

    /// <summary>Whether weights have changed since <see cref="Begin"/>: a step that has is done to its end.</summary>
    internal bool HasChangedWeights { get; private set; }

    /// <summary>The weights are those of the state between two steps: the last step is recorded, the next may begin.</summary>
    internal void Begin() => HasChangedWeights = false;

    /// <summary>Forgets the moments: another objective begins.</summary>
    internal void Forget()
    {
        for (var t = 0; t < _policy.Tensors.Count; t++)
        {
            Optimizer.FirstMoments(t).Clear();
            Optimizer.SecondMoments(t).Clear();
        }

        Optimizer.Steps = 0;
    }

    /// <summary>Takes a step along the policy's gradients.</summary>
    /// <param name="step">The step of the run, for messages.</param>
    /// <param name="rows">The ids of the rows that the gradients are of, for messages.</param>
    /// <param name="learningRate">The rate.</param>
    /// <returns>The norm of the gradients before clipping.</returns>
    /// <exception cref="TrainingException">A gradient is not finite; no weight was changed.</exception>
    internal double Apply(int step, IEnumerable<string> rows, double learningRate)
    {
        var norm = _clip.Measure(_policy.Gradient);
        if (!norm.IsFinite)
            throw new TrainingException(
                $"step {step}: the gradient of {(norm.BadTensor < 0 ? "the weights" : _policy.Tensors[norm.BadTensor].Name)} is not finite; "
                + $"rows {Listed(rows)}. Lower optimizer.lr or optimizer.clip, or look at these rows.");
        HasChangedWeights = true;
        Optimizer.Step(_policy.Weights, _policy.Gradient, learningRate, norm.Scale);
        return norm.Value;
    }

    /// <summary>Some names, for a message.</summary>
    internal static string Listed(IEnumerable<string> rows)
    {
        string[] all = [.. rows.Distinct(StringComparer.Ordinal)];
        return string.Join(", ", all.Take(8)) + (all.Length > 8 ? $" and {all.Length - 8} more" : "");
    }
}
