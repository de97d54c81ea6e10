using System.Numerics;
using System.Text.Json;
using Rlar.Grpo.Torch;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>
/// Computes cases with the trainer: log-probabilities, entropies, the loss, gradients, and the weights after steps of AdamW. Each case starts from the model
/// as its file has it. What a case is, and what its result means: <c>docs/train-check.md</c>.
/// </summary>
public sealed class TrainerCheck : IDisposable
{
    private readonly PolicyWeights _weights;
    private readonly CheckPrecision _precision;
    private readonly TorchPolicyOptions _options;

    private TrainerCheck(PolicyWeights weights, CheckPrecision precision, TorchPolicyOptions options) =>
        (_weights, _precision, _options) = (weights, precision, options);

    /// <summary>Opens a model.</summary>
    /// <param name="ggufPath">A dense Llama-family GGUF of any type.</param>
    /// <param name="precision">In how many bits.</param>
    /// <param name="options">Lanes, budgets and whether fused; what is trained is the cases' own.</param>
    /// <exception cref="TrainingException">As <see cref="TorchPolicy.Open"/>.</exception>
    public static TrainerCheck Open(string ggufPath, CheckPrecision precision, TorchPolicyOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(ggufPath);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return new TrainerCheck(PolicyWeights.Open(ggufPath, PolicyShape.Read(ggufPath)), precision, options);
    }

    /// <summary>Computes a case, and writes its result as one object.</summary>
    /// <param name="row">The case.</param>
    /// <param name="json">Where the result goes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="TrainingException">The row is no case for this model; the message names the field.</exception>
    public void Run(JsonElement row, Utf8JsonWriter json, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(json);
        var given = CheckCaseReader.Read(row);
        CaseResultWriter.Write(json, given.Id, Run(given, cancellationToken));
    }

    /// <summary>Computes a case.</summary>
    internal CaseResult Run(CheckCase given, CancellationToken cancellationToken) =>
        _precision == CheckPrecision.Double ? Run<double>(given, cancellationToken) : Run<float>(given, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();

    private CaseResult Run<T>(CheckCase given, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var numbers = PolicyNumbers.Copied(_weights, TensorMemory.TypeOf<T>(), given.Lora);
        foreach (var (name, (a, b)) in given.Adapters ?? new Dictionary<string, (float[] A, float[] B)>())
        {
            if (!numbers.Adapters.TryGetValue(name, out var matrices))
                throw new TrainingException($"lora.targets: '{name}' is no linear weight of this model; give whole names such as blk.0.attn_q.weight");
            Fill(matrices.A.Span<T>(), a, $"lora.A.{name}");
            Fill(matrices.B.Span<T>(), b, $"lora.B.{name}");
        }

        using var policy = new LanedPolicy<T>(_weights.Shape, numbers, _options);
        return new CaseRun<T>(policy, given).Run(cancellationToken);
    }

    private static void Fill<T>(Span<T> target, float[] source, string field)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (source.Length != target.Length)
            throw new TrainingException($"{field} has {source.Length} numbers; {target.Length} are needed");
        for (var at = 0; at < target.Length; at++)
            target[at] = T.CreateTruncating(source[at]);
    }
}
