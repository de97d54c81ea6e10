namespace Rlar.Rewards.Likelihood;

/// <summary>The formulas of rewards from log-probabilities, each over the natural logarithms of the probabilities of a text's tokens.</summary>
internal static class LikelihoodRewards
{
    /// <summary>exp(-mean): how many tokens the model is undecided between on average.</summary>
    /// <param name="logps">[T], at least one.</param>
    public static double Perplexity(ReadOnlySpan<double> logps) => Math.Exp(-Mean(logps));

    /// <summary>
    /// Self-aligned reward: clip((ppl(a) - ppl(a | q)) / ppl(a), -1, 1) (arXiv 2509.05489 eq. 2), computed as 1 - exp of the difference of the mean
    /// log-probabilities, which does not overflow.
    /// </summary>
    /// <param name="given">[T] of the answer after the question.</param>
    /// <param name="alone">[T] of the same tokens with nothing before them.</param>
    public static double SelfAligned(ReadOnlySpan<double> given, ReadOnlySpan<double> alone) =>
        Math.Clamp(1 - Math.Exp(Mean(alone) - Mean(given)), -1, 1);

    /// <summary>Implicit process reward of a span of tokens: beta times the sum of log pi(y) - log pi_ref(y) (arXiv 2412.01981 eq. 3).</summary>
    /// <param name="policy">[T] by the policy.</param>
    /// <param name="reference">[T] by the reference model.</param>
    /// <param name="beta">The factor, above 0.</param>
    public static double Implicit(ReadOnlySpan<double> policy, ReadOnlySpan<double> reference, double beta)
    {
        double sum = 0;
        for (var index = 0; index < policy.Length; index++)
            sum += policy[index] - reference[index];
        return beta * sum;
    }

    /// <summary>The mean; what most rewards take so that a long text is not less likely for its length.</summary>
    /// <param name="logps">[T], at least one.</param>
    public static double Mean(ReadOnlySpan<double> logps) => Sum(logps) / logps.Length;

    /// <summary>The sum: the logarithm of the whole text's probability.</summary>
    /// <param name="logps">[T].</param>
    public static double Sum(ReadOnlySpan<double> logps)
    {
        double sum = 0;
        foreach (var value in logps)
            sum += value;
        return sum;
    }
}
