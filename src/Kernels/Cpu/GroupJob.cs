namespace Rlar.Kernels.Cpu;

/// <summary>One call's batch, as the threads that work on it see it.</summary>
internal unsafe struct GroupJob<T, TRule>
    where T : unmanaged
    where TRule : unmanaged, IGroupRule
{
    /// <summary>[N] rewards.</summary>
    internal T* Rewards;

    /// <summary>[N] advantages.</summary>
    internal T* Advantages;

    /// <summary>[P + 1] offsets of ragged groups, or null.</summary>
    internal int* Offsets;

    /// <summary>Number of groups P.</summary>
    internal int Groups;

    /// <summary>The size of uniform groups, or 0.</summary>
    internal int Size;

    /// <summary>Number of completions N.</summary>
    internal int Length;

    /// <summary>Groups a chunk, a multiple of eight.</summary>
    internal int GroupsPerChunk;

    /// <summary>The estimator.</summary>
    internal TRule Rule;

    /// <summary>The batch does not fit the caches: write past them.</summary>
    internal bool Streams;

    private int _suspect;

    /// <summary>Whether some chunk saw a reward that is not finite, or too large.</summary>
    internal readonly bool IsSuspect => _suspect != 0;

    /// <summary>Notes that the chunk holds a reward that may have to be refused; the caller looks for it afterwards.</summary>
    internal void Suspect(int chunk) => Volatile.Write(ref _suspect, chunk + 1);

    /// <summary>Where group <paramref name="group"/> starts.</summary>
    internal readonly int Start(int group) => Offsets == null ? group * Size : Offsets[group];

    /// <summary>Start and size of a group.</summary>
    internal readonly (int Start, int Count) Group(int group) =>
        Offsets == null ? (group * Size, Size) : (Offsets[group], Offsets[group + 1] - Offsets[group]);
}
