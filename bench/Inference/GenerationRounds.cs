using System.Diagnostics;

namespace Rlar.Bench.Inference;

/// <summary>Short rounds of several ways in turn, so that a busy machine is busy for all of them.</summary>
internal static class GenerationRounds
{
    /// <summary>What a way did.</summary>
    /// <param name="Name">The way.</param>
    /// <param name="TokensPerSecond">The median over the rounds.</param>
    /// <param name="MicrosecondsOfProcessor">Time of all processors for a token, median over the rounds.</param>
    /// <param name="Share">The median over the rounds of its tokens/s beside the faster bare loop's in the same round.</param>
    /// <param name="ProcessorShare">The same for tokens by a second of processor time, which other processes disturb less.</param>
    internal sealed record Row(string Name, double TokensPerSecond, double MicrosecondsOfProcessor, double Share, double ProcessorShare);

    /// <summary>Runs them; the first round, in which everything is compiled and warmed, does not count.</summary>
    internal static async Task<List<Row>> CompareAsync(IGenerationWay[] ways, Func<int, int[][]> prompts, int tokens, int rounds)
    {
        var speeds = Array.ConvertAll(ways, _ => new double[rounds]);
        var processors = Array.ConvertAll(ways, _ => new double[rounds]);
        for (var round = -1; round < rounds; round++)
        {
            var asked = prompts(round + 1);
            for (var turn = 0; turn < ways.Length; turn++)
            {
                var way = round % 2 == 0 ? turn : ways.Length - 1 - turn;
                var processor = Environment.CpuUsage.TotalTime;
                var started = Stopwatch.GetTimestamp();
                var made = await ways[way].RunAsync(asked, tokens);
                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                if (round < 0)
                    continue;
                var count = made.Sum(one => one.Length);
                speeds[way][round] = count / seconds;
                processors[way][round] = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count;
            }
        }

        var bare = Enumerable.Range(0, ways.Length).Where(way => ways[way] is BareLoop).ToList();
        return [.. Enumerable.Range(0, ways.Length).Select(way => new Row(
            ways[way].Name, Median(speeds[way]), Median(processors[way]),
            Median([.. Enumerable.Range(0, rounds).Select(round => speeds[way][round] / bare.Max(other => speeds[other][round]))]),
            Median([.. Enumerable.Range(0, rounds).Select(round => bare.Min(other => processors[other][round]) / processors[way][round])])))];
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
