namespace Rlar.Grpo.Optimizer;

/// <summary>
/// Tensors cut into pieces that do not depend on the number of threads, which take the next piece whenever they are free: what is done piece by piece has the
/// same bits at any number of them.
/// </summary>
internal sealed class TensorChunks
{
    // Four float arrays of this length are half a megabyte: a core's own cache.
    private const int Length = 32768;

    private readonly TensorChunk[] _chunks;
    private readonly int _threads;

    /// <summary>Cuts.</summary>
    /// <param name="lengths">Numbers in each tensor.</param>
    /// <param name="threads">Threads, at least 1.</param>
    public TensorChunks(IReadOnlyList<int> lengths, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = threads;
        var chunks = new List<TensorChunk>();
        for (var tensor = 0; tensor < lengths.Count; tensor++)
        {
            for (var start = 0; start < lengths[tensor]; start += Length)
                chunks.Add(new TensorChunk(chunks.Count, tensor, start, Math.Min(Length, lengths[tensor] - start)));
        }

        _chunks = [.. chunks];
    }

    /// <summary>Number of pieces.</summary>
    public int Count => _chunks.Length;

    /// <summary>Does something with every piece, on several threads at once.</summary>
    public void ForEach(Action<TensorChunk> action)
    {
        if (_threads == 1 || Count < 2)
        {
            foreach (var chunk in _chunks)
                action(chunk);
            return;
        }

        _ = Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = _threads }, index => action(_chunks[index]));
    }
}
