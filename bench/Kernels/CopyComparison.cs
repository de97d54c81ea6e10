using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;

namespace Rlar.Bench.Kernels;

/// <summary>
/// The kernels on two threads beside a copy of the same arrays on one, turn by turn. The machine's memory swings by a factor of two within
/// minutes, so the least times of two benchmarks may come from different minutes; two neighbouring turns come from the same one.
/// </summary>
internal static class CopyComparison
{
    private const int Rewards = 10_000_000;
    private const int Threads = 2;
    private const int Rounds = 60;

    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    internal static void Run(string? folder)
    {
        var text = new StringBuilder();
        _ = text.AppendLine("# Advantages beside a copy").AppendLine()
            .AppendLine(Machine.Describe())
            .AppendLine("- command: `dotnet run -c Release --project bench -- copy`")
            .AppendLine(CultureInfo.InvariantCulture,
                $"- {Rewards:0e0} float rewards; the kernels on {Threads} threads, the copy (`Span.CopyTo`) on one; "
                + $"{Rounds} rounds of one and the other over the same arrays")
            .AppendLine(
                "- share of copy: a round's copy over the same round's kernels, the median and in brackets the quartiles; "
                + "above 1 the kernels are faster")
            .AppendLine()
            .AppendLine("| group | path | copy, median ms | kernels, median ms | share of copy |")
            .AppendLine("|--:|---|--:|--:|--:|");
        foreach (var group in (int[])[4, 8, 16, 64, 0])
        {
            foreach (var path in Enum.GetValues<VectorPath>().Where(IsSupported).Order())
                _ = text.AppendLine(Line(group, path));
        }

        Console.Write(text);
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "advantages-copy.md"), text.ToString());
    }

    private static bool IsSupported(VectorPath path)
    {
        using var backend = new CpuBackend();
        return path >= backend.Path;
    }

    private static string Line(int group, VectorPath path)
    {
        var input = AdvantageInput.Of(Rewards, group);
        using var backend = new CpuBackend(new CpuOptions { Path = path, Threads = Threads });
        var kernels = new CpuAdvantages<float>(backend);
        var (copies, calls, shares) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = -3; round < Rounds; round++)
        {
            var copy = Milliseconds(() => input.Rewards.AsSpan().CopyTo(input.Advantages));
            var call = Milliseconds(() => kernels.Grpo(input.Batch, AdvantageConvention.Trl, input.Advantages));
            if (round >= 0)
                (copies[round], calls[round], shares[round]) = (copy, call, copy / call);
        }

        foreach (var numbers in (double[][])[copies, calls, shares])
            Array.Sort(numbers);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {(group == 0 ? "1..15" : $"{group}")} | {path} | {copies[Rounds / 2]:0.00} | {calls[Rounds / 2]:0.00} "
            + $"| {shares[Rounds / 2]:0.00} ({shares[Rounds / 4]:0.00} to {shares[3 * Rounds / 4]:0.00}) |");
    }

    private static double Milliseconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
