namespace Rlar.Inference.Onnx;

/// <summary>An input or output of an ONNX model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements, such as "int64".</param>
/// <param name="Shape">Its dimensions: numbers, names of those that vary, "?" for one without a name; null where the file does not say.</param>
public sealed record OnnxValue(string Name, string Type, IReadOnlyList<string>? Shape)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Type}[{(Shape is null ? "..." : string.Join(", ", Shape))}]";
}
