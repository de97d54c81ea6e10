using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Rlar.Inference.Gguf;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama;

/// <summary>The weights of a GGUF model in this process. Contexts made of it keep it alive; several threads may use it.</summary>
public sealed unsafe class LlamaModel : IDisposable
{
    private const int MemoryMap = 1;
    private const int AllLayers = -1;
    private const int Read = 0;
    private readonly LlamaModelHandle _handle;

    private LlamaModel(string path, LlamaModelHandle handle, ModelShape shape, LlamaVocabulary vocabulary)
    {
        Path = path;
        _handle = handle;
        Shape = shape;
        Vocabulary = vocabulary;
        var description = stackalloc byte[256];
        _ = LlamaNative.llama_model_desc(handle, description, 256);
        Description = LlamaLibrary.Text(description);
        Parameters = (long)LlamaNative.llama_model_n_params(handle);
        WeightBytes = (long)LlamaNative.llama_model_size(handle);
        EmbeddingSize = LlamaNative.llama_model_n_embd(handle);
        Layers = LlamaNative.llama_model_n_layer(handle);
        TrainedContext = LlamaNative.llama_model_n_ctx_train(handle);
        var template = LlamaNative.llama_model_chat_template(handle, null);
        ChatTemplate = template == null ? null : LlamaLibrary.Text(template);
        SharesPrefixes = LlamaNative.llama_model_is_recurrent(handle) == 0 && LlamaNative.llama_model_is_hybrid(handle) == 0;
        Window = LlamaNative.llama_model_n_swa(handle);
        Generates = LlamaNative.llama_model_has_decoder(handle) != 0 && LlamaNative.llama_model_has_encoder(handle) == 0;
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>What the engine calls it, such as "llama 135M Q4_1".</summary>
    public string Description { get; }

    /// <summary>How many weights it has.</summary>
    public long Parameters { get; }

    /// <summary>How many bytes the weights take.</summary>
    public long WeightBytes { get; }

    /// <summary>The width of its hidden state.</summary>
    public int EmbeddingSize { get; }

    /// <summary>How many layers it has.</summary>
    public int Layers { get; }

    /// <summary>The longest text, in tokens, that it was trained on.</summary>
    public int TrainedContext { get; }

    /// <summary>The Jinja chat template of the file, if it has one.</summary>
    public string? ChatTemplate { get; }

    /// <summary>Its tokens.</summary>
    public LlamaVocabulary Vocabulary { get; }

    /// <summary>Whether it continues text: a decoder without an encoder before it.</summary>
    public bool Generates { get; }

    /// <summary>Whether the start of one sequence can be copied to another; recurrent models keep one state for the whole of a sequence.</summary>
    internal bool SharesPrefixes { get; }

    /// <summary>The tokens that some of its layers look back on, after which a sequence may lose its first ones; 0 where all look at everything.</summary>
    internal int Window { get; }

    /// <summary>What decides how its log-probabilities are computed best.</summary>
    internal ModelShape Shape { get; }

    /// <summary>The native model.</summary>
    internal LlamaModelHandle Handle => _handle;

    /// <summary>Loads a model from a GGUF file, on the calling thread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is loaded.</param>
    /// <param name="progress">Told the share that is loaded, 0 to 1, on the loading thread; null for nobody.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <exception cref="InferenceException">llama.cpp is missing; the file is missing, truncated, damaged, not GGUF, or of an architecture
    /// that the engine does not know; or the tokenizer's file that the options name cannot be read or has another vocabulary.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LlamaModel Load(string path, LlamaModelOptions options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        LlamaLibrary.Require();
        // The engine would trust lengths and offsets that the file does not keep.
        var file = GgufFile.Read(path);
        if (file.Text("general.type") is { } kind and not "model")
            throw new InferenceException($"{path}: is a GGUF file of the type '{kind}', not of a model.");
        ModelGuard.Check(file);
        using var wide = options.WidensWeights && file.Tensors.Any(tensor => tensor.Type != "F32") ? WideWeights.Of(path) : null;
        var watcher = new LoadWatcher(progress, cancellationToken);
        var data = GCHandle.Alloc(watcher);
        try
        {
            var native = LlamaLibrary.ModelDefaults();
            native.GpuLayers = GpuLayers(path, options.GpuLayers);
            native.LoadMode = options.MemoryMapped ? MemoryMap : Read;
            native.VocabularyOnly = options.VocabularyOnly ? (byte)1 : (byte)0;
            native.CheckTensors = options.ChecksWeights ? (byte)1 : (byte)0;
            native.ProgressCallback = &Report;
            native.ProgressData = (void*)GCHandle.ToIntPtr(data);
            NativeLog.Watch();
            var handle = new LlamaModelHandle(LlamaLibrary.LoadModel(wide?.Path ?? path, native));
            if (!handle.IsInvalid)
                return Opened(path, handle, ModelShape.Of(file, wide is not null), file, options.TokenizerFile);
            watcher.Error?.Throw();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InferenceException($"{path}: llama.cpp {LlamaLibrary.Status.Version} cannot load this model: {NativeLog.Problems()}");
        }
        finally
        {
            data.Free();
        }
    }

    /// <summary>Loads a model from a GGUF file, on a thread of the pool; otherwise as <see cref="Load"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is loaded.</param>
    /// <param name="progress">Told the share that is loaded, 0 to 1, on the loading thread; null for nobody.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    public static Task<LlamaModel> LoadAsync(string path, LlamaModelOptions options, IProgress<double>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => Load(path, options, progress, cancellationToken), cancellationToken);

    /// <summary>Where the ids of a model's texts come from, and what is known to be wrong with them; no weights are loaded.</summary>
    /// <param name="path">The GGUF file.</param>
    /// <param name="tokenizer">The tokenizer's file; null for the one in the model's folder, if there is one.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The tokenizer's file, null for the engine's own tokenizer; and sentences, null where the model's file has no tokenizer.</returns>
    /// <exception cref="InferenceException">As <see cref="Load"/>.</exception>
    public static (string? File, IReadOnlyList<string>? Warnings) TextIds(string path, string? tokenizer, CancellationToken cancellationToken)
    {
        using var model = Load(path, new LlamaModelOptions { TokenizerFile = tokenizer, VocabularyOnly = true }, null, cancellationToken);
        return model.Vocabulary.HasTexts ? (model.Vocabulary.TokenizerFile, model.Vocabulary.Warnings(SpecialTokens.Recognise)) : (null, null);
    }

    /// <summary>Frees the weights when no context uses them any more.</summary>
    public void Dispose() => _handle.Dispose();

    private static LlamaModel Opened(string path, LlamaModelHandle handle, ModelShape shape, GgufFile file, string? tokenizer)
    {
        try
        {
            return new LlamaModel(path, handle, shape, new LlamaVocabulary(handle, file, path, tokenizer));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static int GpuLayers(string path, int? wanted)
    {
        if (wanted is { } layers)
            ArgumentOutOfRangeException.ThrowIfNegative(layers, nameof(LlamaModelOptions.GpuLayers));
        if (LlamaLibrary.Gpu.IsAvailable)
            return wanted ?? AllLayers;
        return wanted is > 0 ? throw new InferenceException($"{path}: {wanted} layers are to be computed on a GPU, and {LlamaLibrary.Gpu.Reason}.") : 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Report(float share, void* data) => ((LoadWatcher)GCHandle.FromIntPtr((nint)data).Target!).GoesOn(share) ? (byte)1 : (byte)0;

    // What a receiver throws is carried around the native frames.
    private sealed class LoadWatcher(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        internal ExceptionDispatchInfo? Error { get; private set; }

        internal bool GoesOn(double share)
        {
            try
            {
                progress?.Report(share);
                return !cancellationToken.IsCancellationRequested;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Error = ExceptionDispatchInfo.Capture(error);
                return false;
            }
        }
    }
}
