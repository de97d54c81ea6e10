using Rlar.Grpo.Policy;
using Rlar.Inference;
using Rlar.Inference.Safetensors;

namespace Rlar.Grpo.Checkpoints;

/// <summary>Tensors as a safetensors file in F32: anything that reads the format reads a checkpoint.</summary>
internal static class TensorFile
{
    /// <summary>A tensor's numbers in the order of its shape.</summary>
    /// <param name="tensor">Its index.</param>
    internal delegate Span<float> Numbers(int tensor);

    /// <summary>Writes tensors.</summary>
    internal static void Write(Stream output, IReadOnlyList<TrainedTensor> tensors, Numbers numbers)
    {
        var writer = new SafetensorsWriter();
        for (var t = 0; t < tensors.Count; t++)
        {
            var tensor = t;
            writer.Add(
                tensors[t].Name, SafetensorsElement.F32, [.. tensors[t].Shape.Select(size => (long)size)],
                (start, values) => numbers(tensor).Slice((int)start, values.Length).CopyTo(values));
        }

        writer.WriteTo(output, CancellationToken.None);
    }

    /// <summary>Reads tensors into the memory they belong to.</summary>
    /// <exception cref="TrainingException">The file holds other tensors than these, or is damaged.</exception>
    internal static void Read(string path, IReadOnlyList<TrainedTensor> tensors, Numbers numbers)
    {
        try
        {
            using var file = SafetensorsFile.Open(path);
            if (file.Tensors.Count != tensors.Count || tensors.Any(tensor => !IsIn(file, tensor)))
                throw new TrainingException(
                    $"{path}: holds other tensors than the policy has. Resume with the model and adapter that the run began with.");
            for (var t = 0; t < tensors.Count; t++)
                file.Read(file.Find(tensors[t].Name)!, 0, numbers(t));
        }
        catch (InferenceException error)
        {
            throw new TrainingException(error.Message, error);
        }
    }

    private static bool IsIn(SafetensorsFile file, TrainedTensor tensor) => file.Find(tensor.Name) is { Type: "F32" } found
        && found.Shape.SequenceEqual(tensor.Shape.Select(size => (long)size));
}
