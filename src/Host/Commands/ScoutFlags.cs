using System.CommandLine;
using Rlar.Agents.Scouting;
using Rlar.Agents.Scouting.Http;
using Rlar.Agents.Scouting.Sources;
using Rlar.Inference.Catalog;

namespace Rlar.Host.Commands;

/// <summary>Where models are looked for, and what they may be.</summary>
internal sealed class ScoutFlags
{
    /// <summary>The environment variable that holds the key of a hub.</summary>
    internal const string KeyVariable = "HF_TOKEN";

    private const long Megabyte = 1_000_000;

    private readonly Option<string[]> _folder = new("--folder")
    {
        Description = "A folder whose GGUF and ONNX files are looked at, and its folders. Repeat for several.",
        HelpName = "dir",
    };

    private readonly Option<string?> _hub = new("--hub")
    {
        Description = $"A model hub that speaks Hugging Face's API; its key, where it wants one, is in {KeyVariable}.",
        HelpName = "address",
    };

    private readonly Option<string?> _npm = new("--npm") { Description = "A registry that speaks npm's protocol and has a search.", HelpName = "address" };

    private readonly Option<string?> _nuget = new("--nuget") { Description = "The index of a NuGet feed, version 3.", HelpName = "address" };

    private readonly Option<string[]> _licence = new("--licence")
    {
        Description = "A licence that is accepted, or 'any'; repeat for several. Default: those that let everyone use, change and pass on.",
        HelpName = "id",
    };

    private readonly Option<double> _maxSize = new("--max-size")
    {
        Description = "The greatest size of a model, in millions of bytes.",
        DefaultValueFactory = _ => Math.Round((double)new ScoutPolicy().MostBytes / Megabyte),
        HelpName = "MB",
    };

    private readonly Option<int> _tries = new("--tries")
    {
        Description = "How many models are fetched and measured, in the order of their claims.",
        DefaultValueFactory = _ => new ScoutOptions().MostTried,
        HelpName = "n",
    };

    private readonly Option<int> _candidates = new("--candidates")
    {
        Description = "How many models of a source are looked at.",
        DefaultValueFactory = _ => new ScoutOptions().MostCandidates,
        HelpName = "n",
    };

    private readonly Option<string?> _into = new("--into")
    {
        Description = "Where models are written that are fetched. Default: the folder scouted in that of pulled models.",
        HelpName = "dir",
    };

    private readonly Option<bool> _allowNetwork;

    /// <summary>The options.</summary>
    /// <param name="allowNetwork">The command's option that allows other machines.</param>
    internal ScoutFlags(Option<bool> allowNetwork) => _allowNetwork = allowNetwork;

    /// <summary>All, to be added to a command; that which allows other machines is the command's.</summary>
    internal IEnumerable<Option> All => [_folder, _hub, _npm, _nuget, _licence, _maxSize, _tries, _candidates, _into];

    /// <summary>The policy.</summary>
    internal ScoutPolicy Policy(ParseResult parsed)
    {
        var policy = new ScoutPolicy
        {
            AllowsNetwork = parsed.GetValue(_allowNetwork),
            MostBytes = parsed.GetValue(_maxSize) is > 0 and < 1e9 and var size
                ? (long)(size * Megabyte)
                : throw new HostException($"--max-size must be a number of megabytes above 0, not {parsed.GetValue(_maxSize)}."),
        };
        return parsed.GetValue(_licence) is { Length: > 0 } licences ? policy with { Licences = licences } : policy;
    }

    /// <summary>How far a search goes.</summary>
    internal ScoutOptions Options(ParseResult parsed) => new()
    {
        MostTried = parsed.GetValue(_tries),
        MostCandidates = parsed.GetValue(_candidates),
    };

    /// <summary>The sources: the catalogue, the folders, and what addresses were given. Whoever asked disposes of them.</summary>
    internal IReadOnlyList<IModelSource> Sources(ParseResult parsed, ModelCache cache)
    {
        var into = parsed.GetValue(_into) ?? Path.Combine(cache.Folder, "scouted");
        var most = parsed.GetValue(_candidates);
        var sources = new List<IModelSource> { new CatalogueSource(cache) };
        sources.AddRange((parsed.GetValue(_folder) ?? []).Select(folder => Directory.Exists(folder)
            ? new FolderSource(folder)
            : throw new HostException($"--folder {folder}: there is no such folder.")));
        if (parsed.GetValue(_hub) is { } hub)
            sources.Add(new HubSource(Fetch(_hub, hub, Key()), Path.Combine(into, "hub"), most, TimeProvider.System));
        if (parsed.GetValue(_npm) is { } npm)
            sources.Add(new NpmSource(Fetch(_npm, npm, null), Path.Combine(into, "npm"), most, TimeProvider.System));
        if (parsed.GetValue(_nuget) is { } nuget)
            sources.Add(new NuGetSource(Fetch(_nuget, nuget, null), Path.Combine(into, "nuget"), most, TimeProvider.System));
        return sources;
    }

    private static FetchOptions Fetch(Option option, string address, string? key) => new()
    {
        Address = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? uri
            : throw new HostException($"{option.Name} {address}: is no address; http://… or https://… is needed."),
        Token = key,
    };

    private static string? Key()
    {
        var key = Environment.GetEnvironmentVariable(KeyVariable);
        if (string.IsNullOrEmpty(key))
            return null;
        return key.All(sign => sign is > ' ' and <= '~')
            ? key
            : throw new HostException($"{KeyVariable} holds a sign that no key has: a space, the end of a line, or a letter that is not ASCII.");
    }
}
