using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Rlar.Bench;

/// <summary>A run as it is committed under bench/results: what it ran on and how, then one line a case.</summary>
internal static class ResultsFile
{
    /// <summary>Writes the table of one benchmark class, where its cases are numbers of rewards.</summary>
    /// <param name="summary">The run.</param>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <param name="command">The command that was given.</param>
    internal static void Write(Summary summary, string? folder, string command)
    {
        if (folder is null || summary.BenchmarksCases.Length == 0 || summary.BenchmarksCases[0].Parameters["Rewards"] is null)
            return;
        var name = summary.BenchmarksCases[0].Descriptor.Type.Name;
        var text = new StringBuilder();
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"# {name}").AppendLine()
            .AppendLine(Machine.Describe())
            .AppendLine(CultureInfo.InvariantCulture, $"- command: `{command}`")
            .AppendLine("- time: the least of the iterations; share of copy: the least time of a one-thread copy of as many rewards in this run over it")
            .AppendLine()
            .AppendLine("| rewards | case | group | path | threads | ms | ns/reward | GB/s | share of copy | bytes allocated |")
            .AppendLine("|--:|---|--:|---|--:|--:|--:|--:|--:|--:|");
        foreach (var benchmark in summary.BenchmarksCases)
            _ = text.AppendLine(Line(summary, benchmark));
        _ = Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name.ToLowerInvariant()}.md");
        File.WriteAllText(path, text.ToString());
        Console.WriteLine($"Wrote {path}");
    }

    private static string Line(Summary summary, BenchmarkCase benchmark)
    {
        var parameters = benchmark.Parameters;
        var method = benchmark.Descriptor.WorkloadMethod.Name;
        var isKernel = !method.StartsWith(ShareOfCopyColumn.CopyMethod, StringComparison.Ordinal);
        var rewards = (int)parameters["Rewards"];
        var nanoseconds = ShareOfCopyColumn.Least(summary, benchmark) ?? double.NaN;
        var allocated = summary[benchmark]?.GcStats.GetBytesAllocatedPerOperation(benchmark);
        var group = parameters["Group"] is 0 ? "1..15" : parameters["Group"].ToString();
        return string.Create(CultureInfo.InvariantCulture,
            $"| {rewards:0e0} | {method} | {group} | {(isKernel ? parameters["Path"] : "")} | {(isKernel ? parameters["Threads"] : "")} "
            + $"| {nanoseconds / 1e6:0.0000} | {nanoseconds / rewards:0.000} | {8 * rewards / nanoseconds:0.0} "
            + $"| {ShareOfCopyColumn.Share(summary, benchmark):0.00} | {allocated} |");
    }
}
