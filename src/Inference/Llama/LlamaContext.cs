using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama;

/// <summary>
/// The state of up to 256 sequences over one model: decodes batches of tokens and gives logits. Every size is checked here, because the
/// engine's own checks end the process. One call at a time: others wait.
/// </summary>
internal sealed unsafe class LlamaContext : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LlamaContextHandle _handle;
    private readonly LlamaModel _model;
    private readonly List<LlamaAdapterHandle> _adapters = [];
    private readonly int[] _abort = GC.AllocateArray<int>(1, pinned: true);
    private LlamaBatch? _decoded;

    /// <summary>Makes a context.</summary>
    /// <param name="model">The model; it stays alive as long as the context.</param>
    /// <param name="options">Sizes and precision.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not possible.</exception>
    /// <exception cref="InferenceException">The engine could not make it, for want of memory for instance.</exception>
    internal LlamaContext(LlamaModel model, LlamaContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _model = model;
        var native = LlamaLibrary.ContextDefaults();
        native.ContextTokens = (uint)options.ContextTokens;
        native.BatchTokens = (uint)Math.Min(options.BatchTokens, options.ContextTokens);
        native.MicroBatchTokens = Math.Min(native.BatchTokens, 512);
        native.Outputs = (uint)Math.Max(Math.Min(options.Outputs, options.BatchTokens), options.Sequences);
        native.Sequences = (uint)options.Sequences;
        native.Threads = native.BatchThreads = options.Threads;
        native.KeyType = native.ValueType = options.Kv == KvPrecision.F32 ? 0 : 1;
        native.FlashAttention = options.Attention switch { FlashAttention.Auto => -1, FlashAttention.Off => 0, _ => 1 };
        native.UnifiedKv = options.Layout == KvLayout.Streams && options.Sequences > 1 ? (byte)0 : (byte)1;
        native.AbortCallback = &IsAborted;
        fixed (int* abort = _abort)
            native.AbortData = abort;
        NativeLog.Watch();
        _handle = LlamaContextHandle.Create(model.Handle, native);
        if (_handle.IsInvalid)
            throw new InferenceException(
                $"{model.Path}: no context of {options.ContextTokens} tokens, {options.Sequences} sequences "
                + $"and {options.Kv} keys and values could be made: {NativeLog.Problems()}");
        ContextTokens = (int)LlamaNative.llama_n_ctx(_handle);
        BatchTokens = (int)LlamaNative.llama_n_batch(_handle);
        Sequences = (int)LlamaNative.llama_n_seq_max(_handle);
        Outputs = Math.Min((int)native.Outputs, BatchTokens);
        Layout = native.UnifiedKv == 0 ? KvLayout.Streams : KvLayout.Pool;
        SequenceTokens = Layout == KvLayout.Streams ? ContextTokens / Sequences : ContextTokens;
        if (options.Adapters.Count == 0)
            return;
        try
        {
            Use(options.Adapters);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>The model.</summary>
    internal LlamaModel Model => _model;

    /// <summary>Tokens that all sequences together can hold; at least what was asked for.</summary>
    internal int ContextTokens { get; }

    /// <summary>Tokens that one sequence can hold.</summary>
    internal int SequenceTokens { get; }

    /// <summary>How the cells are divided; one sequence has them all.</summary>
    internal KvLayout Layout { get; }

    /// <summary>Tokens in one batch.</summary>
    internal int BatchTokens { get; }

    /// <summary>Sequences side by side.</summary>
    internal int Sequences { get; }

    /// <summary>Tokens of one batch whose logits can be asked for.</summary>
    internal int Outputs { get; }

    /// <summary>
    /// Computes with these adapters from the next batch on, in the place of those before; none for the model alone. What the sequences hold
    /// was computed without them, so they are emptied.
    /// </summary>
    /// <param name="adapters">Adapters of this context's model, each once; kept alive as long as they are in use.</param>
    /// <exception cref="InferenceException">One is of another model or there twice, or its scale is no finite number.</exception>
    internal void Use(IReadOnlyList<ScaledAdapter> adapters)
    {
        ArgumentNullException.ThrowIfNull(adapters);
        lock (_gate)
        {
            _decoded = null;
            AdapterUse.Apply(_handle, _model, adapters, _adapters);
        }
    }

    /// <summary>Computes a batch. Positions of a sequence must follow the ones that it holds.</summary>
    /// <param name="batch">1 to <see cref="BatchTokens"/> tokens.</param>
    /// <param name="cancellationToken">Stops between operations; the sequences of the batch are then to be removed.</param>
    /// <exception cref="InferenceException">The batch is not valid here, or there is no room for it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal void Decode(LlamaBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (batch.Count == 0 || batch.Count > BatchTokens)
                throw new InferenceException($"{_model.Path}: a batch of {batch.Count} tokens; 1 to {BatchTokens} can be decoded at once.");
            if (batch.OutputCount > Outputs)
                throw new InferenceException($"{_model.Path}: a batch with {batch.OutputCount} outputs; the context was made for {Outputs}.");
            if (batch.Problem(_model.Vocabulary.Size, Sequences, SequenceTokens) is { } problem)
                throw new InferenceException($"{_model.Path}: {problem}.");
            _decoded = null;
            Volatile.Write(ref _abort[0], 0);
            NativeLog.Watch();
            int status;
            using (cancellationToken.UnsafeRegister(static state => Volatile.Write(ref ((int[])state!)[0], 1), _abort))
                status = LlamaNative.llama_decode(_handle, batch.Native());
            GC.KeepAlive(batch);
            ThrowIfFailed(status, batch, cancellationToken);
            _decoded = batch;
        }
    }

    /// <summary>Copies the logits after a token of the last batch.</summary>
    /// <param name="index">What <see cref="LlamaBatch.Add"/> gave for the token.</param>
    /// <param name="destination">Takes them: as many as the vocabulary has tokens.</param>
    /// <exception cref="InferenceException">That token asked for no output.</exception>
    internal void CopyLogits(int index, Span<float> destination)
    {
        lock (_gate)
            Logits(index).CopyTo(destination);
    }

    /// <summary>Empties all sequences.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            using var alive = new HandleLease(_handle);
            LlamaNative.llama_memory_clear(LlamaNative.llama_get_memory(_handle), 0);
        }
    }

    /// <summary>Removes the tokens of a sequence from a position on.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="start">The first position to remove; 0 empties it.</param>
    /// <exception cref="InferenceException">The model cannot forget a part of a sequence (recurrent models); empty it instead.</exception>
    internal void Remove(int sequence, int start)
    {
        Check(sequence, nameof(sequence));
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        lock (_gate)
        {
            using var alive = new HandleLease(_handle);
            if (LlamaNative.llama_memory_seq_rm(LlamaNative.llama_get_memory(_handle), sequence, start, -1) == 0)
                throw new InferenceException($"{_model.Path}: the model keeps one state for a whole sequence and cannot forget a part of it.");
        }
    }

    /// <summary>Lets a sequence start with the first tokens of another, without computing them; one pool does not copy them either.</summary>
    /// <param name="source">The sequence that holds them.</param>
    /// <param name="destination">An empty sequence.</param>
    /// <param name="length">How many tokens.</param>
    internal void CopyPrefix(int source, int destination, int length)
    {
        Check(source, nameof(source));
        Check(destination, nameof(destination));
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        lock (_gate)
        {
            using var alive = new HandleLease(_handle);
            var memory = LlamaNative.llama_get_memory(_handle);
            if (source == destination || LlamaNative.llama_memory_seq_pos_max(memory, destination) >= 0)
                throw new InferenceException($"{_model.Path}: sequence {destination} is not empty, so no prefix can be copied to it.");
            if (!_model.SharesPrefixes || LlamaNative.llama_memory_seq_pos_max(memory, source) + 1 < length)
                throw new InferenceException($"{_model.Path}: sequence {source} has no prefix of {length} tokens that can be copied.");
            if (length == 0)
                return;
            if (Layout == KvLayout.Pool)
            {
                LlamaNative.llama_memory_seq_cp(memory, source, destination, 0, length);
                return;
            }

            // The engine asserts that a whole stream is copied.
            LlamaNative.llama_memory_seq_cp(memory, source, destination, -1, -1);
            if (LlamaNative.llama_memory_seq_rm(memory, destination, length, -1) == 0)
                throw new InferenceException($"{_model.Path}: the copy in sequence {destination} could not be cut to {length} tokens.");
        }
    }

    /// <summary>How many tokens a sequence holds.</summary>
    /// <param name="sequence">The sequence.</param>
    internal int Length(int sequence)
    {
        Check(sequence, nameof(sequence));
        lock (_gate)
        {
            using var alive = new HandleLease(_handle);
            return LlamaNative.llama_memory_seq_pos_max(LlamaNative.llama_get_memory(_handle), sequence) + 1;
        }
    }

    /// <summary>Frees the sequences, and the model if it was disposed of and nothing else uses it. Waits for a decode that is under way.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _handle.Dispose();
            _adapters.ForEach(AdapterUse.Release);
            _adapters.Clear();
        }
    }

    /// <summary>The logits after a token of the last batch, in the engine's memory: good until the next decode or disposal.</summary>
    internal ReadOnlySpan<float> Logits(int index)
    {
        if (_decoded is not { } batch || !batch.HasOutput(index))
            throw new InferenceException($"{_model.Path}: token {index} of the last batch has no logits; ask for them when adding it.");
        var logits = LlamaNative.llama_get_logits_ith(_handle, index);
        return logits != null
            ? new ReadOnlySpan<float>(logits, _model.Vocabulary.Size)
            : throw new InferenceException($"{_model.Path}: the model gives no logits: it is not one that continues text.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsAborted(void* data) => Volatile.Read(ref *(int*)data) != 0 ? (byte)1 : (byte)0;

    private void Check(int sequence, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sequence, Sequences, name);
    }

    private void ThrowIfFailed(int status, LlamaBatch batch, CancellationToken cancellationToken)
    {
        if (status == 0)
            return;
        if (status == 2)
            cancellationToken.ThrowIfCancellationRequested();
        var why = status switch
        {
            1 =>
                $"there is no room for {batch.Count} more tokens: "
                + $"the sequences together hold at most {ContextTokens}, and one {SequenceTokens}. "
                + "Give the context more tokens, or fewer or shorter sequences",
            -1 => $"the batch does not follow what its sequences hold: {NativeLog.Problems()}",
            _ => $"the computation failed with {status}: {NativeLog.Problems()}",
        };
        throw new InferenceException($"{_model.Path}: {why}.");
    }
}
