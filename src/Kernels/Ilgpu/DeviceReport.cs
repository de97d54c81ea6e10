namespace Rlar.Kernels.Ilgpu;

/// <summary>A device that is there, or why there is none of its kind: a value, so that a machine without a GPU is no error.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The device's name, null where there is none.</param>
/// <param name="MemoryBytes">Its memory in bytes, 0 where there is none.</param>
/// <param name="Absence">Why there is none, with what would mend it; null where it is there.</param>
public sealed record DeviceReport(DeviceKind Kind, string? Name, long MemoryBytes, string? Absence)
{
    /// <summary>Whether kernels can run there.</summary>
    public bool IsThere => Absence is null;

    /// <summary>A device of a kind that this machine does not have.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="reason">Why, and what would mend it.</param>
    internal static DeviceReport Missing(DeviceKind kind, string reason) => new(kind, null, 0, reason);
}
