namespace Rlar.Inference.Llama;

/// <summary>
/// The log-probabilities that a model gives to continuations: for judges, for rewards of a likelihood, and for the policies of GRPO. Rows
/// are packed side by side into one context, and a prompt that neighbours share is computed once. Not for several threads at once.
/// </summary>
/// <remarks>
/// A row's values depend on what it is packed with by float rounding only (about 1e-6 with <see cref="LlamaContextOptions.Exact"/>): the
/// engine sums in another order in a batch of another size. With one sequence a row is computed alone, and gets the same bits each time.
/// </remarks>
public sealed class LlamaLogprobs : IDisposable
{
    private const int SharedLeast = 8;
    private const long OutputBytes = 64 << 20;
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;
    private readonly (int Row, int Position)[] _asked;

    /// <summary>Makes a context for it.</summary>
    /// <param name="model">A model that continues text.</param>
    /// <param name="options">Sizes: no row may be longer than <see cref="LlamaContextOptions.ContextTokens"/>, and up to <see cref="LlamaContextOptions.Sequences"/> rows are packed.</param>
    /// <exception cref="InferenceException">The model does not continue text, or the context cannot be made.</exception>
    public LlamaLogprobs(LlamaModel model, LlamaContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (!model.Generates)
            throw new InferenceException($"{model.Path}: the model does not continue text, so it gives no log-probabilities.");
        var fitting = (int)Math.Clamp(OutputBytes / (4L * model.Vocabulary.Size), 16, Math.Max(16, options.BatchTokens));
        _context = new LlamaContext(model, options with { Outputs = fitting, Layout = KvLayout.Pool });
        _batch = new LlamaBatch(_context.BatchTokens);
        _asked = new (int, int)[_context.BatchTokens];
    }

    /// <summary>The most tokens of a row.</summary>
    public int ContextTokens => _context.ContextTokens;

    /// <summary>
    /// The natural logarithm of each continuation token's probability given all tokens before it, at temperature 1: element j of a row is of
    /// token PromptLength + j.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One array a row, in order, of as many values as the row has tokens after its prompt; each at most 0.</returns>
    /// <exception cref="InferenceException">A row has no prompt, no such token, or is longer than the context.</exception>
    public IReadOnlyList<double[]> Score(IReadOnlyList<TokenRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new double[rows.Count][];
        for (var index = 0; index < rows.Count; index++)
        {
            Check(rows[index], index);
            values[index] = new double[rows[index].Tokens.Count - rows[index].PromptLength];
        }

        for (var first = 0; first < rows.Count;)
            first += Pack(rows, first, values, cancellationToken);
        return values;
    }

    /// <summary>Frees the context.</summary>
    public void Dispose() => _context.Dispose();

    private void Check(TokenRow row, int index)
    {
        var path = _context.Model.Path;
        if (row.PromptLength < 1 || row.PromptLength > row.Tokens.Count)
            throw new InferenceException($"{path}: row {index} has {row.Tokens.Count} tokens and a prompt of {row.PromptLength}. A probability needs at least one token before it: start with the model's first token (bos) where there is no prompt.");
        if (row.Tokens.Count > ContextTokens)
            throw new InferenceException($"{path}: row {index} has {row.Tokens.Count} tokens, and the context holds {ContextTokens}. Give the context more tokens, or cut the row.");
        foreach (var token in row.Tokens)
        {
            if ((uint)token >= (uint)_context.Model.Vocabulary.Size)
                throw new InferenceException($"{path}: row {index} has the token {token}, and the vocabulary has {_context.Model.Vocabulary.Size}.");
        }
    }

    // As many rows as fit, from the first on; how many they were.
    private int Pack(IReadOnlyList<TokenRow> rows, int first, double[][] values, CancellationToken cancellationToken)
    {
        _context.Clear();
        _batch.Clear();
        var leader = first;
        var used = 0;
        var count = 0;
        for (; count < _context.Sequences && first + count < rows.Count; count++)
        {
            var row = rows[first + count];
            var shared = count == 0 ? 0 : SharedPrefix(rows[leader], row);
            if (used + row.Tokens.Count - shared > ContextTokens)
                break;
            used += row.Tokens.Count - shared;
            if (shared > 0)
            {
                // What is to be copied must be computed.
                Decode(rows, values, cancellationToken);
                _context.CopyPrefix(leader - first, count, shared);
            }
            else
            {
                leader = first + count;
            }

            // The last token's own logits tell of nothing that is in the row.
            for (var position = shared; position < row.Tokens.Count - 1; position++)
            {
                var output = position >= row.PromptLength - 1;
                if (_batch.Count == _batch.Capacity || (output && _batch.OutputCount == _context.Outputs))
                    Decode(rows, values, cancellationToken);
                _asked[_batch.Count] = (first + count, position);
                _ = _batch.Add(row.Tokens[position], position, count, output);
            }
        }

        Decode(rows, values, cancellationToken);
        return count;
    }

    private int SharedPrefix(TokenRow leader, TokenRow row)
    {
        if (!_context.Model.SharesPrefixes)
            return 0;
        var most = Math.Min(leader.PromptLength, row.PromptLength) - 1;
        var length = 0;
        while (length < most && leader.Tokens[length] == row.Tokens[length])
            length++;
        return length >= SharedLeast ? length : 0;
    }

    private void Decode(IReadOnlyList<TokenRow> rows, double[][] values, CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;
        _context.Decode(_batch, cancellationToken);
        for (var index = 0; index < _batch.Count; index++)
        {
            if (!_batch.HasOutput(index))
                continue;
            var (row, position) = _asked[index];
            var logits = _context.Logits(index);
            values[row][position + 1 - rows[row].PromptLength] = logits[rows[row].Tokens[position + 1]] - LogSumExp.Of(logits);
        }

        _batch.Clear();
    }
}
