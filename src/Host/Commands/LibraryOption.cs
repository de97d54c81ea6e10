using System.CommandLine;
using System.Security.Cryptography;
using Rlar.Agents.Library;
using Rlar.Agents.Scouting;
using Rlar.Host.Drafting;
using Rlar.Host.OwnTools;
using Rlar.Inference.Catalog;
using Rlar.Rewards;
using Rlar.Rewards.Models;

namespace Rlar.Host.Commands;

/// <summary>The tools that a command knows: those of RLAR, those of the user's files, and those of local models.</summary>
internal sealed class LibraryOption
{
    private readonly Option<string?> _languages = new("--languages")
    {
        Description = "Programming languages of your own, each a tool code/ID (form: src/Rewards/Verifiers/Code/Languages/languages.json).",
        HelpName = "file",
    };

    private readonly Option<string[]> _tools = new("--tools")
    {
        Description = "Tools of your own: a .dll, or a C# script in a .csx file. It is run with your rights, in no sandbox. Repeat for several.",
        HelpName = "file",
    };

    private readonly Option<string?> _library = new("--library")
    {
        Description = "A folder with tools that agents wrote and the gate has admitted, each a tool synth/NAME ('rlar tools gate').",
        HelpName = "folder",
    };

    private readonly Option<string[]> _model = new("--model")
    {
        Description = "A local model, by name or GGUF file, for the tools judge/NAME, sar/NAME and so on, or http://127.0.0.1:PORT/v1#NAME of a server "
            + "that speaks OpenAI's protocol, for judge/NAME; the first is the tool judge. Repeat for several.",
        HelpName = "name|file|address",
    };

    private readonly Option<string[]> _tokenizer = new("--tokenizer")
    {
        Description = "The tokenizer.json of a local model, which must have its vocabulary; MODEL=FILE where there are several models. "
            + "Default: the one beside the model's file.",
        HelpName = "[model=]file",
    };

    private readonly ModelCacheOptions _cache = new();
    private readonly RemoteFlags _remote = new();

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads that a model computes with, each with rows of its own: they change no value. Default: one per processor.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "n",
    };

    /// <summary>Whether the command takes a library of admitted tools to score with; one that admits to a library has an option of that name itself.</summary>
    internal bool HasLibrary { get; init; } = true;

    /// <summary>The option that lets other machines be asked.</summary>
    internal Option<bool> AllowNetwork => _remote.AllowNetwork;

    /// <summary>The models of this machine that a command line asks for.</summary>
    internal ModelCache Cache(ParseResult parsed) => _cache.Open(parsed);

    /// <summary>Opens the library that a command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellationToken">Ends the wait for the user's own code.</param>
    internal async Task<OpenLibrary> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var library = BuiltInTools.Registry;
        string? languages = null;
        if (parsed.GetValue(_languages) is { } file)
        {
            var text = SmallFile.Read(file);
            library = library.With(BuiltInTools.OfLanguages(text, file));
            languages = Convert.ToHexStringLower(SHA256.HashData(text))[..12];
        }

        var shelf = new ModelShelf(CommandValues.AtLeastOne(parsed.GetValue(_threads), _threads.Name, 512))
        {
            Warn = warning => System.Console.Error.WriteLine($"rlar: {warning}"),
        };
        var named = parsed.GetValue(_model) ?? [];
        var remote = _remote.Open(parsed, named);
        var models = new LocalModels(_cache.Open(parsed), shelf) { Tokenizers = Tokenizers(parsed.GetValue(_tokenizer) ?? [], named) };
        var admitted = HasLibrary && parsed.GetValue(_library) is { } folder ? Admitted(folder) : null;
        var makers = admitted is null ? null : new DraftMakers();
        if (admitted is not null)
        {
            foreach (var last in admitted.Revoked)
                library = library.Without(last.Id, last.Reason!);
            library = library.With(admitted.Definitions([.. makers!.All, new ModelMaker(models)]));
        }

        // The user's own code may never end; on another thread it is left behind when the command is.
        var paths = parsed.GetValue(_tools) ?? [];
        OwnToolFile[] files = paths.Length == 0
            ? []
            : await Task.Run(() => paths.Select(OwnToolFile.Load).ToArray(), CancellationToken.None).WaitAsync(cancellationToken);
        var own = OwnToolFile.Together(files);
        // Once before the models', so that ensembles may have them as members, and once after them, so that none is replaced.
        var whole = ModelFamilies.AddTo(library.With(own), models, named, remote.Definitions);
        foreach (var (source, tool) in files.SelectMany(from => from.Definitions.Select(tool => (from, tool))))
        {
            if (library.Contains(tool.Draft.Id) || !whole.Definitions.Any(known => ReferenceEquals(known, tool)))
                System.Console.Error.WriteLine($"rlar: {source.Name}: its tool {tool.Draft.Id} takes the place of RLAR's own");
        }

        return new OpenLibrary(
            whole.With(own),
            [.. named.Where(name => !remote.Definitions.ContainsKey(name)).Select(models.Find)],
            remote,
            shelf,
            languages,
            files)
        {
            Admitted = admitted,
            Makers = makers,
        };
    }

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _tools, _languages, _model, _tokenizer, _threads })
            command.Options.Add(option);
        if (HasLibrary)
            command.Options.Add(_library);
        _remote.AddTo(command);
        _ = _cache.AddTo(command);
    }

    private static ToolLibrary Admitted(string folder) => Directory.Exists(folder)
        ? ToolLibrary.Open(folder, TimeProvider.System)
        : throw new HostException($"--library {folder}: there is no such folder. 'rlar tools gate' and 'rlar tools synthesize' make one.");

    // By model; "" for the models that are not named.
    private static Dictionary<string, string> Tokenizers(string[] given, string[] models)
    {
        var tokenizers = new Dictionary<string, string>();
        foreach (var value in given)
        {
            var model = models.FirstOrDefault(name => value.StartsWith($"{name}=", StringComparison.Ordinal)) ?? "";
            var file = model.Length == 0 ? value : value[(model.Length + 1)..];
            if (models.Length == 0)
                throw new HostException($"--tokenizer {value}: no model is named whose tokenizer it is; give --model, too.");
            if (!File.Exists(file))
                throw new HostException($"--tokenizer {value}: there is no file {file}. Give a tokenizer.json, or MODEL=FILE with a model that --model names.");
            if (!tokenizers.TryAdd(model, file))
                throw new HostException(
                    $"--tokenizer {value}: {(model.Length == 0 ? "all models have" : $"{model} has")} a tokenizer already. "
                    + "Give MODEL=FILE, once for each model.");
        }

        return tokenizers;
    }
}
