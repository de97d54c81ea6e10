namespace Rlar.Kernels.Shaping;

/// <summary>
/// The soft overlong penalty of one completion: p (len - (L_max - L_buf)) / L_buf, at least 0 (DAPO, arXiv 2503.14476 eq. 13; TRL
/// <c>get_soft_overlong_punishment</c>, NeMo-RL). Kernels and tools call this one formula.
/// </summary>
public static class OverlongPenalty
{
    /// <summary>The penalty, to be subtracted from the reward: 0 up to L_max - L_buf, then rising linearly to p at L_max.</summary>
    /// <param name="length">The completion's length in tokens.</param>
    /// <param name="options">L_max, L_buf, p, and whether the penalty stays p beyond L_max.</param>
    /// <returns>At least 0; at most p where the options say so.</returns>
    public static double At(int length, OverlongOptions options)
    {
        var over = ((double)length - (options.MaxLength - options.BufferLength)) / options.BufferLength;
        return options.Penalty * Math.Clamp(over, 0, options.FloorAtMaxLength ? 1 : double.PositiveInfinity);
    }
}
