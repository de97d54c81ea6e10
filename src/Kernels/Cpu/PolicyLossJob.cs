using System.Numerics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// One call's policy loss, as the threads that work on it see it: a ref struct on the caller's stack, which stays there until all of them are done. Chunks
/// are runs of sequences that do not depend on the thread count; each leaves its tally, and the caller merges them in order.
/// </summary>
internal ref struct PolicyLossJob<T, TObjective>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TObjective : struct, ILaneObjective
{
    internal PolicyLossBatch<T> Batch;
    internal PolicyLossGradients<T> Gradients;
    internal PolicyLossOptions Options;
    internal TObjective Objective;
    internal Span<PolicyLossTally> Tallies;
    internal int SequencesPerChunk;
    private int _suspect;

    /// <summary>Whether some chunk saw a number that may have to be refused.</summary>
    internal readonly bool IsSuspect => _suspect != 0;

    /// <summary>Notes such a number; the caller looks for it afterwards.</summary>
    internal void Suspect() => Volatile.Write(ref _suspect, 1);
}
