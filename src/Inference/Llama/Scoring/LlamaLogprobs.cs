namespace Rlar.Inference.Llama.Scoring;

/// <summary>
/// The log-probabilities that a model gives to continuations and to next tokens: for judges, for rewards of a likelihood, and for the policies of
/// GRPO. Rows are packed side by side into one context; a beginning that rows of a call share is computed once, and one that all of them have is
/// kept for the next call up to a border of theirs. Safe for several threads.
/// </summary>
/// <remarks>
/// A row gets the same bits alone, among any others, in any order, with any number of sequences and threads, over one build of llama.cpp and one kind of
/// processor (<see cref="Native.LlamaLibrary.Origin"/>). With <see cref="FlashAttention.Off"/> rows are computed one by one for that, with
/// <see cref="FlashAttention.On"/> side by side, as <see cref="LlamaContextOptions.SameBits"/> has it. <see cref="FlashAttention.Auto"/> takes the first, and
/// <see cref="LlamaContextOptions.Exact"/>, for models whose weights all have 32 bits or whose heads are not a multiple of 32 wide, and else the second.
/// </remarks>
public sealed class LlamaLogprobs : IDisposable
{
    private readonly DecoderLanes _decoder;

    /// <summary>Makes a context for it.</summary>
    /// <param name="model">A model that continues text.</param>
    /// <param name="options">
    /// Sizes: no row may be longer than <see cref="LlamaContextOptions.ContextTokens"/>, and up to <see cref="LlamaContextOptions.Sequences"/> rows (254 at
    /// most) are packed. With several <see cref="LlamaContextOptions.Threads"/> rows are spread over as many contexts of one thread each.
    /// </param>
    /// <exception cref="InferenceException">The model does not continue text, or the context cannot be made.</exception>
    public LlamaLogprobs(LlamaModel model, LlamaContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (!model.Generates)
            throw new InferenceException($"{model.Path}: the model does not continue text, so it gives no log-probabilities.");
        Model = model;
        var fused = options.Attention == FlashAttention.On || (options.Attention == FlashAttention.Auto && model.Shape.Fuses);
        var chosen = fused ? options.SameBits() : options.Attention == FlashAttention.Off ? options : options.Exact();
        _decoder = new DecoderLanes(model, chosen with { Threads = options.Threads });
    }

    /// <summary>The model.</summary>
    public LlamaModel Model { get; }

    /// <summary>The most tokens of a row.</summary>
    public int ContextTokens => _decoder.ContextTokens;

    /// <summary>How many tokens the model has computed so far.</summary>
    public long ComputedTokens => _decoder.Computed;

    /// <summary>How many rows were asked for so far, and how many of them are computed; from any thread.</summary>
    public (long Asked, long Done) Rows => _decoder.Rows;

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
        var asked = new List<SharedRow>(rows.Count);
        var places = new List<int>(rows.Count);
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            CheckPrompt(row, index);
            Check(row.Tokens, row.Borders, index);
            values[index] = new double[row.Tokens.Count - row.PromptLength];
            if (values[index].Length == 0)
                continue;
            // The last token's own logits tell of nothing that is in the row.
            asked.Add(new SharedRow(row.Tokens as int[] ?? [.. row.Tokens], row.Tokens.Count - 1, row.PromptLength - 1, row.Borders));
            places.Add(index);
        }

        _decoder.Run(
            asked,
            (index, position, logits) =>
            {
                var first = asked[index].FirstOutput;
                values[places[index]][position - first] = logits[asked[index].Tokens[position + 1]] - LogSumExp.Of(logits);
            },
            cancellationToken);
        return values;
    }

    /// <summary>The natural logarithm of the probability that each of some tokens comes next, at temperature 1.</summary>
    /// <param name="rows">The texts and what is asked of them.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One array a row, in order, with a value for each of its candidates.</returns>
    /// <exception cref="InferenceException">A row has no token, no such token, or is longer than the context.</exception>
    public IReadOnlyList<double[]> Next(IReadOnlyList<NextTokenRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var values = new double[rows.Count][];
        var asked = new List<SharedRow>(rows.Count);
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            if (row.Tokens.Count == 0)
                throw new InferenceException($"{Model.Path}: row {index} has no token. Start with the model's first token (bos) where there is no text.");
            Check(row.Tokens, row.Borders, index);
            CheckTokens(row.Candidates, index);
            asked.Add(new SharedRow(row.Tokens as int[] ?? [.. row.Tokens], row.Tokens.Count, row.Tokens.Count - 1, row.Borders));
        }

        _decoder.Run(
            asked,
            (index, _, logits) =>
            {
                var total = LogSumExp.Of(logits);
                var found = new double[rows[index].Candidates.Count];
                for (var candidate = 0; candidate < found.Length; candidate++)
                    found[candidate] = logits[rows[index].Candidates[candidate]] - total;
                values[index] = found;
            },
            cancellationToken);
        return values;
    }

    /// <summary>Frees the context.</summary>
    public void Dispose() => _decoder.Dispose();

    private void CheckPrompt(TokenRow row, int index)
    {
        if (row.PromptLength < 1 || row.PromptLength > row.Tokens.Count)
            throw new InferenceException(
                $"{Model.Path}: row {index} has {row.Tokens.Count} tokens and a prompt of {row.PromptLength}. "
                + "A probability needs at least one token before it: start with the model's first token (bos) where there is no prompt.");
    }

    private void Check(IReadOnlyList<int> tokens, IReadOnlyList<int> borders, int index)
    {
        if (tokens.Count > ContextTokens)
            throw new InferenceException(
                $"{Model.Path}: row {index} has {tokens.Count} tokens, and the context holds {ContextTokens}. "
                + "Give the context more tokens, or cut the row.");
        for (var border = 0; border < borders.Count; border++)
        {
            if (borders[border] <= (border == 0 ? 0 : borders[border - 1]))
                throw new InferenceException($"{Model.Path}: row {index} has the borders {string.Join(", ", borders)}; they must be above 0 and ascend.");
        }

        CheckTokens(tokens, index);
    }

    private void CheckTokens(IReadOnlyList<int> tokens, int index)
    {
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)Model.Vocabulary.Size)
                throw new InferenceException($"{Model.Path}: row {index} has the token {token}, and the vocabulary has {Model.Vocabulary.Size}.");
        }
    }
}
