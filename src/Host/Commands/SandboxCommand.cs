using System.CommandLine;
using Rlar.Host.Reporting;
using Rlar.Rewards.Sandbox;

namespace Rlar.Host.Commands;

/// <summary><c>rlar sandbox run FILE</c>.</summary>
internal static class SandboxCommand
{
    private const int StoppedByLimit = 124;
    private const int SignalOffset = 128;

    /// <summary>The command with its subcommand.</summary>
    internal static Command Create() => new("sandbox", "Runs a program as the code tools do: isolated, and within limits.") { Run() };

    private static Command Run()
    {
        var file = new Argument<string>("FILE") { Description = "The program: .py, .sh, .js (node), .c (gcc) or .cpp (g++)." };
        var input = new Option<string?>("--stdin") { Description = "Its standard input; - for that of this command. Default: empty.", HelpName = "file" };
        var limit = new Option<string[]>("--limit")
        {
            Description = "cpu, wall (seconds), memory, address-space, disk, output (bytes, or with K, M, G), files or processes; repeat for several.",
            HelpName = "name=value",
        };
        var arguments = new Option<string[]>("--arg") { Description = "An argument of the program; repeat for several.", HelpName = "text" };
        var json = new Option<bool>("--json") { Description = "One JSON object with what it wrote and used, in place of its output." };
        var command = new Command(
            "run",
            """
            Runs one program in the sandbox, and says on standard error what it used and what stopped it.

              rlar sandbox run solution.py --stdin input.txt
              rlar sandbox run attack.c --limit cpu=2 --limit memory=64M
              rlar sandbox run main.py --arg 3 --json

            Ends with the program's own status, with 128 + n where signal n ended it, with 124 where a limit stopped it, and with 2 where it was not run.
            """)
        {
            file, input, limit, arguments, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var party = SandboxPrograms.Party(
                path,
                SmallFile.Read(path),
                await StdinAsync(parsed.GetValue(input), cancellationToken),
                parsed.GetValue(arguments) ?? []);
            var limits = SandboxPrograms.Limits(path, parsed.GetValue(limit) ?? []);
            await using var pool = new SandboxPool(SandboxSetup.Plain, 1);
            var result = await pool.RunAsync(new SandboxJob([party], limits), cancellationToken);
            if (parsed.GetValue(json))
            {
                System.Console.WriteLine(SandboxResultText.Json(result));
            }
            else
            {
                await System.Console.OpenStandardOutput().WriteAsync(result.Stdout, cancellationToken);
                await System.Console.OpenStandardError().WriteAsync(result.Stderr, cancellationToken);
                System.Console.Error.WriteLine(SandboxResultText.Line(result));
            }

            return (result.Stop, result.ExitStatus) switch
            {
                (not SandboxStop.None, _) => StoppedByLimit,
                (_, null) => ExitCode.BadInput,
                (_, < 0) => SignalOffset - result.ExitStatus.Value,
                _ => result.ExitStatus.Value,
            };
        });
        return command;
    }

    private static async Task<byte[]> StdinAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
            return [];
        if (path != "-")
            return SmallFile.Read(path);
        using var all = new MemoryStream();
        await System.Console.OpenStandardInput().CopyToAsync(all, cancellationToken);
        return all.ToArray();
    }
}
