namespace Rlar.Inference.Safetensors;

/// <summary>The element types whose tensors can be read as weights and written.</summary>
public enum SafetensorsElement
{
    /// <summary>IEEE double.</summary>
    F64,

    /// <summary>IEEE single.</summary>
    F32,

    /// <summary>IEEE half.</summary>
    F16,

    /// <summary>The upper half of an IEEE single.</summary>
    BF16,
}
