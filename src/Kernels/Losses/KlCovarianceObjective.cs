namespace Rlar.Kernels.Losses;

/// <summary>
/// KL-Cov (arXiv 2505.22617): -r A, plus coefficient |logp - old| on the selected tokens. The selection is
/// <see cref="TokenSelection.TopCovariance{T}"/>. Clip-Cov is <see cref="ClippedObjective"/> with the weights of
/// <see cref="TokenSelection.CovarianceBand{T}"/>.
/// </summary>
public sealed record KlCovarianceObjective : PolicyObjective
{
    /// <summary>Coefficient of the penalty: at least 0, default 1.</summary>
    public double Coefficient { get; init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(Coefficient)); } = 1;

    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token)
    {
        var difference = token.Logprob - token.OldLogprob;
        var penalty = token.IsSelected ? Coefficient : 0;
        return new ObjectiveTerm(
            (-token.Ratio * token.Advantage) + (penalty * Math.Abs(difference)), -token.Advantage, penalty * Math.Sign(difference), TokenEvents.None);
    }
}
