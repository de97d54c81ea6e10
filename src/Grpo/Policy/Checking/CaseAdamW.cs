using System.Numerics;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>
/// AdamW (arXiv 1711.05101) as its formulas read, in float or double: p *= 1 - lr decay, then p -= lr mhat / (sqrt(vhat) + eps). Decay is on every tensor.
/// </summary>
internal sealed class CaseAdamW<T>(LanedPolicy<T> policy, CheckOptimizer options)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] _first = [.. policy.Tensors.Select(tensor => new T[tensor.Length])];
    private readonly T[][] _second = [.. policy.Tensors.Select(tensor => new T[tensor.Length])];
    private int _steps;

    /// <summary>One step; gradients are multiplied by the clipping's factor on the way.</summary>
    /// <param name="norm">Their norm.</param>
    internal void Step(double norm)
    {
        _steps++;
        var factor = options.MaxNorm is { } most ? Math.Min(1, most / (norm + 1e-6)) : 1;
        var (first, second) = (1 - Math.Pow(options.Beta1, _steps), 1 - Math.Pow(options.Beta2, _steps));
        for (var tensor = 0; tensor < policy.Tensors.Count; tensor++)
        {
            var weights = policy.Weights(tensor);
            var gradient = policy.Gradient(tensor);
            var (m, v) = (_first[tensor], _second[tensor]);
            for (var at = 0; at < m.Length; at++)
            {
                var slope = gradient[at] * T.CreateTruncating(factor);
                m[at] = (m[at] * T.CreateTruncating(options.Beta1)) + (slope * T.CreateTruncating(1 - options.Beta1));
                v[at] = (v[at] * T.CreateTruncating(options.Beta2)) + (slope * slope * T.CreateTruncating(1 - options.Beta2));
                var step = T.CreateTruncating(options.Rate / first) * m[at]
                    / ((T.Sqrt(v[at]) / T.CreateTruncating(Math.Sqrt(second))) + T.CreateTruncating(options.Epsilon));
                weights[at] = (weights[at] * T.CreateTruncating(1 - (options.Rate * options.Decay))) - step;
            }
        }
    }
}
