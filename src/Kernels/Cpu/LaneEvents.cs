using System.Runtime.Intrinsics;

namespace Rlar.Kernels.Cpu;

/// <summary>What an objective did to four tokens, a mask each.</summary>
internal ref struct LaneEvents
{
    /// <summary>The ratio is below the low bound.</summary>
    internal Vector256<double> Below;

    /// <summary>The ratio is above the high bound.</summary>
    internal Vector256<double> Above;

    /// <summary>The dual clip or the cap of the ratio holds.</summary>
    internal Vector256<double> DualClipped;

    /// <summary>The objective left the token out.</summary>
    internal Vector256<double> Dropped;
}
