using System.CommandLine;
using System.Globalization;
using Rlar.Grpo.Export;
using Rlar.Host.Training;
using Rlar.Inference.Catalog;

namespace Rlar.Host.Commands;

/// <summary><c>rlar train export</c>: what training made, as files that other programs load.</summary>
internal static class TrainExportCommand
{
    private const string Extension = ".gguf";

    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var source = new Argument<string>("RUN") { Description = "A run's folder, whose newest checkpoint is taken; a checkpoint's folder; or a GGUF file." };
        var format = new Option<string>("--format")
        {
            Description = "gguf-f32, gguf-f16, gguf-q8_0: a whole model, adapters merged into it. adapter: the adapter for llama.cpp. "
                + "peft: a folder for PEFT. merged: gguf-f32 of a run with an adapter.",
            DefaultValueFactory = _ => "gguf-f32",
            HelpName = "format",
        };
        _ = format.AcceptOnlyFromAmong([.. PolicyExport.Names]);
        var model = new Option<string?>("--model")
        {
            Description = "The model that the run started from. Default: what the run's recipe says, beside it or in the working folder, or pulled.",
            HelpName = "file",
        };
        var output = new Option<string>("--output", "-o") { Description = "The file to write; for peft the folder.", Required = true, HelpName = "path" };
        var models = new ModelCacheOptions();
        var command = new Command(
            "export",
            """
            Writes a trained policy as a model or an adapter that llama.cpp, rlar and PEFT load. The metadata keep what the model said and name run and step.

              rlar train export runs/stories -o stories.gguf
              rlar train export runs/stories/checkpoints/step-000050 --format gguf-q8_0 -o stories-50.gguf
              rlar train export runs/smollm2 --format peft -o smollm2-adapter
            """)
        {
            source, format, model, output,
        };
        models.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (given, path) = (parsed.GetValue(source)!, parsed.GetValue(output)!);
            var kind = PolicyExport.FormatOf(parsed.GetValue(format)!);
            if (given.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && File.Exists(given))
            {
                PolicyExport.Write(new ExportSource { Model = given }, kind, path, cancellationToken);
                System.Console.Error.WriteLine($"rlar: {path}");
                return Task.FromResult(ExitCode.Done);
            }

            using var weights = TrainedWeights.Open(given);
            var name = parsed.GetValue(model) ?? new RecipePlaces(weights.RecipePath).Model(weights.Recipe.Model);
            var start = models.Open(parsed).Resolve(name);
            if (start.Kind != ModelFileKind.Gguf)
                throw new HostException($"{start.Path}: is no GGUF file. Give the one that the run started from with {model.Name}.");
            PolicyExport.Write(
                new ExportSource
                {
                    Model = start.Path,
                    Tensors = weights.Tensors,
                    Alpha = weights.Alpha,
                    Name = string.Create(CultureInfo.InvariantCulture, $"{weights.Provenance["rlar.run"]}, step {weights.Step}"),
                    Provenance = weights.Provenance,
                },
                kind,
                path,
                cancellationToken);
            System.Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rlar: {path}: {start.Path} after step {weights.Step}"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
