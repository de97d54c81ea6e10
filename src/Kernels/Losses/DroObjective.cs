namespace Rlar.Kernels.Losses;

/// <summary>DRO: -(A logp - beta / 2 (logp - old)²) (arXiv 2405.19107, as verl 0.9 has it: by token, the advantage in place of r - V).</summary>
public sealed record DroObjective : PolicyObjective
{
    /// <summary>beta: above 0, default 0.1.</summary>
    public double Beta { get; init => field = KernelChecks.Positive(value, nameof(Beta)); } = 0.1;

    /// <inheritdoc/>
    internal override ObjectiveTerm At(in TokenPoint token)
    {
        var difference = token.Logprob - token.OldLogprob;
        return new ObjectiveTerm(
            (-token.Advantage * token.Logprob) + (Beta / 2 * difference * difference), 0, (Beta * difference) - token.Advantage, TokenEvents.None);
    }
}
