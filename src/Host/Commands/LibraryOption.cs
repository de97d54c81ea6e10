using System.CommandLine;
using System.Security.Cryptography;
using Rlar.Rewards;
using Rlar.Rewards.Models;

namespace Rlar.Host.Commands;

/// <summary>The tools that a command knows: those of RLAR, those of the languages in a file of the user's, and those of local models.</summary>
internal sealed class LibraryOption
{
    private readonly Option<string?> _languages = new("--languages")
    {
        Description = "Programming languages of your own, each a tool code/ID (form: src/Agents/Verifiers/Code/Languages/languages.json).",
        HelpName = "file",
    };

    private readonly Option<string[]> _model = new("--model")
    {
        Description = "A local model, by name or GGUF file, for the tools judge/NAME, sar/NAME and so on; the first is the tool judge. Repeat for several.",
        HelpName = "name|file",
    };

    private readonly ModelCacheOptions _cache = new();

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads that a model computes with. Default: one per processor.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "n",
    };

    /// <summary>Opens the library that a command line asks for.</summary>
    internal OpenLibrary Open(ParseResult parsed)
    {
        var library = BuiltInTools.Registry;
        string? languages = null;
        if (parsed.GetValue(_languages) is { } file)
        {
            var text = SmallFile.Read(file);
            library = library.With(BuiltInTools.OfLanguages(text, file));
            languages = Convert.ToHexStringLower(SHA256.HashData(text))[..12];
        }

        var shelf = new ModelShelf(CommandValues.AtLeastOne(parsed.GetValue(_threads), _threads.Name, 512));
        var named = parsed.GetValue(_model) ?? [];
        var models = new LocalModels(_cache.Open(parsed), shelf);
        return new OpenLibrary(ModelFamilies.AddTo(library, models, named), [.. named.Select(models.Find)], shelf, languages);
    }

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _languages, _model, _threads })
            command.Options.Add(option);
        _ = _cache.AddTo(command);
    }
}
