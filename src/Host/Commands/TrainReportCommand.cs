using System.CommandLine;
using Rlar.Grpo.Report;
using Rlar.Grpo.Training;

namespace Rlar.Host.Commands;

/// <summary><c>rlar train report</c>: a run's page, made again from its files.</summary>
internal static class TrainReportCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A run: the folder that 'rlar train' wrote. It may still go on." };
        var command = new Command(
            "report",
            """
            Writes FOLDER/report.html anew: curves, evaluations, alarms, completions and the recipe on one page that needs no network.

              rlar train report runs/stories
            """)
        {
            folder,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var run = new RunFolder(parsed.GetValue(folder)!);
            TrainingReport.Write(run, cancellationToken);
            System.Console.Out.WriteLine(run.Report);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
