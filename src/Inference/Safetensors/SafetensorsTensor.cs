namespace Rlar.Inference.Safetensors;

/// <summary>A tensor of a Safetensors file: where it lies, without its weights.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type as the file writes it, such as BF16.</param>
/// <param name="Shape">Its sizes, rows first; none for a single number.</param>
/// <param name="Elements">The product of the sizes.</param>
/// <param name="Bytes">How many bytes it takes.</param>
/// <param name="Offset">Where it starts in the file, in bytes from the file's start.</param>
public sealed record SafetensorsTensor(string Name, string Type, IReadOnlyList<long> Shape, long Elements, long Bytes, long Offset);
