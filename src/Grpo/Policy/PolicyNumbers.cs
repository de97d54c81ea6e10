using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>The numbers that a policy is computed with, which all lanes share: the model's, its adapters', and those of the frozen reference.</summary>
internal sealed class PolicyNumbers : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <summary>Takes the numbers of weights.</summary>
    /// <param name="weights">The weights; they must outlive this.</param>
    /// <param name="type">float or double; doubles are copies.</param>
    /// <param name="lora">Adapters, or null: none.</param>
    /// <param name="keepsReference">Whether a frozen copy is made.</param>
    internal PolicyNumbers(PolicyWeights weights, torch.ScalarType type, LoraOptions? lora, bool keepsReference)
    {
        using var guard = torch.no_grad();
        Lora = lora;
        var adapted = lora is null ? [] : AdapterTargets.Of(lora, weights.Names).ToHashSet(StringComparer.Ordinal);
        foreach (var name in weights.Names)
        {
            var shared = weights[name];
            // The shared memory of an adapted weight holds the sum that rollouts see.
            Own[name] = type != torch.ScalarType.Float32 ? Owned(shared.to(type)) : adapted.Contains(name) ? Owned(shared.clone()) : shared;
            if (!adapted.Contains(name))
                continue;
            var matrices = AdapterMatrices.Create(lora!, name, shared);
            Adapters[name] = type == torch.ScalarType.Float32 ? matrices : new AdapterMatrices(matrices.A.to(type), matrices.B.to(type));
            _owned.Add(matrices);
            if (!ReferenceEquals(Adapters[name], matrices))
                _owned.Add(Adapters[name]);
        }

        if (keepsReference && lora is null)
            Reference = Own.ToDictionary(pair => pair.Key, pair => Owned(pair.Value.clone()), StringComparer.Ordinal);
    }

    /// <summary>The model's by name, in the file's order.</summary>
    internal Dictionary<string, Tensor> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>The adapters' by the weight that they are on.</summary>
    internal Dictionary<string, AdapterMatrices> Adapters { get; } = new(StringComparer.Ordinal);

    /// <summary>The frozen copy by name, or null: none.</summary>
    internal Dictionary<string, Tensor>? Reference { get; }

    /// <summary>How adapters are made, or null: none.</summary>
    internal LoraOptions? Lora { get; }

    /// <summary>What training changes, in the file's order; of an adapted weight A and then B. Frequency factors are constants.</summary>
    internal IReadOnlyList<TrainedTensor> Trained() => Lora is null
        ? [.. Own.Where(pair => pair.Key != PolicyNames.RopeFactors).Select(pair => Describe(pair.Key, pair.Value))]
        : [.. Own.Keys.Where(Adapters.ContainsKey).SelectMany(name => new[]
            {
                Describe(PolicyNames.AdapterA(name), Adapters[name].A), Describe(PolicyNames.AdapterB(name), Adapters[name].B),
            })];

    /// <summary>A lane's parameters over the numbers, with gradients of its own for what is trained.</summary>
    internal LaneParameters ForLane() => new(
        Own.ToDictionary(pair => pair.Key, pair => new PolicyParameter(pair.Value, Lora is null && pair.Key != PolicyNames.RopeFactors), StringComparer.Ordinal),
        Adapters.ToDictionary(
            pair => pair.Key,
            pair => new LowRankUpdate(new PolicyParameter(pair.Value.A, true), new PolicyParameter(pair.Value.B, true), Lora!.Scale),
            StringComparer.Ordinal));

    /// <summary>Frozen parameters over the reference's numbers.</summary>
    internal LaneParameters ForReference() => new(
        Reference!.ToDictionary(pair => pair.Key, pair => new PolicyParameter(pair.Value, false), StringComparer.Ordinal),
        new Dictionary<string, LowRankUpdate>());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var item in _owned)
            item.Dispose();
    }

    private static TrainedTensor Describe(string name, Tensor numbers) => new(name, [.. numbers.shape.Select(size => (int)size)]);

    private Tensor Owned(Tensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }
}
