namespace Rlar.Kernels.Losses;

/// <summary>The plain policy gradient -A logp: REINFORCE, GPG (arXiv 2504.02546).</summary>
public sealed record PolicyGradientObjective : PolicyObjective
{
    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token) => new(-token.Advantage * token.Logprob, 0, -token.Advantage, TokenEvents.None);
}
