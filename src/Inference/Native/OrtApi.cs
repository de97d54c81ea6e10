using System.Text;

namespace Rlar.Inference.Native;

/// <summary>
/// The functions of ONNX Runtime's C API that RLAR calls, by their places in its table. The table only ever grows at its end, so version 17 of
/// it (of release 1.17) is in every later library, the one of another package too.
/// </summary>
internal sealed unsafe class OrtApi
{
    /// <summary>The version of the table that is asked for.</summary>
    internal const uint Version = 17;

    /// <summary>ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT.</summary>
    internal const int Float = 1;

    /// <summary>ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64.</summary>
    internal const int Int64 = 7;

    // The library writes to standard error by itself; its errors come back as statuses, which say the same.
    private const int FatalLevel = 4;
    private const int ArenaAllocator = 1;
    private readonly void** _table;
    private readonly void* _environment;
    private readonly void* _memory;

    /// <summary>Takes the table, and makes what every session needs; it lives as long as the process.</summary>
    internal OrtApi(void** table)
    {
        _table = table;
        void* made;
        fixed (byte* name = "rlar\0"u8)
            ThrowIfFailed(((delegate* unmanaged[Cdecl]<int, byte*, void**, void*>)_table[3])(FatalLevel, name, &made), "CreateEnv");
        _environment = made;
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<int, int, void**, void*>)_table[69])(ArenaAllocator, 0, &made), "CreateCpuMemoryInfo");
        _memory = made;
    }

    /// <summary>A session over a model's file.</summary>
    internal OrtHandle CreateSession(string path, int threads)
    {
        void* options;
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void**, void*>)_table[10])(&options), "CreateSessionOptions");
        using var owned = new OrtHandle(options, _table[100]);
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, int, void*>)_table[24])(options, threads), "SetIntraOpNumThreads");
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, int, void*>)_table[25])(options, 1), "SetInterOpNumThreads");
        // Threads that spin while they wait take the processor from everything else on the machine.
        fixed (byte* key = "session.intra_op.allow_spinning\0"u8, value = "0\0"u8)
            ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, byte*, byte*, void*>)_table[130])(options, key, value), "AddSessionConfigEntry");
        void* session;
        fixed (byte* file = Encoding.UTF8.GetBytes(path + "\0"))
            ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, byte*, void*, void**, void*>)_table[7])(_environment, file, options, &session), path);
        return new OrtHandle(session, _table[95]);
    }

    /// <summary>The names of a session's inputs or outputs, in order.</summary>
    internal string[] Names(OrtHandle session, bool inputs)
    {
        using var alive = new HandleLease(session);
        void* allocator;
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void**, void*>)_table[78])(&allocator), "GetAllocatorWithDefaultOptions");
        nuint count;
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, nuint*, void*>)_table[inputs ? 30 : 31])(session.Pointer, &count), "SessionGetInputCount");
        var names = new string[count];
        for (var index = 0; index < names.Length; index++)
        {
            byte* name;
            ThrowIfFailed(
                ((delegate* unmanaged[Cdecl]<void*, nuint, void*, byte**, void*>)_table[inputs ? 36 : 37])(
                    session.Pointer, (nuint)index, allocator, &name),
                "SessionGetInputName");
            names[index] = LlamaLibrary.Text(name);
            ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, void*, void*>)_table[76])(allocator, name), "AllocatorFree");
        }

        return names;
    }

    /// <summary>A tensor over numbers that stay where they are and alive until it is disposed.</summary>
    internal OrtHandle CreateTensor(long* data, ReadOnlySpan<long> shape)
    {
        var elements = 1L;
        foreach (var dimension in shape)
            elements *= dimension;
        void* value;
        fixed (long* dimensions = shape)
            ThrowIfFailed(
                ((delegate* unmanaged[Cdecl]<void*, void*, nuint, long*, nuint, int, void**, void*>)_table[49])(
                    _memory, data, (nuint)(elements * sizeof(long)), dimensions, (nuint)shape.Length, Int64, &value),
                "CreateTensorWithDataAsOrtValue");
        return new OrtHandle(value, _table[96]);
    }

    /// <summary>Runs a session for one output.</summary>
    internal OrtHandle Run(OrtHandle session, ReadOnlySpan<nint> names, ReadOnlySpan<OrtHandle> inputs, nint output, string path)
    {
        using var alive = new HandleLease(session);
        var values = stackalloc void*[inputs.Length];
        for (var index = 0; index < inputs.Length; index++)
            values[index] = inputs[index].Pointer;
        void* result = null;
        var wanted = (byte*)output;
        fixed (nint* given = names)
            ThrowIfFailed(
                ((delegate* unmanaged[Cdecl]<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*>)_table[9])(
                    session.Pointer, null, (byte**)given, values, (nuint)inputs.Length, &wanted, 1, &result),
                path);
        return new OrtHandle(result, _table[96]);
    }

    /// <summary>The shape of a tensor and its numbers, which live as long as it.</summary>
    internal long[] Read(OrtHandle tensor, out int type, out void* data)
    {
        void* info;
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, void**, void*>)_table[65])(tensor.Pointer, &info), "GetTensorTypeAndShape");
        using var owned = new OrtHandle(info, _table[99]);
        int element;
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, int*, void*>)_table[60])(info, &element), "GetTensorElementType");
        nuint rank;
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, nuint*, void*>)_table[61])(info, &rank), "GetDimensionsCount");
        var shape = new long[rank];
        fixed (long* dimensions = shape)
            ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, long*, nuint, void*>)_table[62])(info, dimensions, rank), "GetDimensions");
        void* numbers;
        ThrowIfFailed(((delegate* unmanaged[Cdecl]<void*, void**, void*>)_table[51])(tensor.Pointer, &numbers), "GetTensorMutableData");
        type = element;
        data = numbers;
        return shape;
    }

    private void ThrowIfFailed(void* status, string where)
    {
        if (status == null)
            return;
        var message = LlamaLibrary.Text(((delegate* unmanaged[Cdecl]<void*, byte*>)_table[2])(status));
        ((delegate* unmanaged[Cdecl]<void*, void>)_table[93])(status);
        throw new InferenceException($"{where}: ONNX Runtime: {message}");
    }
}
