using System.Globalization;
using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Bench.Sandbox;

/// <summary>What it costs to run a program that does nothing, in four ways beside each other on two cores, and what a bad neighbour costs.</summary>
internal static class SandboxComparison
{
    private const int Lanes = 2;
    private const int Rounds = 6;
    private static readonly string[] s_bare = ["-I", "-c", "pass"];
    private static readonly ReadOnlyMemory<byte> s_pass = "pass"u8.ToArray();

    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    /// <param name="folder">Where to; null: nowhere.</param>
    internal static async Task RunAsync(string? folder)
    {
        if (SandboxPool.Missing() is { } missing)
        {
            Console.WriteLine($"Left out: {missing}.");
            return;
        }

        var load = Machine.Load();
        var python = Bubblewrap.Find("python3")!;
        var line = Bubblewrap.CommandLine([], [python, .. s_bare]);
        await using var pool = new SandboxPool(SandboxSetup.Plain, Lanes);
        SandboxWay[] ways =
        [
            new("bare: `python3 -I -c pass`", 30, () => SandboxWay.StartAsync(python, s_bare)),
            new("one bubblewrap a run: the same, by our command line", 30, () => SandboxWay.StartAsync(line[0], line.Skip(1))),
            new("the pool, a script: `pass`", 150, () => JobAsync(pool, SandboxParty.Script(s_pass))),
            new("the pool, a command: `python3 -I -c pass`", 30, () => JobAsync(pool, SandboxParty.Command([python, .. s_bare]))),
        ];
        foreach (var way in ways)
            await way.RoundAsync(Lanes, 4, isKept: false);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var way in ways)
                await way.RoundAsync(Lanes, way.RunsOfRound, isKept: true);
        }

        var memory = string.Join(", ", pool.IdleSupervisors
            .Select(id => string.Create(CultureInfo.InvariantCulture, $"{SandboxMemory.Of(id) / 1048576.0:0.0}")));
        var neighbours = await SandboxNeighbour.CompareAsync(pool);
        var text = new StringBuilder();
        _ = text.AppendLine("# The sandbox").AppendLine().AppendLine(Machine.Describe())
            .AppendLine(CultureInfo.InvariantCulture, $"- load (processes that want a core, over one minute): {load} before, {Machine.Load()} after")
            .AppendLine("- command: `dotnet run -c Release --project bench -- sandbox`, with `--results` and this folder")
            .AppendLine(CultureInfo.InvariantCulture,
                $"- {Lanes} runs at a time, {Rounds} rounds of all four ways in turn; "
                + $"runs/s: of the fastest round; p50 and p99: over all runs, from the call to the result")
            .AppendLine()
            .AppendLine("| a program that does nothing | runs | runs/s | p50 ms | p99 ms | p50 beside bare |")
            .AppendLine("|---|--:|--:|--:|--:|--:|");
        foreach (var way in ways)
            _ = text.AppendLine(CultureInfo.InvariantCulture,
                $"| {way.Name} | {way.Runs} | {way.BestRate:0} | {way.Percentile(0.5):0.0} | {way.Percentile(0.99):0.0} "
                + $"| {way.Percentile(0.5) / ways[0].Percentile(0.5):0.00} |");
        _ = text.AppendLine()
            .AppendLine(CultureInfo.InvariantCulture,
                $"Memory of an idle supervisor with bubblewrap's two processes (proportional size), MiB: {memory}.")
            .AppendLine()
            .AppendLine("| `pass` by the pool, one at a time, while the other place | runs | runs/s | p50 ms | p99 ms |").AppendLine("|---|--:|--:|--:|--:|");
        foreach (var way in neighbours)
            _ = text.AppendLine(CultureInfo.InvariantCulture,
                $"| {way.Name} | {way.Runs} | {way.BestRate:0} | {way.Percentile(0.5):0.0} | {way.Percentile(0.99):0.0} |");
        Console.Write(text);
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "sandbox.md"), text.ToString());
    }

    /// <summary>Runs one party and makes sure that it ran.</summary>
    internal static async Task JobAsync(SandboxPool pool, SandboxParty party)
    {
        var result = await pool.RunAsync(new SandboxJob([party], new SandboxLimits()), CancellationToken.None);
        if (result.ExitStatus != 0)
            throw new InvalidOperationException($"the program ended with {result.ExitStatus} {result.Stop}");
    }
}
