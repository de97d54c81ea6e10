using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

/// <summary>
/// <see cref="IShapingKernels"/> in plain scalar loops, to be held against the formulas and to hold other backends against. Sums run from
/// the first entry to the last.
/// </summary>
public sealed partial class ReferenceShaping : IShapingKernels
{
    private static bool Scored(ReadOnlySpan<bool> scored, int i) => scored.IsEmpty || scored[i];
}
