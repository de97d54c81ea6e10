using System.Runtime.InteropServices;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama;

/// <summary>Gives a context its adapters, and keeps them alive while it has them.</summary>
internal static unsafe class AdapterUse
{
    /// <summary>Sets the adapters in the place of those before.</summary>
    /// <param name="context">The context.</param>
    /// <param name="model">Its model.</param>
    /// <param name="adapters">The adapters.</param>
    /// <param name="held">Those that the context holds, each with a reference; changed to the new ones.</param>
    /// <exception cref="InferenceException">One is of another model or there twice, or its scale is no finite number.</exception>
    internal static void Apply(LlamaContextHandle context, LlamaModel model, IReadOnlyList<ScaledAdapter> adapters, List<LlamaAdapterHandle> held)
    {
        foreach (var (adapter, scale) in adapters)
        {
            if (!ReferenceEquals(adapter.Model, model))
                throw new InferenceException($"{adapter.Path}: was loaded for {adapter.Model.Path}, not for the model of this context. Load it for that.");
            if (!float.IsFinite(scale))
                throw new InferenceException($"{adapter.Path}: the scale {scale} is no finite number.");
            if (adapters.Count(other => ReferenceEquals(other.Adapter, adapter)) > 1)
                throw new InferenceException($"{adapter.Path}: is given twice; add the scales up.");
        }

        var kept = new List<LlamaAdapterHandle>();
        try
        {
            foreach (var (adapter, _) in adapters)
            {
                var added = false;
                adapter.Handle.DangerousAddRef(ref added);
                kept.Add(adapter.Handle);
            }

            using var alive = new HandleLease(context);
            nint[] pointers = [.. kept.Select(handle => handle.DangerousGetHandle())];
            float[] scales = [.. adapters.Select(adapter => adapter.Scale)];
            fixed (nint* first = pointers)
            fixed (float* scale = scales)
                _ = LlamaNative.llama_set_adapters_lora(context, first, (nuint)pointers.Length, scale);
            LlamaNative.llama_memory_clear(LlamaNative.llama_get_memory(context), 0);
        }
        catch (ObjectDisposedException)
        {
            kept.ForEach(Release);
            throw;
        }

        held.ForEach(Release);
        held.Clear();
        held.AddRange(kept);
    }

    /// <summary>Gives a reference back.</summary>
    internal static void Release(SafeHandle handle) => handle.DangerousRelease();
}
