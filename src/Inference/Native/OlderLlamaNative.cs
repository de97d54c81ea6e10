using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>
/// The functions whose options the release of <see cref="LlamaRelease.NuGet"/> lays out otherwise: it lacks one field of each struct, and what follows
/// stands four bytes earlier, as far as alignment lets it.
/// </summary>
internal static unsafe partial class OlderLlamaNative
{
    private const string Library = "llama";
    private const int DefaultLazyMode = 1;

    /// <summary>The default options of a model; lazy_mode, which is missing, has the newer release's default.</summary>
    internal static LlamaModelParams ModelDefaults()
    {
        var older = llama_model_default_params();
        LlamaModelParams options = default;
        Move(&older, 0, &options, 0, 28);
        options.LazyMode = DefaultLazyMode;
        Move(&older, 28, &options, 32, 4);
        Move(&older, 32, &options, 40, 40);
        return options;
    }

    /// <summary>The default options of a context; n_outputs_max_per_seq, which is missing, is 0.</summary>
    internal static LlamaContextParams ContextDefaults()
    {
        var older = llama_context_default_params();
        LlamaContextParams options = default;
        Move(&older, 0, &options, 0, 24);
        Move(&older, 24, &options, 28, 60);
        Move(&older, 88, &options, 88, 72);
        return options;
    }

    /// <summary>As <see cref="LlamaNative.llama_model_load_from_file"/>.</summary>
    internal static nint LoadModel(string path, LlamaModelParams options)
    {
        OlderModelParams older = default;
        Move(&options, 0, &older, 0, 28);
        Move(&options, 32, &older, 28, 4);
        Move(&options, 40, &older, 32, 40);
        return llama_model_load_from_file(path, older);
    }

    /// <summary>As <see cref="LlamaNative.llama_init_from_model"/>.</summary>
    internal static nint CreateContext(LlamaModelHandle model, LlamaContextParams options)
    {
        OlderContextParams older = default;
        Move(&options, 0, &older, 0, 24);
        Move(&options, 28, &older, 24, 60);
        Move(&options, 88, &older, 88, 72);
        return llama_init_from_model(model, older);
    }

    [LibraryImport(Library)]
    private static partial OlderModelParams llama_model_default_params();

    [LibraryImport(Library)]
    private static partial OlderContextParams llama_context_default_params();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint llama_model_load_from_file(string path, OlderModelParams options);

    [LibraryImport(Library)]
    private static partial nint llama_init_from_model(LlamaModelHandle model, OlderContextParams options);

    private static void Move(void* source, int from, void* target, int to, uint bytes) =>
        Unsafe.CopyBlockUnaligned((byte*)target + to, (byte*)source + from, bytes);

    /// <summary><c>llama_model_params</c>: 72 bytes, with pointers in it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OlderModelParams
    {
        internal fixed ulong Words[9];
    }

    /// <summary><c>llama_context_params</c>: 160 bytes, as many as the newer one, which fills a gap of alignment.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct OlderContextParams
    {
        internal fixed ulong Words[20];
    }
}
