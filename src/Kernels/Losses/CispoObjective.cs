namespace Rlar.Kernels.Losses;

/// <summary>
/// CISPO: -stopgrad(clip(r, floor, cap)) A logp (MiniMax-M1, arXiv 2506.13585 eq. 4 to 5). The bounds are of r itself, because the trainers
/// disagree on what their epsilon means: TRL caps r at epsilon_high, verl clips to 1 - low .. 1 + high.
/// </summary>
public sealed record CispoObjective : PolicyObjective
{
    /// <summary>Lower bound of r, at least 0. Default 0: none, as in the paper.</summary>
    public double Floor { get; init => field = KernelChecks.Between(value, 0, double.PositiveInfinity, nameof(Floor)); }

    /// <summary>Upper bound of r, above 0. Default 5, TRL's recommendation.</summary>
    public double Cap { get; init => field = KernelChecks.Between(value, double.Epsilon, double.PositiveInfinity, nameof(Cap)); } = 5;

    /// <summary>The bounds 1 - low .. 1 + high, as verl has them.</summary>
    /// <param name="low">At least 0; at 1 or more there is no lower bound.</param>
    /// <param name="high">At least 0.</param>
    public static CispoObjective FromEpsilon(double low, double high) => new() { Floor = Math.Max(0, 1 - low), Cap = 1 + high };

    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token)
    {
        var factor = -Math.Min(Math.Max(token.Ratio, Floor), Cap) * token.Advantage;
        return new ObjectiveTerm(factor * token.Logprob, 0, factor, Side(token.Ratio, Floor, Cap));
    }
}
