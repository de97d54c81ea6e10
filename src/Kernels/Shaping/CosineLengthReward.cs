namespace Rlar.Kernels.Shaping;

/// <summary>
/// The cosine-scaled length reward of one completion: v_end + (v_start - v_end) / 2 (1 + cos(pi min(len / L_max, 1))), TRL
/// <c>get_cosine_scaled_reward</c> (arXiv 2502.03373 appendix C.1). Kernels and tools call this one formula.
/// </summary>
public static class CosineLengthReward
{
    /// <summary>
    /// The reward: a correct answer falls from MaxCorrect to MinCorrect with its length, a wrong one rises from MinWrong to MaxWrong.
    /// </summary>
    /// <param name="length">The completion's length in tokens, at least 0.</param>
    /// <param name="correct">Whether the answer is correct.</param>
    /// <param name="options">L_max and the four bounds.</param>
    /// <exception cref="KernelException">A negative length.</exception>
    public static double At(int length, bool correct, CosineLengthOptions options)
    {
        _ = KernelChecks.AtLeast(length, 0, nameof(length));
        var progress = Math.Min((double)length / options.MaxLength, 1);
        var (atZero, atMax) = correct ? (options.MaxCorrect, options.MinCorrect) : (options.MinWrong, options.MaxWrong);
        return atMax + (0.5 * (atZero - atMax) * (1 + Math.Cos(progress * Math.PI)));
    }
}
