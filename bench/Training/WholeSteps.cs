using System.Globalization;
using System.Text;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Recipes;
using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Rollouts.Decoding;
using Rlar.Grpo.Training;

namespace Rlar.Bench.Training;

/// <summary>
/// Whole steps of GRPO: completions drawn, rewarded, compared, learnt from; groups of 8, 64 tokens each. Rates are of completions' tokens, by second and by
/// second of processor time, which other processes disturb less; torch's own matrix product beside them says what the machine can do.
/// </summary>
internal static class WholeSteps
{
    private const int Group = 8;
    private const int NewTokens = 64;
    private const int Lanes = 2;
    private const string Stories = "stories15M/stories15M.q8_0.gguf";
    private const string Smol = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private static readonly LoraOptions s_adapter = new() { Rank = 16, Alpha = 32 };

    private static readonly (string Name, string Model, int Batch, LoraOptions? Lora, bool IsFused)[] s_ways =
    [
        ("stories15M, 32 completions", Stories, 4, null, true),
        ("stories15M, 32 completions, torch's operations", Stories, 4, null, false),
        ("SmolLM2-135M, 16 completions", Smol, 2, null, true),
        ("SmolLM2-135M, 16 completions, torch's operations", Smol, 2, null, false),
        ("SmolLM2-135M, 16 completions, adapter of rank 16", Smol, 2, s_adapter, true),
    ];

    /// <summary>Runs it.</summary>
    /// <param name="results">Where the table goes; null: the console alone.</param>
    /// <param name="shared">The folder with models.</param>
    /// <param name="rounds">Steps that count.</param>
    /// <param name="names">Parts of names; empty: all.</param>
    internal static async Task RunAsync(string? results, string shared, int rounds, IReadOnlyList<string> names)
    {
        var load = Machine.Load();
        var text = new StringBuilder("| what | tokens/s | by CPU-s | rollout, s | update, s | GEMM, GFLOP by CPU-s | peak, MiB |\n")
            .Append("|---|--:|--:|--:|--:|--:|--:|\n");
        Console.Write(text);
        foreach (var (name, model, batch, lora, isFused) in s_ways.Where(way => names.Count == 0 || names.Any(way.Name.Contains)))
        {
            var path = Path.Combine(shared, "models", model);
            if (!File.Exists(path))
                throw new BenchDataException(BenchData.Missing(path));
            ForgetPeak();
            var line = $"| {name} {await MeasureAsync(path, batch, new TorchPolicyOptions { Lanes = Lanes, Lora = lora, IsFused = isFused }, rounds)}";
            Console.WriteLine(line);
            _ = text.AppendLine(line);
            GC.Collect();
        }

        if (results is null)
            return;
        _ = Directory.CreateDirectory(results);
        await File.WriteAllTextAsync(
            Path.Combine(results, "training-steps.md"),
            $"# Whole steps of GRPO\n\n{Machine.Describe()}\n- load (processes that want a core, over one minute): {load} before, {Machine.Load()} after\n"
            + $"- command: `dotnet run -c Release --project bench -- steps --rounds {rounds}`, with `--results` and this folder\n"
            + $"- groups of {Group}, {NewTokens} tokens drawn, no end token; own decoder, {Lanes} lanes; F32; medians over the steps, the first left out\n\n"
            + text);
    }

    private static async Task<string> MeasureAsync(string path, int batch, TorchPolicyOptions options, int rounds)
    {
        using var policy = TorchPolicy.Open(path, options);
        using var words = GgufPolicyText.Open(path);
        var endless = new EndlessText(words);
        using var engine = PolicyRollouts.Open(policy.WeightsPath, endless, new RolloutEngineOptions());
        var recipe = Recipe.Parse(
            $"model: m\ndata: d\nsteps: 1000\nbatch: {batch}\ngroup: {Group}\noptimizer: {{lr: 1e-7}}\nrollout: {{max_tokens: {NewTokens}}}\n", "bench.yaml");
        using var loop = new TrainingLoop(recipe, new TrainerParts
        {
            Policy = policy,
            Engine = engine,
            Text = endless,
            Reward = new LetterReward(),
            Rows = [.. Enumerable.Range(0, 16).Select(row => Row($"Once upon a time there was a {(char)('a' + row)} who liked to play."))],
            BeforeRollouts = options.Lora is null ? null : policy.Publish,
        });
        var state = new LoopState { Rows = "" };
        List<(double Wall, double Processor, double Rollout, double Update, double Product)> steps = [];
        for (var round = -1; round < rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var done = await loop.StepAsync(loop.Plan.After(state.Step), state, CancellationToken.None);
            var processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            loop.Update.Begin();
            state = done.State;
            var product = StepComparison.ProductOperations / StepComparison.Timed(() => StepComparison.Multiply(Lanes)).Processor / 1e9;
            if (round >= 0)
                steps.Add((done.Metrics.Seconds, processor, done.Metrics.RolloutSeconds, done.Metrics.UpdateSeconds, product));
        }

        var tokens = (double)batch * Group * NewTokens;
        double Median(Func<(double Wall, double Processor, double Rollout, double Update, double Product), double> of)
        {
            var sorted = steps.Select(of).Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {tokens / Median(step => step.Wall):F0} | {tokens / Median(step => step.Processor):F0} | {Median(step => step.Rollout):F2} "
            + $"| {Median(step => step.Update):F2} | {Median(step => step.Product):F0} | {StepComparison.PeakMegabytes()} |");
    }

    private static Query Row(string prompt) => new() { Id = prompt, Prompt = [new Message("user", prompt)] };

    // The kernel's own record of the greatest memory, begun anew: ways run in one process.
    private static void ForgetPeak()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>The share of a completion's letters that are e: never the same for a whole group.</summary>
    private sealed class LetterReward : ITrainingReward
    {
        public Task<RewardedRollouts> ScoreAsync(Query query, IReadOnlyList<Rollout> rollouts, int step, CancellationToken cancellationToken)
        {
            double?[] rewards = [.. rollouts.Select(rollout => (double?)(rollout.Text.Count(letter => letter == 'e') / (1.0 + rollout.Text.Length)))];
            return Task.FromResult(new RewardedRollouts(
                rewards, new Dictionary<string, IReadOnlyList<double?>> { ["letter"] = rewards }, new string?[rewards.Length]));
        }
    }
}
