using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>The numbers that a policy is computed with, which all lanes share: the model's, its adapters', and those of the frozen reference.</summary>
internal sealed class PolicyNumbers : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private PolicyNumbers(PolicyWeights weights, torch.ScalarType type, LoraOptions? lora, Func<string, bool> isCopied)
    {
        using var guard = torch.no_grad();
        Lora = lora;
        var adapted = lora is null ? [] : AdapterTargets.Of(lora, weights.Names).ToHashSet(StringComparer.Ordinal);
        foreach (var name in weights.Names)
        {
            Own[name] = isCopied(name) || adapted.Contains(name) ? Owned(weights[name].to(type, copy: true)) : weights[name];
            if (adapted.Contains(name))
                Adapters[name] = Owned(AdapterMatrices.Create(lora!, name, weights[name], type));
        }
    }

    /// <summary>The model's by name, in the file's order.</summary>
    internal Dictionary<string, Tensor> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>The adapters' by the weight that they are on.</summary>
    internal Dictionary<string, AdapterMatrices> Adapters { get; } = new(StringComparer.Ordinal);

    /// <summary>The frozen copy by name, or null: none.</summary>
    internal Dictionary<string, Tensor>? Reference { get; private set; }

    /// <summary>How adapters are made, or null: none.</summary>
    internal LoraOptions? Lora { get; }

    /// <summary>The numbers of weights in place. Of adapted weights they are copies: the shared memory holds the sum that rollouts see.</summary>
    /// <param name="weights">The weights; they must outlive this.</param>
    /// <param name="lora">Adapters, or null: none.</param>
    /// <param name="keepsReference">Whether a frozen copy is made; with adapters none is needed.</param>
    internal static PolicyNumbers InPlace(PolicyWeights weights, LoraOptions? lora, bool keepsReference)
    {
        var numbers = new PolicyNumbers(weights, torch.ScalarType.Float32, lora, _ => false);
        if (keepsReference && lora is null)
            numbers.Reference = numbers.Own.ToDictionary(pair => pair.Key, pair => numbers.Owned(pair.Value.clone()), StringComparer.Ordinal);
        return numbers;
    }

    /// <summary>A copy of the numbers, which can be changed while the weights stay.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="type">float or double.</param>
    /// <param name="lora">Adapters, or null: none.</param>
    internal static PolicyNumbers Copied(PolicyWeights weights, torch.ScalarType type, LoraOptions? lora) => new(weights, type, lora, _ => true);

    /// <summary>What training changes, in the file's order; of an adapted weight A and then B. Frequency factors are constants.</summary>
    internal IReadOnlyList<TrainedTensor> Trained() => Lora is null
        ? [.. Own.Where(pair => pair.Key != PolicyNames.RopeFactors).Select(pair => Describe(pair.Key, pair.Value))]
        : [.. Own.Keys.Where(Adapters.ContainsKey).SelectMany(name => new[]
            {
                Describe(PolicyNames.AdapterA(name), Adapters[name].A), Describe(PolicyNames.AdapterB(name), Adapters[name].B),
            })];

    /// <summary>A lane's parameters over the numbers, with gradients of its own for what is trained.</summary>
    internal LaneParameters ForLane() => new(
        Own.ToDictionary(
            pair => pair.Key, pair => new PolicyParameter(pair.Value, Lora is null && pair.Key != PolicyNames.RopeFactors), StringComparer.Ordinal),
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

    private TItem Owned<TItem>(TItem item)
        where TItem : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
