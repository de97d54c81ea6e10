namespace Rlar.Kernels.Losses;

/// <summary>How token losses become one number. S_b is the sum over the L_b tokens of sequence b that count; N = sum L_b; B the sequences counted.</summary>
public enum AggregationMode
{
    /// <summary>sum S_b / N: BNPO, DAPO (arXiv 2503.14476 eq. 8), verl <c>token-mean</c>.</summary>
    TokenMean,

    /// <summary>sum S_b: verl <c>token-sum</c>.</summary>
    TokenSum,

    /// <summary>sum (S_b / L_b) / B: GRPO (DeepSeekMath eq. 3), verl <c>seq-mean-token-mean</c>.</summary>
    SequenceMeanTokenMean,

    /// <summary>sum S_b / B: verl <c>seq-mean-token-sum</c>.</summary>
    SequenceMeanTokenSum,

    /// <summary>sum (S_b / <see cref="LossAggregation.TokenNormalizer"/>) / B: Dr.GRPO (arXiv 2503.20783), verl <c>seq-mean-token-sum-norm</c>.</summary>
    SequenceMeanTokenSumNorm,

    /// <summary>The mean over prompts of the token mean over the prompt's sequences: SkyRL <c>prompt_mean</c>.</summary>
    PromptMean,
}
