using Rlar.Inference;
using Rlar.Inference.Llama;

namespace Rlar.Host.Chat;

/// <summary>Adapters that are loaded together and freed together.</summary>
internal sealed class LoadedAdapters : IDisposable
{
    private readonly List<LlamaAdapter> _adapters = [];

    /// <summary>Loads them.</summary>
    /// <exception cref="InferenceException">One cannot be read, or is of another model; none stays loaded.</exception>
    internal LoadedAdapters(LlamaModel model, IEnumerable<string> paths)
    {
        try
        {
            foreach (var path in paths)
                _adapters.Add(LlamaAdapter.Load(model, path));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Each as it was trained.</summary>
    internal IReadOnlyList<ScaledAdapter> Scaled => [.. _adapters.Select(adapter => new ScaledAdapter(adapter))];

    /// <inheritdoc/>
    public void Dispose() => _adapters.ForEach(adapter => adapter.Dispose());
}
