using Rlar.Rewards.Sandbox;

namespace Rlar.Bench.Sandbox;

/// <summary>A program that does nothing in one place of the pool, while the other does the worst it can.</summary>
internal static class SandboxNeighbour
{
    private const int Runs = 200;
    private const int Rounds = 3;

    /// <summary>The times alone and beside each neighbour, in turns.</summary>
    internal static async Task<IReadOnlyList<SandboxWay>> CompareAsync(SandboxPool pool)
    {
        (SandboxWay Way, string? Neighbour)[] cases =
        [
            (Way("is empty"), null),
            (Way("runs a loop on one core"), "while True: pass"),
            (Way("runs a fork bomb"), "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"),
            (Way("runs a memory bomb (1 GiB, again and again)"), "kept = []\nwhile True:\n    kept.append(bytearray(b'x') * (1 << 20))"),
        ];
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (way, neighbour) in cases)
            {
                using var stop = new CancellationTokenSource();
                var beside = neighbour is null ? Task.CompletedTask : BesideAsync(pool, neighbour, stop.Token);
                await way.RoundAsync(1, Runs, isKept: true);
                await stop.CancelAsync();
                await beside;
            }
        }

        return [.. cases.Select(c => c.Way)];

        SandboxWay Way(string name) => new(name, Runs, () => SandboxComparison.JobAsync(pool, SandboxParty.Script("pass"u8.ToArray())));
    }

    private static async Task BesideAsync(SandboxPool pool, string source, CancellationToken cancellationToken)
    {
        var job = new SandboxJob([SandboxParty.Script(System.Text.Encoding.UTF8.GetBytes(source))], new SandboxLimits());
        try
        {
            while (true)
                _ = await pool.RunAsync(job, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }
}
