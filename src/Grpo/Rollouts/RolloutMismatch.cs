namespace Rlar.Grpo.Rollouts;

/// <summary>
/// How far the log-probabilities that completions were drawn with are from those that the trainer computes for the same tokens under the same weights. Exact
/// engines are apart by the rounding of 32 bits; others, and stale rollouts, need an importance correction.
/// </summary>
/// <param name="Mean">Mean of |trainer - sampler| per token in nats; 0 for no tokens.</param>
/// <param name="Max">The greatest of them.</param>
/// <param name="K3">
/// Mean of exp(d) - 1 - d with d = trainer - sampler: the k3 estimate (Schulman 2020) of the sampler's divergence from the trainer, at least 0.
/// </param>
public readonly record struct RolloutMismatch(double Mean, double Max, double K3)
{
    /// <summary>Compares, in double.</summary>
    /// <param name="sampler">[N] what the engine saw: <see cref="Rollout.Logprobs"/> of all completions.</param>
    /// <param name="trainer">[N] what the policy computes for the same tokens.</param>
    /// <exception cref="TrainingException">The spans differ in length, or a value is not finite; the message names the token.</exception>
    public static RolloutMismatch Of(ReadOnlySpan<float> sampler, ReadOnlySpan<float> trainer)
    {
        if (sampler.Length != trainer.Length)
            throw new TrainingException(
                $"{sampler.Length} log-probabilities of the sampler stand beside {trainer.Length} of the trainer; they must be of the same tokens.");
        if (sampler.IsEmpty)
            return default;
        double sum = 0, most = 0, k3 = 0;
        for (var token = 0; token < sampler.Length; token++)
        {
            var difference = (double)trainer[token] - sampler[token];
            if (!double.IsFinite(difference))
                throw new TrainingException(
                    $"Token {token} of the rollouts has the log-probability {sampler[token]} of the sampler and {trainer[token]} of the trainer: "
                    + "the weights have left the finite numbers. Go back to a checkpoint and lower the learning rate.");
            sum += Math.Abs(difference);
            most = Math.Max(most, Math.Abs(difference));
            // Differences of 1e-6 would vanish in exp(d) - 1.
            k3 += Math.Abs(difference) < 1e-4 ? difference * difference * (0.5 + (difference / 6)) : Math.Exp(difference) - 1 - difference;
        }

        return new RolloutMismatch(sum / sampler.Length, most, k3 / sampler.Length);
    }
}
