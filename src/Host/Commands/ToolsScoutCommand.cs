using System.CommandLine;
using Rlar.Agents.Drafts;
using Rlar.Agents.Library;
using Rlar.Agents.Scouting;
using Rlar.Host.Reporting;
using Rlar.Rewards.Models;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools scout TASK</c>: reward models for a task, ranked by claims and chosen by measurement.</summary>
internal static class ToolsScoutCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var task = new Argument<string>("TASK") { Description = "What answers shall be rewarded for, in words." };
        var rows = new Option<string?>("--rows")
        {
            Description = $"Labelled rows as {RowSource.Formats}. Without them models are ranked, and none is chosen.",
            HelpName = "file",
        };
        var labels = new Option<string>("--labels")
        {
            Description = "The column with the labels: a number, true or false a completion. Rows with chosen and rejected need none.",
            DefaultValueFactory = _ => "labels",
            HelpName = "column",
        };
        var output = new Option<string?>("--output", "-o") { Description = "The folder that the chosen model's draft is written to.", HelpName = "dir" };
        var embed = new Option<string?>("--embed") { Description = "A model of vectors that compares the task with cards, beside words.", HelpName = "model" };
        var json = new Option<bool>("--json") { Description = "As JSON on standard output." };
        var allowNetwork = new Option<bool>("--allow-network") { Description = "Lets other machines be asked: the task's words are sent there." };
        var flags = new ScoutFlags(allowNetwork);
        var command = new Command(
            "scout",
            """
            Looks for a reward model for a task: in the catalogue, in folders, and where it is allowed on a hub and among packages. Models are ordered by what
            their cards claim, and chosen by measurement: how often they put a right completion above a wrong one, beside what length alone does.

              rlar tools scout "polite answers" --folder ~/models --rows labelled.jsonl
              rlar tools scout "helpful and harmless" --hub https://huggingface.co --allow-network --licence apache-2.0 --max-size 500 --rows pairs.jsonl
              rlar tools scout "toxicity" --json

            Exit codes: 0 one was chosen, or ranked where there are no labelled rows, 1 none passed, 2 bad usage or input, 130 cancelled.
            docs/scouting.md says what is decided how.
            """)
        {
            task, rows, labels, output, embed, allowNetwork, json,
        };
        foreach (var option in flags.All)
            command.Options.Add(option);
        var cacheOptions = new ModelCacheOptions().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = new ScoutTask(parsed.GetValue(task)!);
            var probes = parsed.GetValue(rows) is { } path ? LabelledProbes.Read(path, parsed.GetValue(labels)!, cancellationToken) : [];
            var cache = cacheOptions.Open(parsed);
            await using var shelf = new ModelShelf(Environment.ProcessorCount)
            {
                Warn = warning => System.Console.Error.WriteLine($"rlar: {warning}"),
            };
            var models = new LocalModels(cache, shelf);
            var sources = flags.Sources(parsed, cache);
            try
            {
                var scout = new Scout(sources, flags.Policy(parsed), new ModelMaker(models), flags.Options(parsed), TimeProvider.System)
                {
                    Embedder = parsed.GetValue(embed) is { } name ? await models.Find(name).EmbedderAsync(cancellationToken) : null,
                };
                var report = await scout.RunAsync(wanted, probes, cancellationToken);
                if (report.Chosen is { } draft && parsed.GetValue(output) is { } folder)
                    Write(draft, folder);
                System.Console.Write(parsed.GetValue(json) ? ScoutReportText.Json(report) : ScoutReportText.Lines(report));
                return report.Chosen is not null || probes.Count == 0 ? ExitCode.Done : ExitCode.SomeFailed;
            }
            finally
            {
                foreach (var source in sources.OfType<IDisposable>())
                    source.Dispose();
            }
        });
        return command;
    }

    private static void Write(ToolDraft draft, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in DraftFiles.Write(draft))
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }
}
