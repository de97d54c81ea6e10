using System.Runtime.ExceptionServices;

namespace Rlar.Inference.Llama.Pooled;

/// <summary>
/// Contexts of one thread each that give results for texts, side by side: the threads of one context would wait for each other by spinning. Which one a row
/// goes to changes none of its bits. One call at a time: others wait.
/// </summary>
/// <param name="model">The model; it stays alive as long as this.</param>
/// <param name="options">Sizes; <see cref="LlamaPooledOptions.Threads"/> is how many contexts there are at most.</param>
internal sealed class PooledLanes(LlamaModel model, LlamaPooledOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<LlamaPooled> _lanes = [new LlamaPooled(model, options with { Threads = 1 })];

    // Rows that are computed together move by rounding with what is beside them, so those stay as they come.
    private readonly int _most =
        options.Threads is < 1 or > 512 ? throw new ArgumentOutOfRangeException(nameof(options), options.Threads, "1 to 512 threads compute.")
        : options.Sequences > 1 ? 1 : options.Threads;

    /// <summary>The first, which knows what all are.</summary>
    internal LlamaPooled First => _lanes[0];

    /// <summary>The results of rows, as <see cref="LlamaPooled.Run"/> gives them.</summary>
    internal IReadOnlyList<float[]> Run(IReadOnlyList<IReadOnlyList<int>> rows, CancellationToken cancellationToken)
    {
        var count = Math.Min(_most, rows.Count);
        if (count <= 1)
            return First.Run(rows, cancellationToken);
        var results = new float[rows.Count][];
        lock (_gate)
        {
            while (_lanes.Count < count)
                _lanes.Add(new LlamaPooled(model, options with { Threads = 1 }));
            try
            {
                _ = Parallel.For(0, count, lane =>
                {
                    var own = Enumerable.Range(0, rows.Count).Where(index => index % count == lane).ToArray();
                    foreach (var (index, result) in own.Zip(_lanes[lane].Run([.. own.Select(index => rows[index])], cancellationToken)))
                        results[index] = result;
                });
            }
            catch (AggregateException error)
            {
                ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
            }
        }

        return results;
    }

    /// <summary>Frees the contexts.</summary>
    public void Dispose()
    {
        lock (_gate)
            _lanes.ForEach(lane => lane.Dispose());
    }
}
