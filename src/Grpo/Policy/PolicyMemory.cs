using System.Globalization;

namespace Rlar.Grpo.Policy;

/// <summary>What training a policy needs of memory, in bytes, before any of it is taken. Activations are an estimate from above; the rest is exact.</summary>
/// <param name="Weights">The widened weights, and with adapters the frozen copies of the weights that they are on.</param>
/// <param name="Gradients">Gradients, one set for each lane.</param>
/// <param name="Optimizer">The optimiser's state.</param>
/// <param name="Reference">The frozen copy.</param>
/// <param name="Activations">What a micro-batch keeps for its backward pass, on all lanes.</param>
/// <param name="Logits">Blocks of logits, on all lanes.</param>
/// <param name="Engine">libtorch and the program itself.</param>
public sealed record PolicyMemory(long Weights, long Gradients, long Optimizer, long Reference, long Activations, long Logits, long Engine)
{
    private const long Float = sizeof(float);

    // Resident after load: libtorch 145 MiB, the runtime and llama.cpp about as much.
    private const long EngineBytes = 300L << 20;

    /// <summary>All of it.</summary>
    public long Total => Weights + Gradients + Optimizer + Reference + Activations + Logits + Engine;

    /// <summary>What a policy needs.</summary>
    /// <param name="shape">The model.</param>
    /// <param name="options">How it is trained.</param>
    public static PolicyMemory Of(PolicyShape shape, TorchPolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(options);
        var (trained, adapted) = options.Lora is { } lora ? Adapters(shape, lora) : (shape.Parameters, 0);
        // A position of a layer keeps about: norms 2 x D and their inputs 2 x D, heads before and after turning, keys and values repeated, three of F.
        var queries = shape.Heads * shape.HeadWidth;
        var kept = (6L * shape.Width) + (7L * queries) + (4L * shape.KeyHeads * shape.HeadWidth) + (4L * shape.FeedForward);
        var positions = (long)Math.Max(options.MicroBatchTokens, options.LongestRow);
        return new PolicyMemory(
            (shape.Parameters + adapted) * Float,
            trained * Float * options.Lanes,
            trained * options.OptimizerBytes,
            options is { KeepsReference: true, Lora: null } ? shape.Parameters * Float : 0,
            positions * ((kept * shape.Layers) + (8L * shape.Width)) * Float * options.Lanes,
            (long)options.LogitTokens * shape.Vocabulary * Float * options.Lanes * (options.IsFused ? 1 : 4),
            EngineBytes);
    }

    /// <summary>In words, for whoever starts the training.</summary>
    public override string ToString() =>
        $"{Size(Total)} of memory: weights {Size(Weights)}, gradients {Size(Gradients)}, optimiser {Size(Optimizer)}, "
        + (Reference > 0 ? $"reference {Size(Reference)}, " : "") + $"activations up to {Size(Activations)}, logits {Size(Logits)}, engine {Size(Engine)}";

    /// <summary>Refuses what does not fit.</summary>
    /// <param name="available">Bytes that may be taken.</param>
    /// <exception cref="TrainingException">More is needed; the message says what to change.</exception>
    public void Require(long available)
    {
        if (Total > available)
            throw new TrainingException(
                $"Training needs {this}; {Size(available)} are available. Train an adapter and not all weights, or take fewer lanes, shorter "
                + "micro-batches or a smaller model.");
    }

    private static (long Trained, long Adapted) Adapters(PolicyShape shape, LoraOptions lora)
    {
        var (queries, keys) = (shape.Heads * shape.HeadWidth, shape.KeyHeads * shape.HeadWidth);
        (string Name, long Input, long Output)[] parts =
        [
            ("attn_q", shape.Width, queries), ("attn_k", shape.Width, keys), ("attn_v", shape.Width, keys), ("attn_output", queries, shape.Width),
            ("ffn_gate", shape.Width, shape.FeedForward), ("ffn_up", shape.Width, shape.FeedForward), ("ffn_down", shape.FeedForward, shape.Width),
        ];
        var (trained, adapted) = (0L, 0L);
        foreach (var (name, input, output) in parts)
        {
            var count = Enumerable.Range(0, shape.Layers).LongCount(layer => AdapterTargets.Aims(lora, $"blk.{layer}.{name}.weight"));
            trained += count * lora.Rank * (input + output);
            adapted += count * input * output;
        }

        return (trained, adapted);
    }

    private static string Size(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F1} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):F0} MiB");
}
