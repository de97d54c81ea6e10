using Rlar.Inference.Llama;
using Rlar.Inference.Native;

namespace Rlar.Bench.Inference;

/// <summary>
/// What a program does that calls the C API and nothing else: one batch a step with a token of each sequence, the largest logit, until there
/// are enough. It checks nothing, keeps no text and no probabilities.
/// </summary>
internal sealed unsafe class BareLoop : IGenerationWay
{
    private readonly LlamaContextHandle _context;
    private readonly LlamaBatch _batch = new(512);
    private readonly int _size;

    /// <summary>Makes a context with the sizes of the engine's, and either one stream a sequence or one pool for all.</summary>
    internal BareLoop(LlamaModel model, LlamaContextOptions options, bool streams)
    {
        Name = streams ? "bare loop, a stream each" : "bare loop, one pool";
        var native = LlamaNative.llama_context_default_params();
        native.ContextTokens = (uint)options.ContextTokens;
        native.BatchTokens = native.MicroBatchTokens = 512;
        native.Outputs = native.Sequences = (uint)options.Sequences;
        native.Threads = native.BatchThreads = options.Threads;
        native.KeyType = native.ValueType = options.Kv == KvPrecision.F32 ? 0 : 1;
        native.FlashAttention = options.Attention switch { FlashAttention.Auto => -1, FlashAttention.Off => 0, _ => 1 };
        native.UnifiedKv = streams ? (byte)0 : (byte)1;
        _context = LlamaContextHandle.Create(model.Handle, native);
        _size = model.Vocabulary.Size;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task<int[][]> RunAsync(int[][] prompts, int count)
    {
        LlamaNative.llama_memory_clear(LlamaNative.llama_get_memory(_context), 0);
        var made = Array.ConvertAll(prompts, _ => new List<int>(count));
        var outputs = new int[prompts.Length];
        _batch.Clear();
        for (var sequence = 0; sequence < prompts.Length; sequence++)
        {
            for (var position = 0; position < prompts[sequence].Length; position++)
                outputs[sequence] = _batch.Add(prompts[sequence][position], position, sequence, position == prompts[sequence].Length - 1);
        }

        while (_batch.Count > 0)
        {
            if (LlamaNative.llama_decode(_context, _batch.Native()) != 0)
                throw new InvalidOperationException("llama_decode failed.");
            _batch.Clear();
            for (var sequence = 0; sequence < prompts.Length; sequence++)
            {
                if (outputs[sequence] < 0)
                    continue;
                var token = LargestLogit.IndexOf(new ReadOnlySpan<float>(LlamaNative.llama_get_logits_ith(_context, outputs[sequence]), _size));
                outputs[sequence] = -1;
                made[sequence].Add(token);
                if (made[sequence].Count < count)
                    outputs[sequence] = _batch.Add(token, prompts[sequence].Length + made[sequence].Count - 1, sequence, true);
            }
        }

        return Task.FromResult(Array.ConvertAll(made, tokens => tokens.ToArray()));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _context.Dispose();
        return ValueTask.CompletedTask;
    }
}
