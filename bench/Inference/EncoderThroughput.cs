using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Rlar.Bench.Mathematics;
using Rlar.Inference;
using Rlar.Inference.Catalog;
using Rlar.Inference.Onnx;
using Rlar.Inference.Tokenizers;

namespace Rlar.Bench.Inference;

/// <summary>
/// Rows a second of an ONNX encoder: one by one, in batches of equal lengths, and filled up to several multiples; and how many rows get other bits
/// than alone. In processor time, so that other programs on the machine count little.
/// </summary>
internal static class EncoderThroughput
{
    private const int Texts = 256;
    private static readonly TimeSpan s_measuring = TimeSpan.FromSeconds(4);

    /// <summary>Prints the table, and writes it where a folder is given.</summary>
    /// <param name="models">ONNX files, or folders with one; none for MiniLM's of the shared models.</param>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <param name="threads">Threads of one run.</param>
    internal static void Run(IReadOnlyList<string> models, string? folder, int threads)
    {
        var texts = Read(BenchData.Require(Path.Combine(MathCases.Shared, "data", "ifeval_input.jsonl.gz")));
        var table = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            {Machine.Describe()}
            - load: {Machine.Load()}
            - {texts.Count} prompts of IFEval, {threads} thread(s), best pass of {s_measuring.TotalSeconds:0} s; batches of up to 32 rows

            | model | rows | rows a second of processor time | of one by one | rows with other bits than alone and bare | largest difference |
            |---|---|--:|--:|--:|--:|

            """));
        foreach (var model in models.Count > 0 ? models : [Path.Combine(MathCases.Shared, "models", "all-MiniLM-L6-v2-int8")])
        {
            _ = BenchData.Require(model);
            var files = Directory.Exists(model) ? ModelFiles.OfFolder(model) : ModelFiles.OfFile(model);
            var tokenizer = Tokenizer.Load(files.Tokenizer ?? throw new ArgumentException($"{model} has no tokenizer beside it."));
            var rows = texts.Select(text => tokenizer.EncodeRow(text, 512)).ToList();
            IReadOnlyList<float[]>? alone = null;
            var slowest = 0.0;
            foreach (var (batch, pad) in ((int, int)[])[(1, 1), (32, 1), (32, 8), (32, 16), (32, 32)])
            {
                using var encoder = OnnxEncoder.Load(files.Path, new OnnxModelOptions { Threads = threads, BatchSize = batch, PadTo = pad });
                var results = encoder.Run(rows, CancellationToken.None);
                alone ??= results;
                var rate = Rate(encoder, rows);
                slowest = batch == 1 ? rate : slowest;
                var wanted = batch == 1 ? OnnxBatching.OneByOne : pad == 1 ? OnnxBatching.EqualLengths : OnnxBatching.Padded;
                var name = encoder.Batching == wanted
                    ? wanted == OnnxBatching.Padded ? $"filled up to {pad}"
                        : wanted == OnnxBatching.EqualLengths ? "equal lengths" : "one by one"
                    : $"asked for {wanted} {pad}, got {encoder.Batching}";
                var other = results.Zip(alone).Count(pair => !pair.First.AsSpan().SequenceEqual(pair.Second));
                var most = results.Zip(alone).Max(pair => pair.First.Zip(pair.Second).Max(values => Math.Abs((double)values.First - values.Second)));
                table.AppendLine(CultureInfo.InvariantCulture,
                    $"| {Name(files.Path)} | {name} | {rate:0.0} | {rate / slowest:0.00} | {other} | {most:0.0E+0} |");
            }
        }

        Console.Write(table);
        if (folder is not null)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, "encoders.md"), table.ToString());
    }

    // The folder that a model lies in, but for one that is only named after the format.
    private static string Name(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Path.GetFileName(Path.GetFileName(folder) == "onnx" ? Path.GetDirectoryName(folder)! : folder);
    }

    private static double Rate(OnnxEncoder encoder, List<EncoderRow> rows)
    {
        using var process = Process.GetCurrentProcess();
        var best = double.MaxValue;
        var start = Stopwatch.GetTimestamp();
        do
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            _ = encoder.Run(rows, CancellationToken.None);
            process.Refresh();
            best = Math.Min(best, (process.TotalProcessorTime - before).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(start) < s_measuring);
        return rows.Count / best;
    }

    private static List<string> Read(string path)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var texts = new List<string>();
        while (texts.Count < Texts && lines.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            texts.Add(row.RootElement.GetProperty("prompt").GetString()!);
        }

        return texts;
    }
}
