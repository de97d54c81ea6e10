using Rlar.Grpo.Torch;
using Rlar.Inference;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// A policy's weights in memory that is three things at a time: tensors of the trainer, what llama.cpp maps for rollouts, and a whole F32 GGUF that can be
/// copied to disk. Nothing is copied between them, so a change made by one is seen by all.
/// </summary>
internal sealed class PolicyWeights : IDisposable
{
    private readonly WideWeights _wide;
    private readonly Tensor _all; // the whole file as 32-bit numbers, header and all
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    private PolicyWeights(WideWeights wide, GgufFile file, PolicyShape shape)
    {
        _wide = wide;
        File = file;
        Shape = shape;
        using var scope = torch.NewDisposeScope();
        // A size beyond the file's would make the file longer; this one is its own.
        _all = torch.from_file(Path, shared: true, size: file.Bytes / sizeof(float), dtype: torch.ScalarType.Float32).DetachFromDisposeScope();
        foreach (var tensor in file.Tensors)
        {
            if (tensor.Type != "F32" || tensor.Offset % sizeof(float) != 0)
                throw new TrainingException($"{file.Path}: the tensor '{tensor.Name}' is {tensor.Type} after widening, and not F32: it cannot be trained.");
            long[] rowsFirst = [.. tensor.Dimensions.Reverse()];
            _tensors[tensor.Name] = _all.narrow(0, tensor.Offset / sizeof(float), tensor.Elements).view(rowsFirst).DetachFromDisposeScope();
        }
    }

    /// <summary>Where this process can open the widened GGUF.</summary>
    internal string Path => _wide.Path;

    /// <summary>What the widened GGUF says of itself.</summary>
    internal GgufFile File { get; }

    /// <summary>The model's shape.</summary>
    internal PolicyShape Shape { get; }

    /// <summary>The tensors' names in the file's order.</summary>
    internal IEnumerable<string> Names => File.Tensors.Select(tensor => tensor.Name);

    /// <summary>A tensor in place, rows first: ne = [in, out] is [out, in].</summary>
    internal Tensor this[string name] => _tensors[name];

    /// <summary>The tensor of a name, or null where the model has none.</summary>
    internal Tensor? Find(string name) => _tensors.GetValueOrDefault(name);

    /// <summary>Widens a model of any type that the engine knows to 32 bits.</summary>
    /// <param name="path">A GGUF file.</param>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="TrainingException">llama.cpp or libtorch is missing, or the model cannot be widened.</exception>
    internal static PolicyWeights Open(string path, PolicyShape shape)
    {
        TorchLibrary.Require();
        WideWeights? wide = null;
        try
        {
            wide = WideWeights.Of(path);
            return new PolicyWeights(wide, GgufFile.Read(wide.Path), shape);
        }
        catch (Exception error)
        {
            wide?.Dispose();
            throw error is InferenceException ? new TrainingException(error.Message, error) : error;
        }
    }

    /// <summary>Gives the memory back; a model that maps it keeps it until it is freed.</summary>
    public void Dispose()
    {
        foreach (var tensor in _tensors.Values)
            tensor.Dispose();
        _all.Dispose();
        _wide.Dispose();
    }
}
