namespace Rlar.Inference.Llama;

/// <summary>An adapter and how much of it is added.</summary>
/// <param name="Adapter">The adapter.</param>
/// <param name="Scale">A factor on top of the adapter's own alpha / rank; 1 for the adapter as it was trained, 0 for nothing of it. Finite.</param>
public readonly record struct ScaledAdapter(LlamaAdapter Adapter, float Scale = 1);
