using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>The functions of ggml.h and ggml-backend.h that RLAR calls, by their own names.</summary>
internal static unsafe partial class GgmlNative
{
    private const string Base = "ggml-base";
    private const string Library = "ggml";

    [LibraryImport(Base)]
    internal static partial byte* ggml_version();

    /// <summary>The commit of the repository that it was built in: that of llama.cpp.</summary>
    [LibraryImport(Base)]
    internal static partial byte* ggml_commit();

    [LibraryImport(Base)]
    internal static partial void ggml_log_set(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* data);

    [LibraryImport(Base)]
    internal static partial long ggml_blck_size(int type);

    [LibraryImport(Base)]
    internal static partial nuint ggml_type_size(int type);

    [LibraryImport(Base)]
    internal static partial byte* ggml_type_name(int type);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void ggml_backend_load_all_from_path(string folder);

    /// <summary>Null when it cannot be loaded; why is in the log.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ggml_backend_load(string path);

    [LibraryImport(Library)]
    internal static partial nuint ggml_backend_dev_count();

    [LibraryImport(Library)]
    internal static partial nint ggml_backend_dev_get(nuint index);

    [LibraryImport(Base)]
    internal static partial byte* ggml_backend_dev_name(nint device);

    [LibraryImport(Base)]
    internal static partial byte* ggml_backend_dev_description(nint device);

    /// <summary>0 CPU, 1 GPU, 2 a GPU that shares the memory of the CPU, 3 and up others.</summary>
    [LibraryImport(Base)]
    internal static partial int ggml_backend_dev_type(nint device);

    [LibraryImport(Base)]
    internal static partial nint ggml_backend_dev_backend_reg(nint device);

    /// <summary>A function that only some backends have; null where this one has not.</summary>
    [LibraryImport(Base, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void* ggml_backend_reg_get_proc_address(nint registry, string name);

    [LibraryImport(Base)]
    internal static partial void ggml_threadpool_params_init(ThreadPoolParams* options, int threads);
}
