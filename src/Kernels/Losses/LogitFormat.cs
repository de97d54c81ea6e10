namespace Rlar.Kernels.Losses;

/// <summary>How the logits of a <see cref="LogitMatrix"/> are stored.</summary>
public enum LogitFormat
{
    /// <summary>IEEE 754 binary32.</summary>
    F32,

    /// <summary>The bits of IEEE 754 binary16, one <see cref="ushort"/> each; widened exactly.</summary>
    F16,

    /// <summary>The bits of bfloat16 (the upper half of a binary32), one <see cref="ushort"/> each; widened exactly.</summary>
    BF16,

    /// <summary>IEEE 754 binary64: for checking a policy, not for speed.</summary>
    F64,
}
