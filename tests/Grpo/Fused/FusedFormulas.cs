namespace Rlar.Grpo.Tests.Fused;

/// <summary>The fused kernels' forwards as their formulas read, in double.</summary>
internal static class FusedFormulas
{
    internal static double[] RmsNorm(double[] source, double[] weight, double epsilon)
    {
        var result = new double[source.Length];
        for (var start = 0; start < source.Length; start += weight.Length)
        {
            var row = source.AsSpan(start, weight.Length);
            double squares = 0;
            foreach (var x in row)
                squares += x * x;
            for (var i = 0; i < weight.Length; i++)
                result[start + i] = row[i] / Math.Sqrt((squares / weight.Length) + epsilon) * weight[i];
        }

        return result;
    }

    internal static double[] SwiGlu(double[] gate, double[] up) => [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)];

    internal static double[] Rope(double[] source, int[] positions, int heads, int size, bool halves, double frequencyBase, float[] factors, double sign)
    {
        var result = new double[source.Length];
        for (var row = 0; row < positions.Length * heads; row++)
        {
            for (var pair = 0; pair < size / 2; pair++)
            {
                var angle = sign * positions[row / heads] * Math.Pow(frequencyBase, -2.0 * pair / size) / (factors.Length == 0 ? 1 : factors[pair]);
                var (first, second) = halves ? (pair, pair + (size / 2)) : (2 * pair, (2 * pair) + 1);
                var (a, b) = (source[(row * size) + first], source[(row * size) + second]);
                result[(row * size) + first] = (a * Math.Cos(angle)) - (b * Math.Sin(angle));
                result[(row * size) + second] = (a * Math.Sin(angle)) + (b * Math.Cos(angle));
            }
        }

        return result;
    }

    internal static (double[] Logprobs, double[] Entropies) Head(double[] logits, int[] targets)
    {
        var vocabulary = logits.Length / targets.Length;
        var (logprobs, entropies) = (new double[targets.Length], new double[targets.Length]);
        for (var t = 0; t < targets.Length; t++)
        {
            var row = logits.AsSpan(t * vocabulary, vocabulary).ToArray();
            var greatest = row.Max();
            var normalizer = greatest + Math.Log(row.Sum(z => Math.Exp(z - greatest)));
            logprobs[t] = row[targets[t]] - normalizer;
            entropies[t] = -row.Sum(z => Math.Exp(z - normalizer) * (z - normalizer));
        }

        return (logprobs, entropies);
    }
}
