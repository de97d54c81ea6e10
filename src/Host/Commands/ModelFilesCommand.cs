using System.CommandLine;
using System.Security.Cryptography;
using Rlar.Host.Reporting;
using Rlar.Inference;
using Rlar.Inference.Catalog;

namespace Rlar.Host.Commands;

/// <summary><c>rlar models list</c>, <c>show</c> and <c>scan</c>: which models there are, and what they are.</summary>
internal static class ModelFilesCommand
{
    /// <summary>The models that RLAR knows where to get, and those that are here.</summary>
    internal static Command List()
    {
        var json = Json();
        var here = new Option<bool>("--here") { Description = "Only what is on this machine." };
        var command = new Command("list", "The models that RLAR knows where to get; with a path where one is on this machine.") { json, here };
        var options = new ModelCacheOptions().AddTo(command);
        command.SetAction(parsed =>
        {
            var cache = options.Open(parsed);
            var pulled = cache.All().ToDictionary(model => model.Entry.Name);
            var others = pulled.Values.Select(model => model.Entry).Where(entry => cache.Catalog.Find(entry.Name) is null);
            foreach (var entry in cache.Catalog.Entries.Concat(others))
            {
                var place = entry.IsInPlace ? Path.GetDirectoryName(entry.Files[0].Parts[0].File) : pulled.GetValueOrDefault(entry.Name)?.Folder;
                if (parsed.GetValue(here) && place is null)
                    continue;
                System.Console.WriteLine(parsed.GetValue(json) ? CatalogEntryText.Json(entry, place) : CatalogEntryText.Line(entry, place));
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>What a model is.</summary>
    internal static Command Show()
    {
        var name = new Argument<string>("MODEL") { Description = "A GGUF or ONNX file, a folder with one, or the name of a pulled model." };
        var json = Json();
        var tokenizer = new TokenizerOption();
        var command = new Command(
            "show",
            "What a model is: architecture, weights, quantisation, context, head, chat template, licence, hash; of ONNX inputs and outputs.")
        {
            name,
            json,
        };
        tokenizer.AddTo(command);
        var options = new ModelCacheOptions().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var model = options.Open(parsed).Resolve(parsed.GetValue(name)!) with { GivenTokenizer = tokenizer.Get(parsed) };
            var summary = ModelSummary.Of(model);
            string hash;
            await using (var stream = File.OpenRead(model.Path))
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            var ids = TextIds.Of(model, cancellationToken);
            System.Console.WriteLine(parsed.GetValue(json) ? ModelSummaryText.Json(summary, hash, ids) : ModelSummaryText.Lines(summary, hash, ids));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The models of a folder.</summary>
    internal static Command Scan()
    {
        var folder = new Argument<string>("DIR") { Description = "A folder; its folders are looked into, too." };
        var json = Json();
        var command = new Command(
            "scan",
            "The GGUF and ONNX files of a folder, one line each; those that cannot be read are named, with exit code 1.")
        {
            folder,
            json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var root = parsed.GetValue(folder)!;
            if (!Directory.Exists(root))
                throw new HostException($"{root}: no such folder.");
            var failed = false;
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive };
            foreach (var path in Directory.EnumerateFiles(root, "*.gguf", options)
                .Concat(Directory.EnumerateFiles(root, "*.onnx", options))
                .Order(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    var summary = ModelSummary.Of(ModelFiles.OfFile(path));
                    System.Console.WriteLine(parsed.GetValue(json) ? ModelSummaryText.Json(summary, null, null) : ModelSummaryText.Line(summary));
                }
                catch (InferenceException error)
                {
                    failed = true;
                    System.Console.Error.WriteLine($"rlar: {error.Message}");
                }
            }

            return Task.FromResult(failed ? ExitCode.SomeFailed : ExitCode.Done);
        });
        return command;
    }

    private static Option<bool> Json() => new("--json") { Description = "One JSON object per line." };
}
