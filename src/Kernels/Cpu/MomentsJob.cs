namespace Rlar.Kernels.Cpu;

/// <summary>One pass over a batch for its moments.</summary>
internal unsafe struct MomentsJob<T>
    where T : unmanaged
{
    /// <summary>[N] values.</summary>
    internal T* Values;

    /// <summary>[N] weights, or null: 1 each.</summary>
    internal int* Weights;

    /// <summary>Number of values N.</summary>
    internal int Length;

    /// <summary>Values a chunk, a multiple of eight.</summary>
    internal int ChunkLength;

    /// <summary>[chunks, 2] weight and sum of each chunk.</summary>
    internal double* Partial;

    /// <summary>Subtracted from each value: 0 in the first pass, the mean in the second.</summary>
    internal double Mean;

    /// <summary>False: sum the values; true: sum their squares.</summary>
    internal bool SumsSquares;
}
