using System.CommandLine;
using Rlar.Inference.Catalog;

namespace Rlar.Host.Commands;

/// <summary>Where models are, for each command that takes one.</summary>
internal sealed class ModelCacheOptions
{
    private readonly Option<string?> _cache = new("--cache")
    {
        Description = $"The folder of pulled models. Default {ModelCache.Variable}, else rlar/models in the user's cache folder.",
        HelpName = "dir",
    };
    private readonly Option<string?> _catalog = new("--catalog")
    {
        Description = "Models of your own (docs/models.md, The catalog); catalog.json in the cache is read in any case.",
        HelpName = "file",
    };

    /// <summary>Adds the options to a command.</summary>
    internal ModelCacheOptions AddTo(Command command)
    {
        command.Add(_cache);
        command.Add(_catalog);
        return this;
    }

    /// <summary>The cache that a command line asks for.</summary>
    internal ModelCache Open(ParseResult parsed) => ModelCache.Open(parsed.GetValue(_cache), parsed.GetValue(_catalog));
}
