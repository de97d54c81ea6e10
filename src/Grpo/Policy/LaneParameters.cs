namespace Rlar.Grpo.Policy;

/// <summary>The parameters of one lane by GGUF's names: the model's own, and the adapters on them.</summary>
/// <param name="own">The model's.</param>
/// <param name="updates">Adapters by the weight that they add to.</param>
internal sealed class LaneParameters(IReadOnlyDictionary<string, PolicyParameter> own, IReadOnlyDictionary<string, LowRankUpdate> updates) : IDisposable
{
    /// <summary>The model's parameter of a name.</summary>
    internal PolicyParameter this[string name] => own[name];

    /// <summary>The head: a weight of its own, or the embeddings.</summary>
    internal PolicyParameter Head => Find(PolicyNames.Head) ?? own[PolicyNames.Embedding];

    /// <summary>The model's parameter of a name, or null where it has none.</summary>
    internal PolicyParameter? Find(string name) => own.GetValueOrDefault(name);

    /// <summary>The adapter on a weight, or null where there is none.</summary>
    internal LowRankUpdate? Update(string weight) => updates.GetValueOrDefault(weight);

    /// <summary>The parameter of a trained tensor's name, an adapter's matrices too.</summary>
    internal PolicyParameter Trained(TrainedTensor tensor)
    {
        if (own.TryGetValue(tensor.Name, out var parameter))
            return parameter;
        var (weight, update) = updates.First(pair => tensor.Name == PolicyNames.AdapterA(pair.Key) || tensor.Name == PolicyNames.AdapterB(pair.Key));
        return tensor.Name == PolicyNames.AdapterA(weight) ? update.A : update.B;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in own.Values)
            parameter.Dispose();
        foreach (var update in updates.Values)
        {
            update.A.Dispose();
            update.B.Dispose();
        }
    }
}
