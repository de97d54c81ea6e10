namespace Rlar.Inference.Models;

/// <summary>An input or an output of an ONNX model.</summary>
/// <param name="Name">Its name, "last_hidden_state" for instance.</param>
/// <param name="Shape">Its dimensions; null for one that changes from run to run. Empty where the file does not say it.</param>
public sealed record OnnxValue(string Name, IReadOnlyList<long?> Shape);
