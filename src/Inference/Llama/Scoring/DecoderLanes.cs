using System.Runtime.ExceptionServices;

namespace Rlar.Inference.Llama.Scoring;

/// <summary>
/// Decoders of one thread each over one model, side by side: the threads of one context would wait for each other after every operation by spinning, which
/// costs most of the speed wherever anything else runs. A row's bits do not depend on its decoder. Safe for several threads.
/// </summary>
internal sealed class DecoderLanes : IDisposable
{
    private readonly LlamaModel _model;
    private readonly LlamaContextOptions _options;
    private readonly SemaphoreSlim _places;
    private readonly Stack<SharedPrefixDecoder> _free = new();
    private readonly List<SharedPrefixDecoder> _all = [];
    private long _asked;
    private long _done;

    /// <summary>Makes the first; the others are made when there are rows for them, since a context takes memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The sizes of each; <see cref="LlamaContextOptions.Threads"/> is how many there are at most.</param>
    /// <exception cref="InferenceException">The context cannot be made.</exception>
    internal DecoderLanes(LlamaModel model, LlamaContextOptions options)
    {
        options.Validate();
        (_model, _options) = (model, options);
        _places = new SemaphoreSlim(options.Threads);
        _free.Push(Make());
        ContextTokens = _free.Peek().ContextTokens;
    }

    /// <summary>The most tokens of a row.</summary>
    internal int ContextTokens { get; }

    /// <summary>How many rows were asked for so far, and how many of them are computed.</summary>
    internal (long Asked, long Done) Rows => (Interlocked.Read(ref _asked), Interlocked.Read(ref _done));

    /// <summary>How many tokens were given to the model so far.</summary>
    internal long Computed
    {
        get
        {
            lock (_all)
                return _all.Sum(decoder => decoder.Computed);
        }
    }

    /// <summary>Computes rows, by as many decoders as are free; waits for one.</summary>
    /// <param name="rows">The rows; each fits into the context.</param>
    /// <param name="read">Told of every output, row by row in any order; of several rows at a time.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal void Run(IReadOnlyList<SharedRow> rows, OutputReader read, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        _ = Interlocked.Add(ref _asked, rows.Count);
        // Rows that begin alike stand side by side in this order.
        var order = Enumerable.Range(0, rows.Count).ToArray();
        Array.Sort(order, (one, other) => rows[one].Tokens.AsSpan().SequenceCompareTo(rows[other].Tokens) is var sign && sign != 0 ? sign : one - other);
        _places.Wait(cancellationToken);
        var places = 1;
        try
        {
            while (places < Math.Min(_options.Threads, rows.Count) && _places.Wait(0, CancellationToken.None))
                places++;
            var starts = Starts(rows, order, places);
            if (starts.Count == 1)
                Part(rows, order, read, cancellationToken);
            else
                _ = Parallel.For(0, starts.Count, lane =>
                {
                    var end = lane + 1 < starts.Count ? starts[lane + 1] : order.Length;
                    Part(rows, order[starts[lane]..end], read, cancellationToken);
                });
        }
        catch (AggregateException error)
        {
            // Each lane stops by itself; the first reason is as good as another.
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
        finally
        {
            _ = _places.Release(places);
        }
    }

    /// <summary>Frees the contexts; nothing computes any more.</summary>
    public void Dispose()
    {
        _all.ForEach(decoder => decoder.Dispose());
        _places.Dispose();
    }

    private void Part(IReadOnlyList<SharedRow> rows, int[] part, OutputReader read, CancellationToken cancellationToken)
    {
        SharedPrefixDecoder? decoder;
        lock (_all)
            _ = _free.TryPop(out decoder);
        decoder ??= Make();
        try
        {
            decoder.Run(
                Array.ConvertAll(part, index => rows[index]),
                (index, position, logits) =>
                {
                    read(part[index], position, logits);
                    if (position == rows[part[index]].Count - 1)
                        _ = Interlocked.Increment(ref _done);
                },
                cancellationToken);
        }
        finally
        {
            lock (_all)
                _free.Push(decoder);
        }
    }

    private SharedPrefixDecoder Make()
    {
        var made = new SharedPrefixDecoder(_model, _options);
        lock (_all)
            _all.Add(made);
        return made;
    }

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
