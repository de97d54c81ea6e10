using System.IO.MemoryMappedFiles;
using Rlar.Grpo.Policy;
using Rlar.Inference;
using Rlar.Inference.Gguf;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>The weights of an F32 GGUF in place: the file is mapped, shared, so that what the trainer writes into the same file is seen here at once.</summary>
internal sealed unsafe class MappedWeights : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly Dictionary<string, GgufTensor> _tensors;

    private MappedWeights(GgufFile file)
    {
        File = file;
        Shape = PolicyShape.Of(file);
        foreach (var tensor in file.Tensors)
        {
            if (tensor.Type != "F32" || tensor.Offset % sizeof(float) != 0 || tensor.Elements > int.MaxValue)
                throw new TrainingException(
                    $"{file.Path}: the tensor '{tensor.Name}' is {tensor.Type}; rollouts read weights in F32. Open the file as a policy, which widens it.");
        }

        _tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        // The trainer has the same file open to write.
        var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>What the file says of itself.</summary>
    internal GgufFile File { get; }

    /// <summary>The model's shape.</summary>
    internal PolicyShape Shape { get; }

    /// <summary>Maps a policy's weights.</summary>
    /// <param name="path">An F32 GGUF of the Llama family.</param>
    /// <exception cref="TrainingException">It cannot be read, is of another family, or has weights that are not F32.</exception>
    internal static MappedWeights Open(string path)
    {
        try
        {
            return new MappedWeights(GgufFile.Read(path));
        }
        catch (Exception error) when (error is InferenceException or IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path}: the policy's weights cannot be mapped for rollouts: {error.Message}", error);
        }
    }

    /// <summary>A tensor's numbers, rows first; empty where the model has none of that name.</summary>
    /// <param name="name">GGUF's name.</param>
    internal WeightView Find(string name) => _tensors.TryGetValue(name, out var tensor)
        ? new WeightView((float*)(_start + _view.PointerOffset + tensor.Offset), (int)tensor.Elements)
        : default;

    /// <summary>A tensor's numbers, rows first.</summary>
    /// <param name="name">GGUF's name of one that the shape has.</param>
    internal WeightView this[string name] => Find(name) is { IsEmpty: false } view
        ? view
        : throw new TrainingException($"{File.Path}: it has no tensor '{name}'.");

    /// <summary>Ends the mapping: views of it are no more.</summary>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
