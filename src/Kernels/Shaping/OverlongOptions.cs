namespace Rlar.Kernels.Shaping;

/// <summary>Where the DAPO overlong penalty begins and how fast it grows.</summary>
public sealed record OverlongOptions
{
    /// <summary>Puts the lengths together.</summary>
    /// <param name="maxLength">L_max in tokens, at least 1.</param>
    /// <param name="bufferLength">L_buf in tokens, between 1 and L_max: the penalty begins above L_max - L_buf and is p at L_max.</param>
    /// <exception cref="KernelException">A length outside its range.</exception>
    public OverlongOptions(int maxLength, int bufferLength)
    {
        MaxLength = KernelChecks.AtLeast(maxLength, 1, nameof(maxLength));
        BufferLength = (int)KernelChecks.Between(bufferLength, 1, maxLength, nameof(bufferLength));
    }

    /// <summary>L_max in tokens.</summary>
    public int MaxLength { get; }

    /// <summary>L_buf in tokens.</summary>
    public int BufferLength { get; }

    /// <summary>p, the penalty at L_max: between 0 and 1e150, default 1.</summary>
    /// <exception cref="KernelException">A value outside the range.</exception>
    public double Penalty
    {
        get;
        init => field = KernelChecks.Between(value, 0, KernelChecks.Limit, nameof(Penalty));
    }
    = 1;

    /// <summary>True: beyond L_max the penalty stays p (DAPO, TRL, OpenRLHF); false (default): it keeps growing (NeMo-RL).</summary>
    public bool FloorAtMaxLength { get; init; }
}
