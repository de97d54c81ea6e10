using System.Runtime.Intrinsics;

namespace Rlar.Kernels.Cpu;

/// <summary>How the SIMD kernels run.</summary>
public sealed record CpuOptions
{
    /// <summary>Which instructions to use. Default <see cref="VectorPath.Auto"/>; a path that this processor lacks is refused.</summary>
    public VectorPath Path { get; init; } = VectorPath.Auto;

    /// <summary>Threads for large batches, at least 1. Default: one per core. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The path in force on this processor.</summary>
    /// <exception cref="KernelException">The path asked for needs instructions that this processor does not have, or the thread count is below 1.</exception>
    internal VectorPath Resolve()
    {
        if (Threads < 1)
            throw new KernelException($"Threads is {Threads}; it must be at least 1.");
        var best = Vector512.IsHardwareAccelerated ? VectorPath.Vector512 : Vector256.IsHardwareAccelerated ? VectorPath.Vector256 : VectorPath.Scalar;
        if (Path == VectorPath.Auto)
            return best;
        return Path >= best
            ? Path
            : throw new KernelException($"This processor has no instructions for {Path}; the widest path it has is {best}. Use VectorPath.Auto.");
    }
}
