namespace Rlar.Kernels.Cpu;

public sealed partial class CpuAdvantages<T>
{
    private const int MomentsChunk = 65536;
    private const int MaxMomentsChunks = 1024;

    /// <summary>Weighted moments over a whole batch, in two passes; partial sums are added in the order of the chunks, whoever made them.</summary>
    /// <param name="values">[N] finite values.</param>
    /// <param name="weights">[N] weights, or empty: 1 each.</param>
    /// <param name="countEpsilon">Added to the weight where the mean is taken.</param>
    private unsafe BatchMoments Moments(ReadOnlySpan<T> values, ReadOnlySpan<int> weights, double countEpsilon = 0)
    {
        if (values.IsEmpty)
            return default;
        var chunkLength = Math.Max(MomentsChunk, (values.Length / MaxMomentsChunks + 8) & -8);
        var chunks = (int)(((long)values.Length + chunkLength - 1) / chunkLength);
        var partial = stackalloc double[2 * chunks];
        fixed (T* first = values)
        fixed (int* weight = weights)
        {
            var job = new MomentsJob<T> { Values = first, Weights = weight, Length = values.Length, ChunkLength = chunkLength, Partial = partial };
            _backend.Run<MomentsKernel<T>>(chunks, &job);
            double total = 0, sum = 0, squares = 0;
            for (var c = 0; c < chunks; c++)
            {
                total += partial[2 * c];
                sum += partial[2 * c + 1];
            }

            job.Mean = sum / (total + countEpsilon);
            job.SumsSquares = true;
            _backend.Run<MomentsKernel<T>>(chunks, &job);
            for (var c = 0; c < chunks; c++)
                squares += partial[2 * c + 1];
            return new BatchMoments(total, job.Mean, squares);
        }
    }

    /// <summary>Weight in all, weighted mean, weighted sum of squared deviations.</summary>
    private readonly record struct BatchMoments(double Weight, double Mean, double Squares);
}
