using System.Runtime.Intrinsics;

namespace Rlar.Kernels.Cpu;

/// <summary>A policy objective on four tokens at once; what it computes stands at the <see cref="Losses.PolicyObjective"/> of the same name.</summary>
internal interface ILaneObjective
{
    /// <summary>The loss of four tokens, its derivatives, and what happened to them: masks of all bits or none.</summary>
    void At(
        Vector256<double> ratio, Vector256<double> logprob, Vector256<double> old, Vector256<double> advantage, Vector256<double> selected,
        out Vector256<double> value, out Vector256<double> byRatio, out Vector256<double> byLogprob, ref LaneEvents events);
}
