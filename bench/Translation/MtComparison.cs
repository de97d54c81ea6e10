using System.Globalization;
using System.Text;
using Rlar.Bench.Mathematics;

namespace Rlar.Bench.Translation;

/// <summary>RLAR's metrics beside sacrebleu and rouge-score: the same pairs, the same core, one run.</summary>
internal static class MtComparison
{
    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <param name="givenPython">A python with the peers; null: looked for.</param>
    internal static void Run(string? folder, string? givenPython)
    {
        var pairs = MtPair.All();
        if (pairs.Count == 0)
            throw new BenchDataException(BenchData.Missing(Path.Combine(MathCases.Shared, "data", "comet_regression.jsonl.gz")));

        var python = PeerScript.Python(givenPython);
        if (python is null)
            Console.WriteLine(PeerScript.Missing);
        var load = Machine.Load();
        Machine.UseOneCore();
        var own = OwnMtRun.Metrics().Select(metric => OwnMtRun.Of(metric.Name, metric.Score, pairs)).ToList();
        (string Name, List<MtRun> Runs)? peer = python is null ? null : MtPeer.Run(python, pairs);

        var text = new StringBuilder();
        Head(text, pairs, peer?.Name, $"{load} before, {Machine.Load()} after");
        foreach (var run in own)
            text.AppendLine(Row(run, peer?.Runs.Single(other => other.Metric == run.Metric)));
        Console.Write(text);
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "mt.md"), text.ToString());
    }

    private static void Head(StringBuilder text, List<MtPair> pairs, string? peer, string load) => text
        .AppendLine("# Metrics of translations and summaries beside sacrebleu and rouge-score").AppendLine()
        .AppendLine(Machine.Describe())
        .AppendLine(CultureInfo.InvariantCulture, $"- load (processes that want a core, over one minute): {load}")
        .AppendLine("- command: `dotnet run -c Release --project bench -- mt`, with `--results` and this folder")
        .AppendLine(CultureInfo.InvariantCulture,
            $"- {pairs.Count} pairs of one sentence (comet_regression, comet_ranking, sentence_mt_edge): "
            + $"{pairs.Average(pair => pair.Hypothesis.Split().Length):0.0} words, "
            + $"{pairs.Average(pair => pair.Hypothesis.Length):0} characters on average")
        .AppendLine(CultureInfo.InvariantCulture,
            $"- one core for either; RLAR in the benchmark's process, "
            + $"{(peer is null ? "the peers left out" : $"{peer} in a child process")}; ROUGE with the stemmer")
        .AppendLine("- pairs/s: of the fastest warm pass over all pairs; p50, p99 and max: over the pairs, of the least time of each; bytes: allocated a pair")
        .AppendLine("- RLAR reads both texts of a pair every time; sacrebleu keeps what it has tokenized, so its warm passes do not tokenize")
        .AppendLine("- difference: the greatest between the two scores of a pair")
        .AppendLine()
        .AppendLine(
            "| metric | RLAR pairs/s | peer pairs/s | ratio | RLAR p50 us | p99 us | max us "
            + "| peer p50 us | p99 us | max us | RLAR bytes | difference |")
        .AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");

    private static string Row(MtRun own, MtRun? peer)
    {
        var times = own.Percentiles();
        var (rate, ratio, others, difference) = ("", "", " | | ", "");
        if (peer is not null)
        {
            var its = peer.Percentiles();
            rate = peer.Rate.ToString("0", CultureInfo.InvariantCulture);
            ratio = (own.Rate / peer.Rate).ToString("0", CultureInfo.InvariantCulture);
            others = string.Create(CultureInfo.InvariantCulture, $"{its.Half:0} | {its.Most:0} | {its.All:0}");
            difference = own.Scores.Zip(peer.Scores, (a, b) => Math.Abs(a - b)).Max().ToString("0.0e0", CultureInfo.InvariantCulture);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {own.Metric} | {own.Rate:0} | {rate} | {ratio} "
            + $"| {times.Half:0.0} | {times.Most:0.0} | {times.All:0.0} | {others} | {own.Bytes:0} | {difference} |");
    }
}
