namespace Rlar.Inference.Llama;

/// <summary>Whether attention is computed by the fused kernel.</summary>
public enum FlashAttention
{
    /// <summary>The engine decides.</summary>
    Auto,

    /// <summary>No: exact, and faster for models of a few million parameters.</summary>
    Off,

    /// <summary>Yes: less memory, faster from about ten million parameters; log-probabilities move by up to about 1e-3.</summary>
    On,
}
