namespace Rlar.Kernels.Losses;

/// <summary>SAPO: -(4 / tau) sigmoid(tau (r - 1)) A, tau by the sign of A (arXiv 2511.20347).</summary>
public sealed record SapoObjective : PolicyObjective
{
    /// <summary>tau where A is above 0: above 0, default 1.</summary>
    public double PositiveTemperature { get; init => field = KernelChecks.Positive(value, nameof(PositiveTemperature)); } = 1;

    /// <summary>tau elsewhere: above 0, default 1.05.</summary>
    public double NegativeTemperature { get; init => field = KernelChecks.Positive(value, nameof(NegativeTemperature)); } = 1.05;

    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token)
    {
        var tau = token.Advantage > 0 ? PositiveTemperature : NegativeTemperature;
        var gate = 1 / (1 + Math.Exp(-tau * (token.Ratio - 1)));
        return new ObjectiveTerm(-4 / tau * gate * token.Advantage, -4 * gate * (1 - gate) * token.Advantage, 0, TokenEvents.None);
    }
}
