namespace Rlar.Kernels.Losses;

/// <summary>
/// A coefficient of the entropy bonus that follows the entropy: it grows while the policy has less than it should and shrinks while it has more, and
/// is used only while it has less (TRL 1.x <c>use_adaptive_entropy</c>, after Skywork OR1, arXiv 2505.22312).
/// </summary>
public sealed record AdaptiveEntropy
{
    /// <summary>Mean entropy of a token in nats at and below which the bonus is given: at least 0, default 0.2.</summary>
    public double Target { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(Target)); } = 0.2;

    /// <summary>How far the coefficient moves in a step: above 0, default 0.005.</summary>
    public double Step { get; init => field = KernelChecks.Positive(value, nameof(Step)); } = 0.005;

    /// <summary>Its least value: at least 0, default 0.</summary>
    public double Least { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(Least)); }

    /// <summary>Its greatest value: at least 0, default 1.</summary>
    public double Greatest { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(Greatest)); } = 1;

    /// <summary>The coefficient after a step whose mean entropy was <paramref name="entropy"/>.</summary>
    /// <param name="coefficient">The coefficient before it.</param>
    /// <param name="entropy">Mean entropy of a token in nats over the whole step: <see cref="PolicyLossResult.MeanEntropy"/>.</param>
    /// <exception cref="KernelException">An entropy that is not finite.</exception>
    public double Next(double coefficient, double entropy) => KernelChecks.Bounded(entropy, nameof(entropy)) <= Target
        ? Math.Min(coefficient + Step, Greatest)
        : Math.Max(coefficient - Step, Least);

    /// <summary><see cref="PolicyLossOptions.EntropyCoefficient"/> of the next step: the coefficient, or 0 where the last had entropy enough.</summary>
    /// <param name="coefficient">The coefficient from <see cref="Next"/>.</param>
    /// <param name="lastEntropy">The last step's mean entropy in nats.</param>
    public double Applied(double coefficient, double lastEntropy) => lastEntropy > Target ? 0 : coefficient;
}
