using System.CommandLine;
using Rlar.Agents.Critique;
using Rlar.Agents.Drafts;
using Rlar.Agents.Evolution;
using Rlar.Agents.Gate;
using Rlar.Agents.Library;
using Rlar.Agents.Routing;
using Rlar.Agents.Scouting;
using Rlar.Host.Drafting;
using Rlar.Host.Reporting;
using Rlar.Rewards.Models;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar evolve ROWS --library DIR</c>: walks a data set, and writes tools for the tasks that have none.</summary>
internal static class EvolveCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("ROWS") { Description = $"Rows as {RowSource.Formats}, with labels where they have some." };
        var folder = new Option<string>("--library")
        {
            Description = "The library that admitted tools go into; made where it is missing.",
            Required = true,
            HelpName = "dir",
        };
        var output = new Option<string?>("--output", "-o") { Description = "Where the report goes, as JSON.", HelpName = "file" };
        var labels = new Option<string>("--labels")
        {
            Description = "The column with the labels: a number, true or false a completion. Rows with chosen and rejected need none.",
            DefaultValueFactory = _ => "labels",
            HelpName = "column",
        };
        var steps = new Option<int>("--steps")
        {
            Description = "How many times an author may be asked in all; 0 only measures.",
            DefaultValueFactory = _ => new EvolutionOptions().MostSteps,
            HelpName = "n",
        };
        var columns = RunFlags.Columns();
        var split = RowSource.Split();
        var json = new Option<bool>("--json") { Description = "The report as JSON on standard output, in place of the transcript." };
        var scouts = new Option<bool>("--scout") { Description = "Asks the scout, too, after the authors: where is said as for 'rlar tools scout'." };
        var ask = new Option<string?>("--ask")
        {
            Description = "The name of a --model at an address that writes scripts where no template says what is asked; "
                + "rows' descriptions and examples are sent there.",
            HelpName = "name",
        };
        var tools = new LibraryOption { HasLibrary = false };
        var flags = new ScoutFlags(tools.AllowNetwork);
        var command = new Command(
            "evolve",
            """
            Walks a data set task by task. Where a task has no tool, or its tools do not tell its completions apart, authors are asked for one; critic and gate
            decide, and what is admitted goes into the library. Shows each task before and after. The same command goes on after Ctrl-C or a kill.

              rlar evolve examples/evolve.jsonl --library tools -o report.json
              rlar score examples/evolve.jsonl -o scored.jsonl --library tools --tool synth/NAME

            Exit codes: 0 every task is covered, 1 some are not, 2 bad usage or input, 130 cancelled. docs/agents.md says what is decided how.
            """)
        {
            input, folder, output, labels, steps, columns, split, ask, scouts, json,
        };
        foreach (var option in flags.All)
            command.Options.Add(option);
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var parser = new RowParser(new RowParserOptions { Columns = RunFlags.ColumnsOf(parsed.GetValue(columns)), PromptRequired = false });
            if (parsed.GetValue(output) is { } target && (Directory.Exists(target) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(target)))))
                throw new HostException($"--output {target}: there is no such folder, or it is one itself. Give a file.");
            IReadOnlyList<EvolutionTask> tasks;
            using (var source = RowSource.Open(parsed.GetValue(input)!, parsed.GetValue(split), keys: null, cancellationToken))
                tasks = TaskGrouping.Of(EvolutionRows.ReadAll(
                    source, parser, parsed.GetValue(labels)!, parsed.GetResult(labels) is { Implicit: false }, cancellationToken));
            await using var open = await tools.OpenAsync(parsed, cancellationToken);
            var cache = tools.Cache(parsed);
            await using var shelf = new ModelShelf(open.Threads) { Warn = warning => System.Console.Error.WriteLine($"rlar: {warning}") };
            var models = new LocalModels(cache, shelf);
            await using var makers = new DraftMakers();
            IReadOnlyList<IDraftMaker> all = [.. makers.All.Where(maker => maker.Form != DraftForm.Model), new ModelMaker(models)];
            var path = parsed.GetValue(folder)!;
            var library = ToolLibrary.Open(path, TimeProvider.System);
            using var journal = EvolutionJournal.Open(path);
            var sources = parsed.GetValue(scouts) ? flags.Sources(parsed, cache) : [];
            try
            {
                var scout = new Scout(sources, flags.Policy(parsed), new ModelMaker(models), flags.Options(parsed), TimeProvider.System);
                IReadOnlyList<IAuthor> authors =
                [
                    .. DraftAuthors.All(parsed.GetValue(ask) is { } name ? (open.Asked(name), name) : null, makers),
                    .. parsed.GetValue(scouts) ? new[] { new ScoutAuthor(scout) } : [],
                ];
                var run = new EvolutionRun(
                    RouterOf(open.Tools, library, all), authors, new RuleCritic(), all,
                        new LibraryAdmission(all, library, new GateOptions(), TimeProvider.System),
                    journal, new EvolutionOptions { MostSteps = parsed.GetValue(steps) });
                var isJson = parsed.GetValue(json);
                var report = await run.RunAsync(tasks, isJson ? null : new Transcript(), cancellationToken);
                System.Console.Write(isJson ? EvolutionReportText.Json(report) : EvolutionReportText.Summary(report));
                if (parsed.GetValue(output) is { } file)
                    await File.WriteAllTextAsync(file, EvolutionReportText.Json(report), CancellationToken.None);
                return report.IsCancelled ? ExitCode.Cancelled
                    : report.Tasks.All(task => task.Outcome is TaskOutcome.Covered or TaskOutcome.Admitted) ? ExitCode.Done
                    : ExitCode.SomeFailed;
            }
            finally
            {
                foreach (var source in sources.OfType<IDisposable>())
                    source.Dispose();
            }
        });
        return command;
    }

    // What rows get today: the tools that there are, and those that the library has for their very description.
    private static LibraryRouter RouterOf(ToolRegistry tools, ToolLibrary library, IReadOnlyList<IDraftMaker> makers) =>
        new(
            new Router(tools, RouteTable.BuiltIn, ""),
            library,
            draft => makers.FirstOrDefault(maker => maker.Form == draft.Form)?.Define(draft).Create());

    // In the order of the tasks, as they are done.
    private sealed class Transcript : IProgress<TaskEvolution>
    {
        public void Report(TaskEvolution value) => System.Console.Write(EvolutionReportText.Task(value));
    }
}
