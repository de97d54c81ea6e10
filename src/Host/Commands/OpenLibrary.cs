using Rlar.Host.OwnTools;
using Rlar.Rewards.Models;

namespace Rlar.Host.Commands;

/// <summary>A library and what its tools have loaded, freed together.</summary>
/// <param name="library">The tools.</param>
/// <param name="models">The models that the user named.</param>
/// <param name="shelf">What is loaded.</param>
/// <param name="languages">The hash of the user's own languages, or null where there are none.</param>
/// <param name="files">The files with tools of the user's own.</param>
internal sealed class OpenLibrary(
    ToolRegistry library, IReadOnlyList<LocalModel> models, ModelShelf shelf, string? languages, IReadOnlyList<OwnToolFile> files) : IAsyncDisposable
{
    /// <summary>The tools.</summary>
    internal ToolRegistry Tools { get; } = library;

    /// <summary>The models that the user named.</summary>
    internal IReadOnlyList<LocalModel> Models { get; } = models;

    /// <summary>What the library was made of beside RLAR's own tools, which belong to its version; "" for nothing.</summary>
    internal string Version { get; } = string.Join(
        ", ",
        [.. languages is null ? [] : new[] { $"languages {languages}" }, .. files.Select(file => $"tools {file.Hash}"), .. models.Select(model => $"{model.Name}@{model.Hash[..12]}")]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => shelf.DisposeAsync();
}
