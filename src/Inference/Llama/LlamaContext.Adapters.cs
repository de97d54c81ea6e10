using Rlar.Inference.Llama.Adapters;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama;

/// <content>LoRA adapters.</content>
public sealed unsafe partial class LlamaContext
{
    private readonly List<LlamaAdapterHandle> _adapters = [];

    /// <summary>
    /// Computes with these adapters from the next batch on, in the place of those before; none for the model alone. What the sequences hold
    /// was computed without them, so they are emptied.
    /// </summary>
    /// <param name="adapters">Adapters of this context's model, each once; kept alive as long as they are in use.</param>
    /// <exception cref="InferenceException">One is of another model or there twice, or its scale is no finite number.</exception>
    public void Use(IReadOnlyList<ScaledAdapter> adapters)
    {
        ArgumentNullException.ThrowIfNull(adapters);
        lock (_gate)
        {
            _decoded = null;
            AdapterUse.Apply(_handle, _model, adapters, _adapters);
        }
    }
}
