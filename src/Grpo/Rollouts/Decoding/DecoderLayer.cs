using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>The weights of one layer in place.</summary>
/// <param name="weights">The model's.</param>
/// <param name="names">Its names.</param>
internal sealed class DecoderLayer(MappedWeights weights, PolicyNames.Layer names)
{
    internal WeightView AttentionNorm { get; } = weights[names.AttentionNorm];

    internal DecoderLinear Query { get; } = new(weights, names.Query);

    internal DecoderLinear Key { get; } = new(weights, names.Key);

    internal DecoderLinear Value { get; } = new(weights, names.Value);

    internal DecoderLinear Output { get; } = new(weights, names.Output);

    /// <summary>Empty where queries are not normalised.</summary>
    internal WeightView QueryNorm { get; } = weights.Find(names.QueryNorm);

    /// <summary>Empty where keys are not normalised.</summary>
    internal WeightView KeyNorm { get; } = weights.Find(names.KeyNorm);

    internal WeightView FeedForwardNorm { get; } = weights[names.FeedForwardNorm];

    internal DecoderLinear Gate { get; } = new(weights, names.Gate);

    internal DecoderLinear Up { get; } = new(weights, names.Up);

    internal DecoderLinear Down { get; } = new(weights, names.Down);
}
