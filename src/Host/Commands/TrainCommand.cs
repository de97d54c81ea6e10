using System.CommandLine;
using Rlar.Grpo.Advantages;
using Rlar.Grpo.Alarms;
using Rlar.Grpo.Recipes;
using Rlar.Grpo.Report;
using Rlar.Grpo.Training;
using Rlar.Host.Training;
using Spectre.Console;

namespace Rlar.Host.Commands;

/// <summary><c>rlar train RECIPE</c>.</summary>
internal static class TrainCommand
{
    /// <summary>The command with its options.</summary>
    internal static Command Create()
    {
        var recipe = new Argument<string?>("RECIPE")
        {
            Description = "What to train, a YAML file; --keys lists what it may hold.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the run is kept. Default: the recipe's own, else runs/RECIPE.",
            HelpName = "folder",
        };
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint of the run in that folder." };
        var from = new Option<int?>("--from")
        {
            Description = "With --resume: from the checkpoint after this step; later ones are removed.",
            HelpName = "step",
        };
        var set = new Option<string[]>("--set") { Description = "A value in place of the recipe's; repeat for several.", HelpName = "key=value" };
        var keys = new Option<bool>("--keys") { Description = "List every key of a recipe with its default, and do nothing." };
        var dry = new Option<bool>("--dry-run") { Description = "Read recipe, rows and tools, say what the training needs, and do nothing." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Say nothing but alarms." };
        var tools = new LibraryOption();
        var routing = new RoutingFlags();
        var device = new DeviceFlag();
        var command = new Command(
            "train",
            """
            Trains a policy by GRPO with the rewards of 'rlar score', on this machine.

              rlar train examples/recipes/stories.yaml -o runs/stories
              rlar train examples/recipes/stories.yaml -o runs/stories --resume       after an interruption
              rlar train recipe.yaml --set optimizer.lr=1e-5 --set steps=200
              rlar train --keys                                                       what a recipe may hold

            Exit codes: 0 done, 2 bad usage, recipe or input, or a number that is not finite, 130 Ctrl-C, 143 SIGTERM: a checkpoint is written first.
            """)
        {
            recipe, output, resume, from, set, keys, dry, quiet, device.Option,
            TrainCheckCommand.Create(), TrainReportCommand.Create(), TrainExportCommand.Create(),
        };
        tools.AddTo(command);
        foreach (var option in routing.All)
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(keys))
            {
                RecipeKeyText.Write(System.Console.Out);
                return ExitCode.Done;
            }

            var path = parsed.GetValue(recipe) ?? throw new HostException("a recipe is missing: rlar train RECIPE, or rlar train --keys for what it may hold.");
            if (parsed.GetValue(from) is not null && !parsed.GetValue(resume))
                throw new HostException("--from goes with --resume.");
            var read = Recipe.Parse(System.Text.Encoding.UTF8.GetString(SmallFile.Read(path)), path, parsed.GetValue(set) ?? []);
            await using var library = await tools.OpenAsync(parsed, cancellationToken);
            var inputs = TrainingInputs.Read(
                read, new RecipePlaces(path), tools.Cache(parsed), library, () => routing.Open(parsed, library, cancellationToken), cancellationToken);
            var folder = new RunFolder(
                parsed.GetValue(output) ?? (read.Output.Length > 0 ? read.Output : Path.Combine("runs", Path.GetFileNameWithoutExtension(path))));
            if (parsed.GetValue(dry))
            {
                System.Console.Out.WriteLine($"{folder.Root}: {inputs}");
                System.Console.Out.WriteLine(inputs.Needs(read));
                return ExitCode.Done;
            }

            using var opened = device.Open(parsed, threads: 1);
            return await RunAsync(
                read, inputs, folder, new TrainingStart(parsed.GetValue(resume), parsed.GetValue(from)), opened.Device, parsed.GetValue(quiet),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Recipe recipe, TrainingInputs inputs, RunFolder folder, TrainingStart start, AdvantageDevice device, bool quiet, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
        var view = LiveView.Create(console, recipe.AllSteps, quiet);
        Say(quiet, $"{folder.Root}: {inputs}");
        Say(quiet, inputs.Needs(recipe));
        using var training = OpenTraining.Open(recipe, inputs);
        var parts = training.Parts with { Advantages = device, Watch = new AlarmWatch(), Steps = view, Evaluations = view, Alarms = view };
        int step;
        var isWhole = false;
        try
        {
            step = await view.FollowAsync(() => new Trainer(recipe, folder, parts).RunAsync(start, cancellationToken));
            isWhole = true;
        }
        catch (OperationCanceledException)
        {
            System.Console.Error.WriteLine($"rlar: interrupted; go on with --resume -o {folder.Root}");
            return ExitCode.Cancelled;
        }
        finally
        {
            // A page of what there is, however the run has ended.
            if (File.Exists(folder.Metrics))
                Report(folder, isWhole);
        }

        Say(quiet, $"{TrainedModel.Write(training.Policy, inputs.Model, folder, step, cancellationToken)}, {folder.Report}");
        return ExitCode.Done;
    }

    private static void Report(RunFolder folder, bool isWhole)
    {
        try
        {
            TrainingReport.Write(folder, CancellationToken.None);
        }
        catch (RlarException error) when (!isWhole)
        {
            // What ended the run comes first, and may be what keeps the page from being written.
            System.Console.Error.WriteLine($"rlar: {error.Message}");
        }
    }

    private static void Say(bool quiet, string text)
    {
        if (!quiet)
            System.Console.Error.WriteLine($"rlar: {text}");
    }
}
