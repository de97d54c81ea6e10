using Rlar.Inference.Gguf;
using Rlar.Inference.Heads;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama.Pooled;

/// <summary>
/// One result for each row of tokens from a GGUF model: a vector pooled from the states of its tokens, or the logits of its classification
/// head. Every size is checked here, because the engine's own checks end the process. One call at a time: others wait.
/// </summary>
/// <remarks>
/// With <see cref="LlamaPooledOptions.Sequences"/> 1 a row has the same bits each time. The engine puts a softmax after the heads of qwen3
/// models; their head is computed here instead, so that what comes out are logits for every architecture.
/// </remarks>
internal sealed unsafe class LlamaPooled : IDisposable
{
    // Tokens of one step of a row that may be computed in steps: the engine keeps a number for each of them and each token of the vocabulary.
    private const int Step = 256;
    private readonly Lock _gate = new();
    private readonly LlamaContextHandle _handle;
    private readonly LlamaBatch _batch;
    private readonly HeadWeights? _head;
    private readonly List<LlamaAdapterHandle> _adapters = [];
    private readonly int _sequences;
    private readonly int _contextTokens;
    private readonly bool _inSteps;

    /// <summary>Makes a context for it.</summary>
    /// <param name="model">A model; it stays alive as long as this.</param>
    /// <param name="options">Sizes.</param>
    /// <exception cref="InferenceException">The model has no such head, or the context cannot be made.</exception>
    internal LlamaPooled(LlamaModel model, LlamaPooledOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Longest, 1);
        Model = model;
        var file = GgufFile.Read(model.Path);
        var architecture = file.Text("general.architecture") ?? "";
        if (architecture.StartsWith("t5", StringComparison.Ordinal))
            throw new InferenceException($"{model.Path}: T5 models are not pooled here.");
        Pooling = options.Pooling ?? PoolingOf(file, model);
        if (Pooling is ModelPooling.None || !Enum.IsDefined(Pooling))
            throw new InferenceException($"{model.Path}: the pooling '{Pooling}' gives no result for a text.");
        Labels = Pooling == ModelPooling.Rank ? LabelsOf(model, file) : [];
        var ownHead = Pooling == ModelPooling.Rank && architecture is "qwen3" or "qwen3vl";
        Width = Pooling == ModelPooling.Rank ? Labels.Count : LlamaNative.llama_model_n_embd_out(model.Handle);
        if (ownHead)
            _head = HeadWeights.Read(file, LlamaNative.llama_model_n_embd_out(model.Handle), Labels.Count);
        else if (Pooling == ModelPooling.Rank)
            CheckHead(file, Labels.Count);
        Longest = Math.Min(options.Longest, model.TrainedContext);
        // Where each token sees only those before it and the last one is the result, a row can be computed in steps.
        _inSteps = model.Generates
            && (ownHead || Pooling == ModelPooling.Last)
            && file.Metadata.GetValueOrDefault($"{architecture}.attention.causal") is not false;
        _sequences = options.Sequences;
        // Beyond some number of tokens the engine's own limits count, and the memory of one batch.
        _contextTokens = checked((int)Math.Min((long)Longest * options.Sequences, 1 << 20));
        var context = new LlamaContextOptions
        {
            ContextTokens = _contextTokens,
            BatchTokens = _inSteps ? Math.Min(_contextTokens, Step) : _contextTokens,
            Sequences = options.Sequences,
            Threads = options.Threads,
        };
        context.Validate();
        var native = LlamaLibrary.ContextDefaults();
        native.ContextTokens = (uint)context.ContextTokens;
        native.BatchTokens = native.MicroBatchTokens = native.Outputs = (uint)Math.Max(context.BatchTokens, context.Sequences);
        native.Sequences = (uint)context.Sequences;
        native.Threads = native.BatchThreads = context.Threads;
        native.Pooling = (int)(ownHead ? ModelPooling.Last : Pooling);
        native.Embeddings = 1;
        native.UnifiedKv = 1;
        native.KeyType = native.ValueType = 0;
        native.FlashAttention = 0;
        NativeLog.Watch();
        _handle = LlamaContextHandle.Create(model.Handle, native);
        if (_handle.IsInvalid)
            throw new InferenceException(
                $"{model.Path}: no context of {_contextTokens} tokens for the pooling {Pooling} could be made: {NativeLog.Problems()}");
        _batch = new LlamaBatch((int)LlamaNative.llama_n_batch(_handle));
        try
        {
            AdapterUse.Apply(_handle, model, options.Adapters, _adapters);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>The model.</summary>
    internal LlamaModel Model { get; }

    /// <summary>How a row's result is made.</summary>
    internal ModelPooling Pooling { get; }

    /// <summary>How many numbers a row's result has.</summary>
    internal int Width { get; }

    /// <summary>The labels of the logits; LABEL_0, LABEL_1, ... where the file names none; empty without a classification head.</summary>
    internal IReadOnlyList<string> Labels { get; }

    /// <summary>The most tokens of a row.</summary>
    internal int Longest { get; }

    /// <summary>The results of rows.</summary>
    /// <param name="rows">Tokens, with those that the model wants around a text; 1 to <see cref="Longest"/> each.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>For each row [width]: the pooled vector as it is, or the logits.</returns>
    /// <exception cref="InferenceException">A row is empty, too long, or has a token that there is not; or the computation failed.</exception>
    internal IReadOnlyList<float[]> Run(IReadOnlyList<IReadOnlyList<int>> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Count == 0 || rows[index].Count > Longest)
                throw new InferenceException($"{Model.Path}: row {index} has {rows[index].Count} tokens; 1 to {Longest} are possible.");
        }

        var results = new float[rows.Count][];
        lock (_gate)
        {
            for (var first = 0; first < rows.Count;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                first += Pack(rows, first, results, cancellationToken);
            }
        }

        return results;
    }

    /// <summary>Frees the context, and the model if it was disposed of and nothing else uses it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _handle.Dispose();
            _adapters.ForEach(AdapterUse.Release);
            _adapters.Clear();
        }
    }

    private static ModelPooling PoolingOf(GgufFile file, LlamaModel model) =>
        ModelHeads.Of(file) == ModelHead.Classification ? ModelPooling.Rank
        : ModelHeads.Pooling(file) is { } named and not ModelPooling.None ? named
        : model.Generates ? ModelPooling.Last : ModelPooling.Mean;

    private static List<string> LabelsOf(LlamaModel model, GgufFile file)
    {
        if (ModelHeads.Of(file) != ModelHead.Classification)
            throw new InferenceException($"{model.Path}: has no classification head (no cls.output.weight and no labels), so it gives no scores.");
        var count = LlamaNative.llama_model_n_cls_out(model.Handle);
        return [.. Enumerable.Range(0, (int)count)
            .Select(index => LlamaNative.llama_model_cls_label(model.Handle, (uint)index) is var label && label != null
                ? LlamaLibrary.Text(label)
                : $"LABEL_{index}")];
    }

    // The engine copies as many numbers for each sequence as there are labels, wherever they come from.
    private static void CheckHead(GgufFile file, int labels)
    {
        var head = file.Tensors.FirstOrDefault(tensor => tensor.Name == "cls.output.weight")
            ?? file.Tensors.FirstOrDefault(tensor => tensor.Name == "cls.weight")
            ?? throw new InferenceException(
                $"{file.Path}: says that it classifies, and has no tensor cls.output.weight or cls.weight. "
                + "Convert the model again, as a ...ForSequenceClassification.");
        var wide = head.Dimensions.Count > 1 ? head.Dimensions[1] : 1;
        if (wide != labels)
            throw new InferenceException($"{file.Path}: its head {head.Name} gives {wide} numbers, and there are {labels} labels.");
    }

    // As many rows as fit, from the first on; how many they were.
    private int Pack(IReadOnlyList<IReadOnlyList<int>> rows, int first, float[][] results, CancellationToken cancellationToken)
    {
        using (var alive = new HandleLease(_handle))
            LlamaNative.llama_memory_clear(LlamaNative.llama_get_memory(_handle), 0);
        _batch.Clear();
        var count = 0;
        var used = 0;
        while (count < _sequences && first + count < rows.Count)
        {
            var row = rows[first + count];
            var fits = row.Count <= _batch.Capacity - _batch.Count;
            if (used + row.Count > _contextTokens || (!fits && (count > 0 || !_inSteps)))
                break;
            for (var position = 0; position < row.Count; position++)
            {
                if (_batch.Count == _batch.Capacity)
                    Decode(cancellationToken);
                _ = _batch.Add(row[position], position, count, true);
            }

            used += row.Count;
            count++;
            // What was computed in steps stays alone: it has a result only after the last step.
            if (!fits)
                break;
        }

        Decode(cancellationToken);
        for (var index = 0; index < count; index++)
            results[first + index] = Result(index);
        return count;
    }

    private float[] Result(int sequence)
    {
        var pooled = LlamaNative.llama_get_embeddings_seq(_handle, sequence);
        if (pooled == null)
            throw new InferenceException($"{Model.Path}: the engine gave no result for a text.");
        return _head is null
            ? new ReadOnlySpan<float>(pooled, Width).ToArray()
            : _head.Apply(new ReadOnlySpan<float>(pooled, LlamaNative.llama_model_n_embd_out(Model.Handle)));
    }

    private void Decode(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_batch.Problem(Model.Vocabulary.Size, _sequences, Longest) is { } problem)
            throw new InferenceException($"{Model.Path}: {problem}.");
        NativeLog.Watch();
        var status = LlamaNative.llama_decode(_handle, _batch.Native());
        GC.KeepAlive(_batch);
        if (status != 0)
            throw new InferenceException($"{Model.Path}: the computation failed with {status}: {NativeLog.Problems()}.");
        _batch.Clear();
    }
}
