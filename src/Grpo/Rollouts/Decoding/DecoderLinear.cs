namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>A linear part: y = x W' + b.</summary>
/// <param name="weights">The model's.</param>
/// <param name="name">GGUF's name, without .weight.</param>
internal sealed class DecoderLinear(MappedWeights weights, string name)
{
    private readonly WeightView _matrix = weights[$"{name}.weight"];
    private readonly WeightView _bias = weights.Find($"{name}.bias");

    /// <summary>Computes rows.</summary>
    /// <param name="rows">[M, K] x.</param>
    /// <param name="inner">K.</param>
    /// <param name="result">[M, N] destination.</param>
    /// <param name="adds">Whether y is added to what is there.</param>
    internal void Apply(ReadOnlySpan<float> rows, int inner, Span<float> result, bool adds = false)
    {
        RowProducts.Multiply(rows, _matrix.Values, inner, result, adds);
        var bias = _bias.Values;
        if (bias.IsEmpty)
            return;
        for (var start = 0; start < result.Length; start += bias.Length)
        {
            var row = result.Slice(start, bias.Length);
            for (var output = 0; output < row.Length; output++)
                row[output] += bias[output];
        }
    }
}
