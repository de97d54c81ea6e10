namespace Rlar.Grpo.Policy.Checking;

/// <summary>How a trainer is checked.</summary>
public enum CheckPrecision
{
    /// <summary>In 64 bits by torch's own operations: the oracle.</summary>
    Double,

    /// <summary>In 32 bits, as training does it.</summary>
    Single,
}
