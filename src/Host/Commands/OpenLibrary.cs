using Rlar.Agents.Library;
using Rlar.Agents.Models;

namespace Rlar.Host.Commands;

/// <summary>A library and what its tools have loaded, freed together.</summary>
/// <param name="library">The tools.</param>
/// <param name="models">The models that the user named.</param>
/// <param name="shelf">What is loaded.</param>
internal sealed class OpenLibrary(ToolRegistry library, IReadOnlyList<LocalModel> models, ModelShelf shelf) : IAsyncDisposable
{
    /// <summary>The tools.</summary>
    internal ToolRegistry Tools { get; } = library;

    /// <summary>The models that the user named.</summary>
    internal IReadOnlyList<LocalModel> Models { get; } = models;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => shelf.DisposeAsync();
}
