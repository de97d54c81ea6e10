using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Rollouts.Decoding;
using Rlar.Grpo.Rollouts.Engine;
using Rlar.Inference.Llama;

namespace Rlar.Bench.Training;

/// <summary>
/// Completion tokens a second of the rollout engines over the same F32 weights, in turn in one run. Processor time counts: the machine may be shared.
/// </summary>
internal static class RolloutThroughput
{
    private const int PromptTokens = 8;
    private const int NewTokens = 64;
    private const string Prompt = "Once upon a time, there was a little girl named Lily who loved to play.";
    private static readonly (string Name, string File)[] s_models =
    [
        ("stories260K F32", "stories260K/stories260K.f32.gguf"),
        ("stories15M Q8_0", "stories15M/stories15M.q8_0.gguf"),
        ("MiniMind2-Small F16", "minimind2-small/MiniMind2-Small.F16.gguf"),
        ("SmolLM2-135M-Instruct Q4_1", "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf"),
    ];

    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <param name="shared">The folder of shared data.</param>
    /// <param name="rounds">How often each engine has its turn.</param>
    /// <param name="batches">Completions side by side.</param>
    /// <param name="only">Parts of the names of the models that are run; empty for all.</param>
    internal static async Task RunAsync(string? folder, string shared, int rounds, IReadOnlyList<int> batches, IReadOnlyList<string> only)
    {
        var load = Machine.Load();
        var text = new StringBuilder("| model | batch | engine | tokens/CPU-s | over llama.cpp exact | of single rounds |\n|---|--:|---|--:|--:|---|\n");
        var measured = 0;
        foreach (var (name, file) in s_models
            .Where(model => only.Count == 0 || only.Any(part => model.Name.Contains(part, StringComparison.OrdinalIgnoreCase))))
        {
            var path = Path.Combine(shared, "models", file);
            if (!File.Exists(path))
            {
                Console.Error.WriteLine($"rlar-bench: {name} is left out: {BenchData.Missing(path)}");
                continue;
            }

            measured++;
            using var weights = WideWeights.Of(path);
            using var words = GgufPolicyText.Open(path);
            var endless = new EndlessText(words);
            foreach (var batch in batches)
            {
                var options = new RolloutEngineOptions { Lanes = 1, Width = batch };
                using var own = PolicyRollouts.Open(weights.Path, endless, options);
                using var exact = LlamaRollouts.Open(weights.Path, endless, options, isExact: true);
                using var fast = LlamaRollouts.Open(weights.Path, endless, options, isExact: false);
                (string Name, IRolloutEngine Engine)[] ways = [("RLAR's decoder", own), ("llama.cpp exact", exact), ("llama.cpp F16", fast)];
                var prompt = words.EncodeCompletion(Prompt)[..PromptTokens];
                foreach (var line in await CompareAsync(ways, prompt, batch, rounds))
                {
                    Console.WriteLine($"| {name} | {batch} {line}");
                    _ = text.Append(CultureInfo.InvariantCulture, $"| {name} | {batch} {line}\n");
                }
            }
        }

        if (measured == 0)
            throw new BenchDataException("there is no model to measure with.");
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        var whole = $"# Rollouts\n\n{Machine.Describe()}\n- load (processes that want a core, over one minute): {load} before, {Machine.Load()} after\n"
            + $"- command: `dotnet run -c Release --project bench -- rollouts --rounds {rounds}`, with `--results` and this folder\n"
            + $"- one lane, one thread; a prompt of {PromptTokens} tokens that all share, {NewTokens} tokens drawn at temperature 1, no end token; "
            + "weights in F32; the engines in turn, the order reversed every other round; medians over the rounds\n\n" + text;
        await File.WriteAllTextAsync(Path.Combine(folder, "rollouts.md"), whole);
    }

    private static async Task<List<string>> CompareAsync((string Name, IRolloutEngine Engine)[] ways, int[] prompt, int batch, int rounds)
    {
        var rates = ways.Select(_ => new double[rounds]).ToArray();
        // One round before those that count: code is compiled, contexts are laid out.
        for (var round = -1; round < rounds; round++)
        {
            var requests = Enumerable.Range(0, batch).Select(row => new RolloutRequest(prompt, (ulong)((round * 1000) + row))).ToArray();
            for (var turn = 0; turn < ways.Length; turn++)
            {
                var way = round % 2 == 0 ? turn : ways.Length - 1 - turn;
                var rate = await RateAsync(ways[way].Engine, requests);
                if (round >= 0)
                    rates[way][round] = rate;
            }
        }

        return [.. Enumerable.Range(0, ways.Length).Select(way =>
        {
            var shares = rates[way].Zip(rates[1], (rate, exact) => rate / exact).ToArray();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {ways[way].Name} | {Median(rates[way]):0} | {Median(shares):0.00} | {shares.Min():0.00} to {shares.Max():0.00} |");
        })];
    }

    private static async Task<double> RateAsync(IRolloutEngine engine, RolloutRequest[] requests)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var tokens = 0;
        await foreach (var rollout in engine.GenerateAsync(requests, new RolloutOptions { MaxTokens = NewTokens }, CancellationToken.None))
            tokens += rollout.Tokens.Length;
        process.Refresh();
        return tokens / (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
