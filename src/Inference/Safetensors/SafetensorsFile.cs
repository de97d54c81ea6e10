using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Rlar.Inference.Safetensors;

/// <summary>
/// A Safetensors file: names, types, shapes and metadata, read and checked when it is opened, and the weights, which are mapped into memory and read piece by
/// piece. Several threads may read.
/// </summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int PieceElements = 1 << 14;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, SafetensorsTensor> _byName;

    private SafetensorsFile(string path, SafetensorsHeader header, MemoryMappedFile file)
    {
        Path = path;
        Tensors = header.Tensors;
        Metadata = header.Metadata;
        _byName = header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        _file = file;
        _view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The texts that the file carries beside its tensors; "format" is usual.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InferenceException">It cannot be read, or its header is damaged or does not fit its length; the message names the key.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var header = new SafetensorsHeader(path, stream.Length).Read(stream);
            return new SafetensorsFile(path, header, MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A tensor by its name, or null.</summary>
    /// <param name="name">The name.</param>
    public SafetensorsTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a piece of a tensor's weights, widened or rounded to 32 bits.</summary>
    /// <param name="tensor">A tensor of this file.</param>
    /// <param name="start">Which weight the piece starts with, rows first.</param>
    /// <param name="values">The piece, to be filled.</param>
    /// <exception cref="InferenceException">The tensor's type is none of F64, F32, F16 and BF16.</exception>
    public void Read(SafetensorsTensor tensor, long start, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, tensor.Elements - start);
        switch (SafetensorsTypes.Weights(tensor.Type))
        {
            case SafetensorsElement.F32:
                _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(tensor.Offset + (start * sizeof(float))), values);
                break;
            case SafetensorsElement.F64:
                Read<double>(tensor, start, values, number => (float)number);
                break;
            case SafetensorsElement.F16:
                Read<Half>(tensor, start, values, number => (float)number);
                break;
            case SafetensorsElement.BF16:
                Read<ushort>(tensor, start, values, number => BitConverter.UInt32BitsToSingle((uint)number << 16));
                break;
            default:
                throw new InferenceException($"{Path}: the tensor '{tensor.Name}' has the dtype {tensor.Type}; weights are read from F64, F32, F16 and BF16.");
        }
    }

    /// <summary>Takes the file out of memory.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private void Read<T>(SafetensorsTensor tensor, long start, Span<float> values, Func<T, float> convert)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        var piece = new T[Math.Min(values.Length, PieceElements)];
        for (var at = 0; at < values.Length; at += piece.Length)
        {
            var stored = piece.AsSpan(0, Math.Min(piece.Length, values.Length - at));
            _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(tensor.Offset + ((start + at) * size)), stored);
            for (var index = 0; index < stored.Length; index++)
                values[at + index] = convert(stored[index]);
        }
    }
}
