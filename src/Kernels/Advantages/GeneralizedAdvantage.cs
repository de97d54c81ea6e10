using System.Numerics;

namespace Rlar.Kernels.Advantages;

/// <summary>One sequence of generalised advantage estimation: the formula that the backends share.</summary>
internal static class GeneralizedAdvantage
{
    /// <summary>Writes the tokens of one sequence, from its end.</summary>
    public static void Run<T>(
        ReadOnlySpan<T> rewards, ReadOnlySpan<T> values, ReadOnlySpan<bool> mask, (int Start, int End) sequence, double gamma, double lambda,
        Span<T> advantages, Span<T> returns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double next = 0, advantage = 0;
        for (var t = sequence.End - 1; t >= sequence.Start; t--)
        {
            double own = 0, target = 0;
            if (mask.IsEmpty || mask[t])
            {
                var value = double.CreateTruncating(values[t]);
                advantage = double.CreateTruncating(rewards[t]) + (gamma * next) - value + (gamma * lambda * advantage);
                next = value;
                (own, target) = (advantage, advantage + value);
            }

            advantages[t] = T.CreateTruncating(own);
            if (!returns.IsEmpty)
                returns[t] = T.CreateTruncating(target);
        }
    }
}
