using System.Numerics;
using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>A random batch of completions, with everything that a loss may ask for.</summary>
internal sealed record LossCase(int[] Offsets, bool[] Mask, double[] Logprobs, double[] Old, double[] Reference, double[] Advantages, double[] Entropies, double[] Weights, bool[] Selected)
{
    internal static IReadOnlyDictionary<string, PolicyLossOptions> Losses { get; } = new Dictionary<string, PolicyLossOptions>
    {
        ["grpo"] = new() { Kl = new KlPenalty() },
        ["dapo"] = new() { Objective = new ClippedObjective { High = 0.28 } },
        ["dual-clip"] = new() { Objective = new ClippedObjective { DualClip = 1.3 }, MinLogRatio = -0.5, MaxLogRatio = 0.6 },
        ["two-sided"] = new() { Objective = new ClippedObjective { RatioCap = 1.4 }, EntropyCoefficient = 0.01 },
        ["gspo"] = new() { Objective = new ClippedObjective { Low = 0.05, High = 0.08 }, RatioLevel = RatioLevel.Sequence },
        ["gspo-kl-ratio"] = new() { Objective = new ClippedObjective { Low = 0.2, High = 0.3 }, RatioLevel = RatioLevel.Sequence, Kl = new KlPenalty { ByRatio = true } },
        ["gspo-token"] = new() { Objective = new ClippedObjective { Low = 0.05 }, RatioLevel = RatioLevel.SequenceByToken, MaxLogRatio = 10 },
        ["cispo"] = new() { Objective = CispoObjective.FromEpsilon(0.3, 0.2), Kl = new KlPenalty { Estimator = KlEstimator.K2 } },
        ["sapo"] = new() { Objective = new SapoObjective(), Kl = new KlPenalty { ByRatio = true } },
        ["sapo-sequence"] = new() { Objective = new SapoObjective(), RatioLevel = RatioLevel.Sequence },
        ["gmpo"] = new() { Objective = new GeometricMeanObjective(), Kl = new KlPenalty { ByRatio = true } },
        ["dppo-tv"] = new() { Objective = new DppoObjective { Low = 0.05, High = 0.05, RatioCap = 1.3 } },
        ["dppo-kl"] = new() { Objective = new DppoObjective { Divergence = DppoDivergence.KullbackLeibler, Low = 0.01, High = 0.01 } },
        ["gpg"] = new() { Objective = new PolicyGradientObjective(), Kl = new KlPenalty { Estimator = KlEstimator.K1, GradientOfK2 = true } },
        ["dro"] = new() { Objective = new DroObjective(), Kl = new KlPenalty { Estimator = KlEstimator.Absolute } },
        ["vespo"] = new() { Objective = new VespoObjective(), Kl = new KlPenalty { ByRatio = true, LogRatioLimit = 0.3, ValueLimit = 0.02 } },
        ["kl-cov"] = new() { Objective = new KlCovarianceObjective { Coefficient = 0.3 } },
    };

    internal GroupLayout Layout => GroupLayout.Ragged(Offsets);

    /// <summary>B sequences of 0 to <paramref name="longest"/> tokens, a third of them masked; numbers that float holds exactly.</summary>
    internal static LossCase Random(int seed, int sequences, int longest, bool masked = true)
    {
        var random = new Random(seed);
        var offsets = new int[sequences + 1];
        for (var b = 0; b < sequences; b++)
            offsets[b + 1] = offsets[b] + (b % 5 == 3 ? 0 : random.Next(longest + 1));
        var tokens = offsets[^1];
        double[] Draw(Func<double> draw) => Enumerable.Range(0, tokens).Select(_ => (double)(float)draw()).ToArray();
        var logprobs = Draw(() => -3 * random.NextDouble() - 0.01);
        return new LossCase(
            offsets,
            masked ? Enumerable.Range(0, tokens).Select(_ => random.Next(3) > 0).ToArray() : [],
            logprobs,
            [.. logprobs.Select(l => (double)(float)(l + ((random.NextDouble() - 0.5) * 0.8)))],
            [.. logprobs.Select(l => (double)(float)(l + ((random.NextDouble() - 0.5) * (random.Next(2) == 0 ? 1 : 1e-3))))],
            Draw(() => random.Next(6) == 0 ? 0 : (random.NextDouble() - 0.5) * 3),
            Draw(() => random.NextDouble() * 2),
            Draw(() => random.Next(8) == 0 ? 0.25 : 0.5 + random.NextDouble()),
            [.. Enumerable.Range(0, tokens).Select(_ => random.Next(3) == 0)]);
    }

    /// <summary>What is masked must not be read, so it is poison.</summary>
    internal (PolicyLossResult Result, double[] Gradients, double[] EntropyGradients) Run<T>(
        IPolicyLossKernels<T> kernels, PolicyLossOptions options, LossAggregation? aggregation = null, bool old = true, bool poison = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] Of(double[] values) =>
            [.. values.Select((v, i) => poison && Mask.Length > 0 && !Mask[i] ? T.NaN : T.CreateTruncating(v))];
        var weights = new double[Offsets.Length - 1];
        (aggregation ?? LossAggregation.Grpo).Weigh(Layout, Mask, default, weights);
        var (gradients, byEntropy) = (new T[Logprobs.Length], new T[Logprobs.Length]);
        Array.Fill(gradients, T.NaN);
        var batch = new PolicyLossBatch<T>(Layout, Mask, weights, Of(Logprobs), old ? Of(Old) : default, Of(Advantages))
        {
            ReferenceLogprobs = Of(Reference),
            Entropies = Of(Entropies),
            Weights = Of(Weights),
            Selected = Selected,
        };
        var result = kernels.ForwardBackward(batch, options, new PolicyLossGradients<T>(gradients, byEntropy));
        Assert.Equal(result, kernels.Forward(batch, options));
        return (result, Array.ConvertAll(gradients, double.CreateTruncating), Array.ConvertAll(byEntropy, double.CreateTruncating));
    }
}
