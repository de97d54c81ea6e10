namespace Rlar.Kernels.Cpu;

/// <summary>One chunk of a batch's weight and weighted sum, or of its weighted squared deviations from a mean.</summary>
internal readonly unsafe struct MomentsKernel<T> : CpuBackend.IChunkKernel
    where T : unmanaged
{
    /// <inheritdoc/>
    public static void Run<TOctet>(void* job, int chunk)
        where TOctet : unmanaged, IOctet<TOctet>
    {
        ref var batch = ref *(Job*)job;
        var start = chunk * batch.ChunkLength;
        var end = (int)Math.Min(batch.Length, (long)start + batch.ChunkLength);
        var mean = TOctet.Broadcast(batch.Mean);
        var weight = TOctet.Broadcast(0);
        var sum = TOctet.Broadcast(0);
        for (var i = start; i < end; i += 8)
        {
            var count = Math.Min(8, end - i);
            var w = TOctet.First(batch.Weights == null ? TOctet.Broadcast(1) : Load<TOctet>(batch.Weights + i, count), count);
            var x = TOctet.First(Load<TOctet>(batch.Values + i, count) - mean, count);
            weight += w;
            sum += w * (batch.SumsSquares ? x * x : x);
        }

        var none = TOctet.Broadcast(0);
        var lanes = stackalloc double[8];
        TOctet.Store(TOctet.SumEach(weight, sum, none, none, none, none, none, none), lanes);
        batch.Partial[2 * chunk] = lanes[0];
        batch.Partial[2 * chunk + 1] = lanes[1];
    }

    private static TOctet Load<TOctet>(int* source, int count)
        where TOctet : unmanaged, IOctet<TOctet>
    {
        if (count == 8)
            return TOctet.LoadIntegers(source);
        var padded = stackalloc int[8];
        for (var i = 0; i < 8; i++)
            padded[i] = i < count ? source[i] : 0;
        return TOctet.LoadIntegers(padded);
    }

    private static TOctet Load<TOctet>(T* source, int count)
        where TOctet : unmanaged, IOctet<TOctet>
    {
        if (count == 8)
            return TOctet.Load(source);
        var padded = stackalloc T[8];
        for (var i = 0; i < 8; i++)
            padded[i] = i < count ? source[i] : default;
        return TOctet.Load(padded);
    }

    /// <summary>One pass over a batch for its moments.</summary>
    internal struct Job
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
}
