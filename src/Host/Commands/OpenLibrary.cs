using Microsoft.Extensions.AI;
using Rlar.Agents.Library;
using Rlar.Host.Drafting;
using Rlar.Host.OwnTools;
using Rlar.Rewards.Models;

namespace Rlar.Host.Commands;

/// <summary>A library and what its tools have loaded, freed together.</summary>
/// <param name="library">The tools.</param>
/// <param name="models">The local models that the user named.</param>
/// <param name="remote">The models behind addresses that the user named.</param>
/// <param name="shelf">What is loaded.</param>
/// <param name="languages">The hash of the user's own languages, or null where there are none.</param>
/// <param name="files">The files with tools of the user's own.</param>
internal sealed class OpenLibrary(
    ToolRegistry library,
    IReadOnlyList<LocalModel> models,
    RemoteJudges remote,
    ModelShelf shelf,
    string? languages,
    IReadOnlyList<OwnToolFile> files) : IAsyncDisposable
{
    /// <summary>The library of admitted tools; null where none was named.</summary>
    internal ToolLibrary? Admitted { get; init; }

    /// <summary>What makes its tools.</summary>
    internal DraftMakers? Makers { get; init; }

    /// <summary>The tools.</summary>
    internal ToolRegistry Tools { get; } = library;

    /// <summary>Whether the user named a model.</summary>
    internal bool HasModels { get; } = models.Count + remote.Models.Count > 0;

    /// <summary>Threads that local models compute with.</summary>
    internal int Threads => shelf.Threads;

    /// <summary>How many texts local models were asked about so far, and how many of them they have read.</summary>
    internal (long Asked, long Done) Texts => shelf.Texts;

    /// <summary>How many requests may be under way at a time to a model elsewhere; 0 where none was named.</summary>
    internal int Requests { get; } = remote.Models.Count > 0 ? remote.Requests : 0;

    /// <summary>What the library was made of beside RLAR's own tools, which belong to its version; "" for nothing.</summary>
    internal string Version => string.Join(
        ", ",
        [
            .. Admitted is { Version.Length: > 0 } ? new[] { $"library {Admitted.Version}" } : [],
            .. languages is null ? [] : new[] { $"languages {languages}" },
            .. files.Select(file => $"tools {file.Hash}"),
            .. models.Select(model => $"{model.Name}@{model.Hash[..12]}"),
            .. remote.Models,
        ]);

    /// <summary>The models at addresses that the user named, by name.</summary>
    internal IReadOnlyDictionary<string, IChatClient> ChatModels => remote.ByName;

    /// <summary>A model at an address that the user named.</summary>
    /// <param name="name">Its name, what follows the # of its address.</param>
    /// <exception cref="HostException">There is none of that name.</exception>
    internal IChatClient Asked(string name) => remote.ByName.TryGetValue(name, out var client)
        ? client
        : throw new HostException(
            $"--ask {name}: no --model has that name at an address: give --model http://127.0.0.1:PORT/v1#{name}, "
            + "too. Small local models are worse than the rules at this and are not asked.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        remote.Dispose();
        await shelf.DisposeAsync();
        if (Makers is not null)
            await Makers.DisposeAsync();
    }
}
