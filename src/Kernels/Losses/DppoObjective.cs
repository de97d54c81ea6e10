namespace Rlar.Kernels.Losses;

/// <summary>
/// DPPO (arXiv 2602.04879): -stopgrad(min(r, cap)) A logp, left out where the policy has already moved too far in A's direction, by the binary
/// divergence between p = exp(logp) and p_old. verl 0.9 <c>dppo_tv</c> and <c>dppo_kl</c>.
/// </summary>
public sealed record DppoObjective : PolicyObjective
{
    // verl's own, in the logarithm of 1 - p: a token of probability 1 has no other way to a finite divergence.
    internal const double LogEpsilon = 1e-8;

    /// <summary>How far the policy moved. Default <see cref="DppoDivergence.TotalVariation"/>.</summary>
    public DppoDivergence Divergence { get; init; } = DppoDivergence.TotalVariation;

    /// <summary>Bound where A is not above 0: at least 0, default 0.2.</summary>
    public double Low { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(Low)); } = 0.2;

    /// <summary>Bound where A is above 0: at least 0, default 0.2.</summary>
    public double High { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(High)); } = 0.2;

    /// <summary>Cap of the ratio: above 0, default 20 (section 5.4; verl's configuration has 3).</summary>
    public double RatioCap { get; init => field = KernelChecks.Between(value, double.Epsilon, double.PositiveInfinity, nameof(RatioCap)); } = 20;

    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token)
    {
        if (!IsNear(token))
            return new ObjectiveTerm(0, 0, 0, TokenEvents.Dropped);
        var factor = -Math.Min(token.Ratio, RatioCap) * token.Advantage;
        return new ObjectiveTerm(factor * token.Logprob, 0, factor, token.Ratio > RatioCap ? TokenEvents.DualClipped : TokenEvents.None);
    }

    private bool IsNear(in TokenPoint token)
    {
        var (now, old) = (Math.Exp(token.Logprob), Math.Exp(token.OldLogprob));
        if (Divergence == DppoDivergence.TotalVariation)
            return token.Advantage > 0 ? now - old <= High : now - old >= -Low;
        var divergence = (old * (token.OldLogprob - token.Logprob)) + ((1 - old) * Math.Log((1 - old + LogEpsilon) / (1 - now + LogEpsilon)));
        return token.Advantage > 0 ? divergence <= High || now <= old : divergence <= Low || now >= old;
    }
}
