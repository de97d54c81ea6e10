namespace Rlar.Inference.Catalog;

/// <summary>The formats of a model's main file.</summary>
public enum ModelFileKind
{
    /// <summary>GGUF, for llama.cpp.</summary>
    Gguf,

    /// <summary>ONNX, for ONNX Runtime.</summary>
    Onnx,
}
