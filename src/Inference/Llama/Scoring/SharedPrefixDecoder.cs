namespace Rlar.Inference.Llama.Scoring;

/// <summary>
/// Computes many rows over one context so that a beginning that rows share is computed once: within a pack of rows as a tree, all branches of
/// a depth in one batch; and from one pack to the next by the trunk, a sequence of its own that keeps what all rows of the last pack began with,
/// up to a border of theirs. Not for several threads at once.
/// </summary>
/// <remarks>
/// A row gets the same bits in any call, whatever is beside it or came before. Where attention is fused (<see cref="LlamaContextOptions.SameBits"/>) a
/// token's bits do not depend on the batch that it is computed in, as long as that has 2 to 63 tokens, and 2 outputs where it has any: one alone takes
/// another kernel, so it gets company that nobody reads. Where attention is not fused it sums over the cells of all rows, so each row is
/// computed alone; the trunk is computed in pieces, border by border, and only whole pieces are kept, which are the bits that would be computed anew.
/// </remarks>
internal sealed class SharedPrefixDecoder : IDisposable
{
    private const long OutputBytes = 64 << 20;
    private readonly LlamaBatch _batch;
    private readonly int _spare;
    private readonly bool _fused;
    private readonly (int Row, int Position)[] _asked;
    private readonly int _sequences;
    private int[] _trunk = [];
    private int[] _trunkBorders = [];

    /// <summary>Makes a context for it.</summary>
    /// <exception cref="InferenceException">The context cannot be made.</exception>
    internal SharedPrefixDecoder(LlamaModel model, LlamaContextOptions options)
    {
        var fitting = (int)Math.Clamp(OutputBytes / (4L * model.Vocabulary.Size), 16, Math.Max(16, options.BatchTokens));
        options.Validate();
        _fused = options.Attention == FlashAttention.On;
        _sequences = _fused && model.SharesPrefixes ? Math.Min(options.Sequences, LlamaContextOptions.MaxSequences - 2) : 1;
        _spare = _sequences + 1;
        Context = new LlamaContext(
            model,
            options with
            {
                ContextTokens = checked(options.ContextTokens + 1),
                Outputs = fitting,
                Sequences = _sequences + 2,
                Layout = KvLayout.Pool,
                Threads = 1,
            });
        ContextTokens = Context.ContextTokens - 1;
        _batch = new LlamaBatch(Context.BatchTokens);
        _asked = new (int, int)[Context.BatchTokens];
    }

    /// <summary>The context.</summary>
    internal LlamaContext Context { get; }

    /// <summary>The most tokens of a row, and of all rows of a pack.</summary>
    internal int ContextTokens { get; }

    /// <summary>How many tokens were given to the model so far: what sharing saves can be seen by it.</summary>
    internal long Computed { get; private set; }

    private bool Shares => Context.Model.SharesPrefixes;

    /// <summary>Computes rows.</summary>
    /// <param name="rows">The rows, those that begin alike side by side; each fits into the context.</param>
    /// <param name="read">Told of every output, row by row in any order.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal void Run(IReadOnlyList<SharedRow> rows, OutputReader read, CancellationToken cancellationToken)
    {
        try
        {
            for (var first = 0; first < rows.Count;)
            {
                var tree = new PrefixTree(rows, Shares);
                var count = 0;
                while (count < _sequences && first + count < rows.Count && tree.TryAdd(first + count, ContextTokens))
                    count++;
                Compute(rows, tree, first, count, read, cancellationToken);
                first += count;
            }
        }
        catch
        {
            // What the context holds now is not known.
            (_trunk, _trunkBorders) = ([], []);
            throw;
        }
    }

    /// <summary>Frees the context.</summary>
    public void Dispose() => Context.Dispose();

    private void Compute(IReadOnlyList<SharedRow> rows, PrefixTree tree, int first, int count, OutputReader read, CancellationToken cancellationToken)
    {
        _batch.Clear();
        var leader = rows[tree.Roots[0].Row];
        var borders = Shares && tree.Roots is [var only] ? CommonBorders([.. Enumerable.Range(first, count).Select(index => rows[index])], only.End) : [];
        var length = borders.Length > 0 ? borders[^1] : 0;
        Grow(leader, borders, length, cancellationToken);

        var level = tree.Roots.Select(node => (Node: node, Source: _sequences, Start: length)).ToList();
        while (level.Count > 0)
        {
            // Before the tokens: what is to be shared was computed in the level before.
            foreach (var (node, source, start) in level)
            {
                if (start > 0 && source != node.Row - first)
                    Context.CopyPrefix(source, node.Row - first, start);
            }

            foreach (var (node, _, start) in level)
            {
                for (var position = start; position < node.End; position++)
                {
                    var output = position >= rows[node.Row].FirstOutput;
                    if (_batch.Count == _batch.Capacity || (output && _batch.OutputCount == Context.Outputs))
                        Decode(read, cancellationToken);
                    _asked[_batch.Count] = (node.Row, position);
                    _ = _batch.Add(rows[node.Row].Tokens[position], position, node.Row - first, output);
                }
            }

            Decode(read, cancellationToken);
            level = [.. level.SelectMany(entry => entry.Node.Children.Select(child => (child, entry.Node.Row - first, child.Start)))];
        }
    }

    // Makes the trunk the first tokens of a row, and keeps what it has of them.
    private void Grow(SharedRow row, int[] borders, int length, CancellationToken cancellationToken)
    {
        var kept = Kept(row.Tokens, borders, length);
        if (kept == 0)
        {
            Context.Clear();
        }
        else
        {
            for (var sequence = 0; sequence < _sequences; sequence++)
                Context.Remove(sequence, 0);
            Context.Remove(_sequences, kept);
        }

        (_trunk, _trunkBorders) = ([], []);
        foreach (var border in borders)
        {
            for (var position = kept; position < border; position++)
            {
                if (_batch.Count == _batch.Capacity)
                    Decode(null, cancellationToken);
                _ = _batch.Add(row.Tokens[position], position, _sequences, output: false);
            }

            Decode(null, cancellationToken);
            kept = Math.Max(kept, border);
        }

        (_trunk, _trunkBorders) = (row.Tokens[..length], borders);
    }

    // The borders that all rows of a pack have, before anything that is asked of one of them.
    private static int[] CommonBorders(SharedRow[] rows, int most)
    {
        var borders = rows[0].Borders.ToArray().AsSpan();
        foreach (var row in rows)
        {
            var same = borders.CommonPrefixLength([.. row.Borders]);
            while (same > 0 && borders[same - 1] > Math.Min(most, row.FirstOutput))
                same--;
            borders = borders[..same];
        }

        return borders.ToArray();
    }

    private int Kept(int[] tokens, int[] borders, int length)
    {
        var same = _trunk.AsSpan().CommonPrefixLength(tokens.AsSpan(0, length));
        var cuts = borders.AsSpan().CommonPrefixLength(_trunkBorders);
        while (cuts > 0 && borders[cuts - 1] > same)
            cuts--;
        return cuts > 0 ? borders[cuts - 1] : 0;
    }

    private void Decode(OutputReader? read, CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;
        Computed += _batch.Count;
        var (count, alone) = (_batch.Count, _fused && _batch.Count == 1);
        if (alone)
            _ = _batch.Add(_batch.First, 0, _spare, output: false);
        var company = _fused && _batch.OutputCount == 1 ? _batch.HasOutput(0) ? 1 : 0 : -1;
        if (company >= 0)
            _batch.Ask(company);
        Context.Decode(_batch, cancellationToken);
        if (alone)
            Context.Remove(_spare, 0);
        for (var index = 0; read is not null && index < count; index++)
        {
            if (index != company && _batch.HasOutput(index))
                read(_asked[index].Row, _asked[index].Position, Context.Logits(index));
        }

        _batch.Clear();
    }
}

/// <summary>Takes the logits after a token.</summary>
/// <param name="row">The row's index.</param>
/// <param name="position">The token's place in the row.</param>
/// <param name="logits">One for each token of the vocabulary; good during the call.</param>
internal delegate void OutputReader(int row, int position, ReadOnlySpan<float> logits);
