using System.Numerics;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Losses;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Shaping;
using Rlar.Kernels.Tests.Advantages;
using Rlar.Kernels.Tests.Losses;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>Every kernel of the catalogue is one that an operation starts, and its PTX runs.</summary>
public sealed class CoverageTests
{
    private static readonly double[] s_rewards = KernelCases.Random(40, 1, r => r.NextDouble());
    private static readonly bool[] s_scored = KernelCases.Random(40, 2, r => r.Next(4) > 0);
    private static readonly int[] s_offsets = [0, 3, 3, 20, 40];

    [Fact]
    public void EveryKernel_IsStartedByAnOperationAndRuns()
    {
        var launcher = new PtxLauncher(contracts: false);
        using var backend = PtxFixture.Create(launcher, threads: 64);
        Advantages<float>(backend);
        Advantages<double>(backend);
        Losses<float>(backend);
        Losses<double>(backend);
        Baselines<float>(backend);
        Baselines<double>(backend);
        Normalization(new IlgpuNormalization(backend));
        Shaping(new IlgpuShaping(backend));
        Logits(new IlgpuTokenLogprobs(backend));

        using var warps = PtxFixture.Create(launcher, threads: 64, usesShuffles: true);
        new IlgpuAdvantages<float>(warps).Grpo(new RewardBatch<float>([1, 2], GroupLayout.Uniform(1, 2)), AdvantageConvention.Trl, new float[2]);
        new IlgpuAdvantages<double>(warps).Grpo(new RewardBatch<double>([1, 2], GroupLayout.Uniform(1, 2)), AdvantageConvention.Trl, new double[2]);

        // The merge of chunks has work from the second chunk on.
        _ = new IlgpuNormalization(backend).Moments(new double[MomentsBodies.Chunk + 1], []);
        Assert.Equal(KernelCatalogue.All.Select(kernel => kernel.Name).Order(StringComparer.Ordinal), KernelCatalogue.All
            .Where(kernel => launcher.Kernels.Contains(kernel.Method)).Select(kernel => kernel.Name).Order(StringComparer.Ordinal));
    }

    private static void Advantages<T>(IlgpuBackend backend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernels = new IlgpuAdvantages<T>(backend);
        var batch = new Batch(s_rewards, s_offsets, s_scored, [.. s_rewards.Select((_, i) => i)]);
        foreach (var estimator in Estimator.All)
            _ = estimator.Run(kernels, batch, AdvantageConvention.Verl);
        var rewards = Array.ConvertAll(s_rewards, T.CreateTruncating);
        kernels.ReinforcePlusPlusTokens(rewards, GroupLayout.Ragged(s_offsets), s_scored, 0.9, Whitening.Verl, rewards);
    }

    private static void Losses<T>(IlgpuBackend backend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernels = new IlgpuPolicyLosses<T>(backend);
        _ = LossCase.Random(1, 2, 3).Run(kernels, new PolicyLossOptions());
        kernels.Kl([T.One], [T.Zero], new KlPenalty(), new T[1], new T[1]);
    }

    private static void Baselines<T>(IlgpuBackend backend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kernels = new IlgpuBaselineAdvantages<T>(backend);
        var (rewards, to) = (Array.ConvertAll(s_rewards, T.CreateTruncating), new T[40]);
        var batch = new RewardBatch<T>(rewards, GroupLayout.Ragged(s_offsets), s_scored);
        kernels.OptimalValue(batch, 0.5, to);
        kernels.ReMax(batch, rewards.AsSpan(0, 4), to);
        kernels.ReMaxTokens(rewards, GroupLayout.Ragged(s_offsets), s_scored, rewards.AsSpan(0, 4), to);
        kernels.GeneralizedAdvantage(rewards, rewards, GroupLayout.Ragged(s_offsets), s_scored, 1, 1, to, default);
        kernels.RoleAverage(batch, new int[40], 0.9, new double[1], to);
        kernels.Hierarchical(batch, new int[40], AdvantageConvention.PrimeRl, to);
        kernels.OptimalTokenBaseline(
            new TokenBaselineBatch<T>(rewards, GroupLayout.Ragged(s_offsets), GroupLayout.Uniform(2, 2), s_scored, rewards, rewards), new TokenBaselineOptions(), to);
    }

    private static void Logits(IlgpuTokenLogprobs kernels)
    {
        foreach (var format in Enum.GetValues<LogitFormat>())
        {
            var logits = LogitCases.Kinds(format, 2, 5).First();
            var forward = logits.Forward(kernels, [1, 4], 1);
            kernels.Backward(logits.Matrix, [1, 4], 1, new TokenGradients([1, 2], forward.Normalizers), new double[10]);
        }
    }

    private static void Normalization(IlgpuNormalization kernels)
    {
        var to = new double[40];
        kernels.ZScore(s_rewards, s_scored, ZScoreOptions.Default, to);
        kernels.Rank(s_rewards, s_scored, RankScale.Unit, to);
    }

    private static void Shaping(IlgpuShaping kernels)
    {
        var (to, lengths) = (new double[40], new int[40]);
        var groups = GroupLayout.Ragged(s_offsets);
        kernels.Tanh(s_rewards, s_scored, 1, to);
        kernels.Scale(s_rewards, s_scored, new LinearScale(0, 1, 2, 3), to);
        kernels.StopProperly(s_rewards, s_scored, s_scored, 0.5, to);
        kernels.Overlong(s_rewards, lengths, s_scored, new OverlongOptions(10, 5), to);
        kernels.CosineLength(lengths, s_scored, s_scored, new CosineLengthOptions(10), to);
        kernels.PreferenceAsReward(s_rewards, s_scored, groups, [1, 2, 3, 4], GroupLayout.Uniform(4, 1), 1, to);
        kernels.LogSigmoidCentred(s_rewards, s_scored, groups, [1, 2, 3, 4], GroupLayout.Uniform(4, 1), 0.5, to);
        kernels.Papo(s_rewards, s_rewards, s_scored, s_scored, groups, PapoOptions.Default, to);
        kernels.GrpoLambda(lengths, s_scored, s_scored, groups, GrpoLambdaOptions.Default, to);
        kernels.GatedAccumulation(s_rewards, s_scored, [0.5], new double[20]);
        kernels.WinRates(s_rewards.AsSpan(0, 36), s_scored.AsSpan(0, 36), MissingPair.Tie, new int[6], new double[6]);
        kernels.ReNorm(s_rewards, groups, [1, 2, 3, 4], [], GroupLayout.Uniform(2, 2), to);
        kernels.ProcessDelta(s_rewards, groups, [], DeltaEnding.KeepLast, to);
    }
}
