using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Rlar.Host.Reporting;
using Rlar.Inference;
using Rlar.Inference.Models;

namespace Rlar.Host.Commands;

/// <summary><c>rlar models list</c>, <c>show</c> and <c>scan</c>: which models there are, and what they are.</summary>
internal static class ModelFilesCommand
{
    /// <summary>The models that RLAR knows where to get.</summary>
    internal static Command List()
    {
        var catalog = new Option<string?>("--catalog") { Description = "Models of your own (form: src/Inference/Models/catalog.json).", HelpName = "file" };
        var json = Json();
        var command = new Command("list", "The models that RLAR knows where to get.") { catalog, json };
        command.SetAction(parsed =>
        {
            var known = parsed.GetValue(catalog) is { } file ? ModelCatalog.BuiltIn.With(CommandValues.ReadFile(file), file) : ModelCatalog.BuiltIn;
            if (parsed.GetValue(json))
            {
                foreach (var entry in known.Entries)
                    System.Console.WriteLine(JsonSerializer.Serialize(entry, ModelSummaryText.Format));
            }
            else
            {
                foreach (var entry in known.Entries)
                    System.Console.WriteLine($"{entry.Name,-22} {entry.Megabytes,5} MB  {entry.Licence,-16}  {entry.Description}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>What a file is.</summary>
    internal static Command Show()
    {
        var file = new Argument<string>("MODEL") { Description = "A GGUF file." };
        var json = Json();
        var command = new Command("show", "What a GGUF file is: architecture, weights, quantisation, context, head, chat template, licence, hash.") { file, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var summary = ModelSummary.Read(path);
            string hash;
            await using (var stream = File.OpenRead(path))
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            System.Console.WriteLine(parsed.GetValue(json) ? ModelSummaryText.Json(summary, hash) : ModelSummaryText.Lines(summary, hash));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The models of a folder.</summary>
    internal static Command Scan()
    {
        var folder = new Argument<string>("DIR") { Description = "A folder; its folders are looked into, too." };
        var json = Json();
        var command = new Command("scan", "The GGUF files of a folder, one line each; those that cannot be read are named, with exit code 1.") { folder, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var root = parsed.GetValue(folder)!;
            if (!Directory.Exists(root))
                throw new HostException($"{root}: no such folder.");
            var failed = false;
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive };
            foreach (var path in Directory.EnumerateFiles(root, "*.gguf", options).Order(StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    var summary = ModelSummary.Read(path);
                    System.Console.WriteLine(parsed.GetValue(json) ? ModelSummaryText.Json(summary, null) : ModelSummaryText.Line(summary));
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

    private static Option<bool> Json() => new("--json") { Description = "One JSON object a line." };
}
