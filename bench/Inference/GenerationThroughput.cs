using System.Globalization;
using System.Text;
using Rlar.Inference;
using Rlar.Inference.Llama;

namespace Rlar.Bench.Inference;

/// <summary>Tokens a second of the engine at 1, 8 and 32 sequences, beside the same loop written over the C API, in turn in one run.</summary>
internal static class GenerationThroughput
{
    private const string Prompt =
        "Once upon a time there was a small house near a big forest, and in it lived an old man with his cat and many books about the sea.";
    private static readonly (string Name, string File, int Speed)[] s_models =
    [
        ("SmolLM2-135M-Instruct Q4_1", "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf", 1),
        ("MiniMind2-Small F16", "minimind2-small/MiniMind2-Small.F16.gguf", 4),
        ("stories15M Q8_0", "stories15M/stories15M.q8_0.gguf", 8),
        ("stories260K F32", "stories260K/stories260K.f32.gguf", 16),
    ];

    /// <summary>Prints one table, and writes it where a folder is given.</summary>
    /// <param name="folder">Where to; null: nowhere.</param>
    /// <param name="shared">The folder of shared data.</param>
    /// <param name="threads">How many compute.</param>
    /// <param name="rounds">How often each way has its turn.</param>
    /// <param name="only">Parts of the names of the models that are run; empty for all.</param>
    internal static async Task RunAsync(string? folder, string shared, int threads, int rounds, IReadOnlyList<string> only)
    {
        var measured = 0;
        var load = Machine.Load();
        var text = new StringBuilder("| model | sequences | way | tokens/s | CPU us/token | share | CPU share |\n|---|--:|---|--:|--:|--:|--:|\n");
        foreach (var (name, file, speed) in s_models
            .Where(model => only.Count == 0 || only.Any(part => model.Name.Contains(part, StringComparison.OrdinalIgnoreCase))))
        {
            var path = Path.Combine(shared, "models", file);
            if (!File.Exists(path))
            {
                Console.Error.WriteLine($"rlar-bench: {name} is left out: {BenchData.Missing(path)}");
                continue;
            }

            measured++;

            using var model = LlamaModel.Load(path, new LlamaModelOptions(), null, CancellationToken.None);
            foreach (var sequences in (int[])[1, 8, 32])
            {
                // Requests that come together need not all be in the engine's first step; in a short round that one step would count.
                var tokens = Math.Min(128, speed * (sequences == 8 ? 48 : 32));
                var options = new LlamaContextOptions { ContextTokens = sequences * 256, Sequences = sequences, Threads = threads };
                await using var streams = new BareLoop(model, options, streams: true);
                await using var pool = new BareLoop(model, options, streams: false);
                await using var engineStreams = new EngineWay("engine, a stream each", model, options with { Layout = KvLayout.Streams });
                await using var enginePool = new EngineWay("engine, one pool", model, options with { Layout = KvLayout.Pool });
                var rows = await GenerationRounds.CompareAsync(
                    sequences == 1 ? [pool, enginePool] : [streams, pool, engineStreams, enginePool],
                    round => Prompts(model, sequences, round), tokens, rounds);
                foreach (var row in rows)
                {
                    var line = string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {name} | {sequences} | {row.Name} | {row.TokensPerSecond:0} "
                        + $"| {row.MicrosecondsOfProcessor:0} | {row.Share:0.00} | {row.ProcessorShare:0.00} |");
                    Console.WriteLine(line);
                    _ = text.Append(line).Append('\n');
                }
            }
        }

        if (measured == 0)
            throw new BenchDataException("there is no model to measure with.");
        var whole = $"# Generation\n\n{Machine.Describe()}\n- load (processes that want a core, over one minute): {load} before, {Machine.Load()} after\n"
            + $"- command: `dotnet run -c Release --project bench -- generation --threads {threads} --rounds {rounds}`, with `--results` and this folder\n"
            + "- greedy, prompts of 8 tokens, 32 to 128 tokens made a sequence whether the model would end or not; "
            + "the ways in turn, the order reversed every other round; medians over the rounds\n"
            + "- share: the median over the rounds of tokens/s over those of the faster bare loop in the same round; "
            + "CPU share: the same for tokens by processor time\n\n" + text;
        if (folder is null)
            return;
        _ = Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "generation.md"), whole);
    }

    // Prompts that differ from the second token on, in every round, so that nothing can be shared.
    private static int[][] Prompts(LlamaModel model, int sequences, int round)
    {
        var tokens = model.Vocabulary.Tokenize(Prompt, true, SpecialTokens.AsText);
        return [.. Enumerable.Range(0, sequences).Select(sequence =>
            (int[])[tokens[0], 3 + ((round * 32 + sequence) % (model.Vocabulary.Size - 3)), .. tokens.Skip(1 + sequence % 16).Take(6)])];
    }
}
