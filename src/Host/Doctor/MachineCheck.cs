using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rlar.Host.Doctor;

/// <summary>Processor and memory.</summary>
internal sealed class MachineCheck : IDoctorCheck
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        if (Vector512.IsHardwareAccelerated)
            paths.Add("Vector512");
        if (Vector256.IsHardwareAccelerated)
            paths.Add("Vector256");
        paths.Add("Scalar");
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        return Task.FromResult<IReadOnlyList<DoctorFinding>>(
        [
            new(
                "machine",
                "cores",
                true,
                false,
                string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount}, {RuntimeInformation.ProcessArchitecture}")),
            new("machine", "memory", true, false, string.Create(CultureInfo.InvariantCulture, $"{memory:0.0} GiB")),
            new("machine", "kernel paths", true, false, string.Join(", ", paths)),
        ]);
    }
}
