namespace Rlar.Inference.Llama.Scoring;

/// <summary>
/// Decoders of one thread each over one model, side by side: the threads of one context would wait for each other after every operation by spinning, which
/// costs most of the speed wherever anything else runs. A row's bits do not depend on its decoder. Not for several threads at once.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="options">The sizes of each; <see cref="LlamaContextOptions.Threads"/> is how many there are at most.</param>
internal sealed class DecoderLanes(LlamaModel model, LlamaContextOptions options) : IDisposable
{
    // The others are made when there are rows for them: a context takes memory.
    private readonly List<SharedPrefixDecoder> _decoders = [new SharedPrefixDecoder(model, options)];

    /// <summary>The most tokens of a row.</summary>
    internal int ContextTokens => _decoders[0].ContextTokens;

    /// <summary>How many tokens were given to the model so far.</summary>
    internal long Computed => _decoders.Sum(decoder => decoder.Computed);

    /// <summary>Computes rows.</summary>
    /// <param name="rows">The rows; each fits into the context.</param>
    /// <param name="read">Told of every output, row by row in any order; of several rows at a time.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal void Run(IReadOnlyList<SharedRow> rows, OutputReader read, CancellationToken cancellationToken)
    {
        // Rows that begin alike stand side by side in this order.
        var order = Enumerable.Range(0, rows.Count).ToArray();
        Array.Sort(order, (one, other) => rows[one].Tokens.AsSpan().SequenceCompareTo(rows[other].Tokens) is var sign && sign != 0 ? sign : one - other);
        var starts = Starts(rows, order, Math.Min(options.Threads, rows.Count));
        while (_decoders.Count < starts.Count)
            _decoders.Add(new SharedPrefixDecoder(model, options));
        if (starts.Count == 1)
        {
            Run(0, order);
            return;
        }

        try
        {
            _ = Parallel.For(0, starts.Count, lane => Run(lane, order.AsSpan(starts[lane]..(lane + 1 < starts.Count ? starts[lane + 1] : order.Length))));
        }
        catch (AggregateException error)
        {
            // Each lane stops by itself; the first reason is as good as another.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }

        void Run(int lane, ReadOnlySpan<int> part)
        {
            var own = part.ToArray();
            _decoders[lane].Run(Array.ConvertAll(own, index => rows[index]), (index, position, logits) => read(own[index], position, logits), cancellationToken);
        }
    }

    /// <summary>Frees the contexts.</summary>
    public void Dispose() => _decoders.ForEach(decoder => decoder.Dispose());

    // Where each lane's rows begin in the order, so that all have about as many tokens.
    private static List<int> Starts(IReadOnlyList<SharedRow> rows, int[] order, int lanes)
    {
        var starts = new List<int> { 0 };
        var (whole, done) = (rows.Sum(row => (long)row.Count), 0L);
        for (var place = 0; place < order.Length; place++)
        {
            if (place > starts[^1] && starts.Count < lanes && done * lanes >= whole * starts.Count)
                starts.Add(place);
            done += rows[order[place]].Count;
        }

        return starts;
    }
}
