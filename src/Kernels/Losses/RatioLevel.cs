namespace Rlar.Kernels.Losses;

/// <summary>What one importance ratio r = pi / pi_old belongs to.</summary>
public enum RatioLevel
{
    /// <summary>One ratio a token, r_t = exp(logp_t - old_t): PPO, GRPO (DeepSeekMath eq. 3).</summary>
    Token,

    /// <summary>One ratio a sequence, s = exp(mean over its tokens of logp - old), differentiated as it stands: GSPO (arXiv 2507.18071 eq. 7), TRL.</summary>
    Sequence,

    /// <summary>The value of <see cref="Sequence"/>, but each token's gradient is s times its own: GSPO-token (2507.18071 eq. 13 to 14), verl.</summary>
    SequenceByToken,
}
