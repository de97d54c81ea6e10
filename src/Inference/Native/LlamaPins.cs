namespace Rlar.Inference.Native;

/// <summary>
/// What the releases of llama.cpp that this code was written against say about themselves. Their structs change between releases with no version in
/// them, so another release would read options from wrong places: it is refused, never tried.
/// </summary>
internal static class LlamaPins
{
    /// <summary>Why a library with these versions and defaults cannot be used; null where it can.</summary>
    internal static string? Mismatch(string llama, string ggml, in LlamaModelParams model, in LlamaContextParams context)
    {
        if (Find(llama, ggml) is not { } release)
            return $"it is llama.cpp {llama} with ggml {ggml}, and RLAR is made for {string.Join(", and for ", LlamaRelease.Known)}";
        return (Wrong(model, release) ?? Wrong(context)) is { } field
            ? $"it calls itself llama.cpp {llama} with ggml {ggml}, but its default of {field} "
                + $"is not that of the {release} that RLAR is made for: the structs are laid out differently"
            : null;
    }

    /// <summary>The release with these versions; null for one that is not known.</summary>
    internal static LlamaRelease? Find(string llama, string ggml) =>
        LlamaRelease.Known.FirstOrDefault(release => release.Llama == llama && release.Ggml == ggml);

    private static unsafe string? Wrong(in LlamaModelParams options, LlamaRelease release) =>
        options.GpuLayers != -1 ? "n_gpu_layers"
        : options.SplitMode != 1 ? "split_mode"
        : options.LoadMode != release.LoadMode ? "load_mode"
        : options.LazyMode != 1 ? "lazy_mode"
        : options.MainGpu != 0 ? "main_gpu"
        : options.ProgressCallback != null ? "progress_callback"
        : options.UseExtraBuffers != 1 ? "use_extra_bufts"
        : options.VocabularyOnly != 0 || options.CheckTensors != 0 || options.LoadMtp != 0 ? "vocab_only, check_tensors or load_mtp"
        : null;

    private static unsafe string? Wrong(in LlamaContextParams options) =>
        options is not { ContextTokens: 512, BatchTokens: 2048, MicroBatchTokens: 512, Sequences: 1 } ? "n_ctx, n_batch, n_ubatch or n_seq_max"
        : options is not { Threads: 4, BatchThreads: 4 } ? "n_threads"
        : options is not { Pooling: -1, Attention: -1, FlashAttention: -1 } ? "pooling_type, attention_type or flash_attn_type"
        : options is not { KeyType: 1, ValueType: 1 } ? "type_k or type_v"
        : options.AbortCallback != null ? "abort_callback"
        : options is not { Embeddings: 0, OffloadKv: 1, NoTimings: 1, OffloadOps: 1, FullSlidingWindow: 1, UnifiedKv: 0 } ? "embeddings ... kv_unified"
        : options is not { Samplers: 0, SamplerCount: 0, OtherContext: 0 } ? "samplers or ctx_other"
        : null;
}
