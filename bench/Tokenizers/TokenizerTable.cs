using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;

namespace Rlar.Bench.Tokenizers;

/// <summary>A run of the tokenizer benchmarks as it is committed.</summary>
internal static class TokenizerTable
{
    /// <summary>Writes tokenizers.md.</summary>
    /// <param name="summary">The run; of other benchmarks nothing is written.</param>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <param name="command">The command that was given.</param>
    internal static void Write(Summary summary, string? folder, string command)
    {
        if (folder is null || summary.BenchmarksCases.Length == 0 || summary.BenchmarksCases[0].Descriptor.Type != typeof(TokenizeBenchmarks))
            return;
        var text = new StringBuilder("# Tokenizers\n\n")
            .AppendLine(Machine.Describe())
            .AppendLine(CultureInfo.InvariantCulture, $"- command: `{command}`")
            .AppendLine("- one thread, word cache warm; MB/s of UTF-8 by the least time of the iterations")
            .AppendLine()
            .AppendLine("| model | text | case | bytes | ms | MB/s | bytes allocated |")
            .AppendLine("|---|---|---|--:|--:|--:|--:|");
        foreach (var benchmark in summary.BenchmarksCases)
        {
            var name = (string)benchmark.Parameters[nameof(TokenizeBenchmarks.Text)];
            var bytes = TokenizeBenchmarks.BytesOf(name);
            var nanoseconds = summary[benchmark]?.ResultStatistics?.Min ?? double.NaN;
            _ = text.AppendLine(CultureInfo.InvariantCulture,
                $"| {benchmark.Parameters[nameof(TokenizeBenchmarks.Model)]} | {name} | {benchmark.Descriptor.WorkloadMethod.Name} "
                + $"| {bytes} | {nanoseconds / 1e6:0.0} | {bytes / nanoseconds * 1e3:0.0} "
                + $"| {summary[benchmark]?.GcStats.GetBytesAllocatedPerOperation(benchmark)} |");
        }

        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tokenizers.md"), text.ToString());
    }
}
