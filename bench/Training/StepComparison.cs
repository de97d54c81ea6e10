using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rlar.Grpo.Policy;
using TorchSharp;

namespace Rlar.Bench.Training;

/// <summary>
/// Training steps, forward and backward over rows of random tokens, beside torch's own matrix product in the same process and turn: the share of it that a step
/// reaches, counting 6 operations a weight and token. Rates are by a second of processor time, which other processes disturb less.
/// </summary>
internal static class StepComparison
{
    private const int Inner = 576;
    private const int Outer = 1536;
    private const int Rows = 1024;
    private const int Products = 40;

    private static readonly (string Model, int Batch, int Length)[] s_models =
    [
        ("stories15M/stories15M.q8_0.gguf", 8, 128), ("minimind2-small/MiniMind2-Small.F16.gguf", 8, 128),
        ("smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf", 4, 128),
    ];

    private static readonly (string Name, TorchPolicyOptions Options)[] s_ways =
    [
        ("plain, 1 lane", new TorchPolicyOptions { Lanes = 1, IsFused = false }),
        ("fused, 1 lane", new TorchPolicyOptions { Lanes = 1 }),
        ("plain, 2 lanes", new TorchPolicyOptions { Lanes = 2, IsFused = false }),
        ("fused, 2 lanes", new TorchPolicyOptions { Lanes = 2 }),
    ];

    /// <summary>Runs it.</summary>
    /// <param name="results">Where the table goes; null: the console alone.</param>
    /// <param name="shared">The folder with models.</param>
    /// <param name="rounds">Turns that count.</param>
    /// <param name="names">Parts of models' names; empty: all.</param>
    internal static void Run(string? results, string shared, int rounds, IReadOnlyList<string> names)
    {
        var text = new StringBuilder()
            .AppendLine("# Training steps").AppendLine()
            .AppendLine(Machine.Describe())
            .AppendLine("- command: `dotnet run -c Release --project bench -- training`")
            .AppendLine(CultureInfo.InvariantCulture, $"- best of {rounds} turns; load before: {Machine.Load()}").AppendLine()
            .AppendLine("| model | rows | way | tokens/s | tokens by CPU-s | GFLOP by CPU-s | GEMM, GFLOP by CPU-s | share |")
            .AppendLine("|---|---|---|--:|--:|--:|--:|--:|");
        foreach (var (model, batch, length) in s_models.Where(model => names.Count == 0 || names.Any(model.Model.Contains)))
        {
            foreach (var line in Lines(Path.Combine(shared, "models", model), batch, length, rounds))
            {
                Console.WriteLine(line);
                _ = text.AppendLine(line);
            }
        }

        _ = text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Peak memory of the run: {PeakMegabytes()} MiB.");
        Console.WriteLine($"peak {PeakMegabytes()} MiB");
        if (results is null)
            return;
        _ = Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, "training.md"), text.ToString());
    }

    private static IEnumerable<string> Lines(string path, int batch, int length, int rounds)
    {
        if (!File.Exists(path))
            throw new BenchDataException($"{path} is missing: give --shared FOLDER");
        var shape = PolicyShape.Read(path);
        var random = new Random(1);
        var rows = Enumerable.Range(0, batch)
            .Select(_ => new TrainingRow([.. Enumerable.Range(0, length + 1).Select(_ => random.Next(3, shape.Vocabulary))], 1)).ToArray();
        foreach (var (name, options) in s_ways)
        {
            using var policy = TorchPolicy.Open(path, options);
            var (wall, processor, gemm) = (double.MaxValue, double.MaxValue, double.MaxValue);
            for (var round = -1; round < rounds; round++)
            {
                var product = Timed(() => Multiply(options.Lanes)).Processor / Products;
                var step = Timed(() =>
                {
                    policy.ClearGradients();
                    policy.Accumulate(rows, Slopes, default);
                    _ = policy.Gradient(0).Length;
                });
                if (round >= 0)
                    (wall, processor, gemm) = (Math.Min(wall, step.Wall), Math.Min(processor, step.Processor), Math.Min(gemm, product));
            }

            var tokens = (double)batch * length;
            var (rate, peak) = (6.0 * shape.Parameters * tokens / processor / 1e9, 2.0 * Rows * Inner * Outer / gemm / 1e9);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| {Path.GetFileNameWithoutExtension(path)} | {batch} x {length} | {name} | {tokens / wall:F0} | {tokens / processor:F0} "
                + $"| {rate:F0} | {peak:F0} | {rate / peak:F2} |");
        }
    }

    private static void Slopes(
        int first, int count, ReadOnlySpan<float> logprobs, ReadOnlySpan<float> entropies, Span<float> logprobSlopes, Span<float> entropySlopes) =>
        logprobSlopes.Fill((first & 1) == 0 ? 1e-3f : -1e-3f);

    // As many threads as lanes, each with products of its own.
    internal static void Multiply(int lanes)
    {
        var threads = Enumerable.Range(0, lanes).Select(lane => new Thread(() =>
        {
            torch.set_num_threads(1);
            using var scope = torch.NewDisposeScope();
            var (left, right, product) = (torch.rand(Rows, Inner), torch.rand(Inner, Outer), torch.empty(Rows, Outer));
            for (var turn = lane; turn < Products; turn += lanes)
                _ = product.addmm_(left, right, 0, 1);
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
    }

    /// <summary>Operations of one <see cref="Multiply"/>.</summary>
    internal const double ProductOperations = 2.0 * Rows * Inner * Outer * Products;

    internal static (double Wall, double Processor) Timed(Action action)
    {
        var (processor, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        action();
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    internal static long PeakMegabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10;
    }
}
