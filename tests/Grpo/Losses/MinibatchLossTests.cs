using Rlar.Grpo.Losses;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Tests.Fused;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Tests.Losses;

public sealed class MinibatchLossTests
{
    private static readonly int[] s_lengths = [5, 0, 1, 17, 9, 33];
    private static readonly int s_tokens = s_lengths.Sum();
    private static readonly CpuBackend s_backend = new(new CpuOptions { Threads = 1 });

    public static TheoryData<string> Names => [.. LossNames.Losses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Slopes_SeveralLanes_GiveTheSameBits(string name)
    {
        var (logprobs, entropies) = (Logprobs(1), FusedNumbers.Random(2, s_tokens).Select(Math.Abs).ToArray());
        var (whole, wholeSlopes) = Run((slopes, into) => slopes(0, s_lengths.Length, logprobs, entropies, into, new float[s_tokens]));
        var (rows, rowSlopes) = Run((slopes, into) => Parallel.For(0, s_lengths.Length, row =>
        {
            var (start, length) = (s_lengths[..row].Sum(), s_lengths[row]);
            slopes(row, 1, logprobs.AsSpan(start, length), entropies.AsSpan(start, length), into.AsSpan(start, length), new float[length]);
        }));
        Assert.Equal(whole, rows);
        Assert.Equal(wholeSlopes, rowSlopes);

        (MinibatchResult Result, float[] Slopes) Run(Action<LossSlopes, float[]> ask)
        {
            var loss = Loss(Options(name), Rows());
            if (loss.NeedsLogprobsFirst)
                loss.Look(logprobs, entropies, new Random(5).Shuffle);
            var slopes = new float[s_tokens];
            ask(loss.Slopes, slopes);
            return (loss.Result(), slopes);
        }
    }

    [Theory]
    [InlineData("grpo")]
    [InlineData("dr_grpo")]
    [InlineData("bnpo")]
    [InlineData("dapo")]
    [InlineData("gspo")]
    [InlineData("sapo")]
    [InlineData("luspo")]
    [InlineData("gmpo")]
    [InlineData("dro")]
    [InlineData("kl_cov")]
    public void Slopes_OfWhatHasNoStopGradient_AreFiniteDifferences(string name)
    {
        var rows = Wide(Rows());
        var options = Options(name);
        options = options with
        {
            Policy = options.Policy with { Kl = LossNames.Kl["k3"], EntropyCoefficient = 0.01 },
            EntropyAggregation = LossAggregation.Dapo,
        };
        var (logprobs, entropies) = (FusedNumbers.Wide(Logprobs(1)), FusedNumbers.Wide(FusedNumbers.Random(2, s_tokens)));
        var start = logprobs.ToArray();
        var (slopes, entropySlopes) = (new double[s_tokens], new double[s_tokens]);
        _ = Value();
        var (expected, expectedEntropy) = (slopes.ToArray(), entropySlopes.ToArray());
        Differ(logprobs, expected);
        Differ(entropies, expectedEntropy);

        void Differ(double[] column, double[] wanted)
        {
            for (var i = 0; i < s_tokens; i++)
            {
                var kept = column[i];
                column[i] = kept + 1e-6;
                var above = Value();
                column[i] = kept - 1e-6;
                var difference = (above - Value()) / 2e-6;
                column[i] = kept;
                Assert.True(Math.Abs(difference - wanted[i]) < 1e-7, $"{name}[{i}]: {difference:R} and {wanted[i]:R}");
            }
        }

        double Value()
        {
            var loss = new MinibatchLoss<double>(options, rows, new CpuPolicyLosses<double>(s_backend));
            if (loss.NeedsLogprobsFirst)
                loss.Look(start, entropies, _ => { });
            loss.Slopes(0, s_lengths.Length, logprobs, entropies, slopes, entropySlopes);
            return loss.Result().Loss.Loss;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Slopes_NoAdvantage_AreExactlyZero(string name)
    {
        // DRO pulls towards the old policy, and KL-Cov penalises, whatever the advantage.
        if (name is "dro" or "kl_cov")
            return;
        var logprobs = Logprobs(1);
        var loss = Loss(Options(name), Rows() with { Advantages = new float[s_tokens] });
        if (loss.NeedsLogprobsFirst)
            loss.Look(logprobs, [], _ => { });
        var slopes = new float[s_tokens];
        loss.Slopes(0, s_lengths.Length, logprobs, [], slopes, new float[s_tokens]);
        Assert.All(slopes, slope => Assert.True(slope == 0));
        Assert.True(loss.Result().Loss.Loss == 0);
    }

    [Fact]
    public void Slopes_MaskedTokens_AreZeroAndNotRead()
    {
        var mask = Enumerable.Range(0, s_tokens).Select(i => i % 3 != 1).ToArray();
        float[] Poisoned(float[] values) => [.. values.Select((v, i) => mask[i] ? v : float.NaN)];
        var options = LossNames.Losses["grpo"];
        options = options with
        {
            Policy = options.Policy with { Kl = LossNames.Kl["k3"] },
            Correction = LossNames.Corrections["tis"],
            OffPolicyThreshold = 0.1,
            TopEntropyShare = 0.5,
        };
        var rows = Rows();
        var loss = Loss(options, rows with
        {
            Mask = mask,
            Advantages = Poisoned(rows.Advantages),
            OldLogprobs = Poisoned(rows.OldLogprobs),
            ReferenceLogprobs = Poisoned(rows.ReferenceLogprobs),
            SamplerLogprobs = Poisoned(rows.SamplerLogprobs),
        });
        var (logprobs, entropies, slopes) = (Poisoned(Logprobs(1)), Poisoned(FusedNumbers.Random(2, s_tokens)), new float[s_tokens]);
        loss.Look(logprobs, entropies, _ => { });
        loss.Slopes(0, s_lengths.Length, logprobs, entropies, slopes, new float[s_tokens]);
        for (var i = 0; i < s_tokens; i++)
            Assert.True(float.IsFinite(slopes[i]) && (mask[i] || slopes[i] == 0));
        Assert.Equal(mask.Count(m => m), loss.Result().Loss.Tokens);
        Assert.True(loss.Result().ReferenceKl > 0);
    }

    [Fact]
    public void Supervised_IsTheMeanOfMinusLogprob()
    {
        var logprobs = Logprobs(1);
        var loss = Loss(LossNames.Supervised, MinibatchRows<float>.Supervised(s_lengths));
        var slopes = new float[s_tokens];
        loss.Slopes(0, s_lengths.Length, logprobs, [], slopes, new float[s_tokens]);
        Assert.Equal(-logprobs.Average(x => (double)x), loss.Result().Loss.Loss, 1e-12);
        Assert.All(slopes, slope => Assert.Equal(-1f / s_tokens, slope));
    }

    [Fact]
    public void Result_BeforeEveryRow_IsRefused()
    {
        var loss = Loss(Options("grpo"), Rows());
        loss.Slopes(0, 1, Logprobs(1).AsSpan(0, 5), [], new float[5], new float[5]);
        Assert.Throws<InvalidOperationException>(() => loss.Result());
        var first = Loss(Options("clip_cov"), Rows());
        Assert.True(first.NeedsLogprobsFirst);
        Assert.Throws<InvalidOperationException>(() => first.Slopes(0, 1, new float[5], [], new float[5], new float[5]));
    }

    [Fact]
    public void Slopes_LogprobThatIsNoNumber_NamesTheRow()
    {
        var loss = Loss(Options("grpo"), Rows());
        var error = Assert.Throws<TrainingException>(() => loss.Slopes(2, 1, [float.NaN], [], new float[1], new float[1]));
        Assert.Contains("Row 2 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_AndBounds_ThatDoNotExist_AreRefused()
    {
        Assert.Throws<TrainingException>(() => LossNames.Of("ppo2", 8));
        Assert.Throws<TrainingException>(() => LossNames.WithAggregation(LossNames.Losses["grpo"], "mean", 8));
        Assert.Throws<TrainingException>(() => new LossBounds { Low = 0.1 }.Bound(LossNames.Losses["sapo"]));
        Assert.Throws<TrainingException>(() => new LossBounds { DualClip = 3 }.Bound(LossNames.Losses["cispo"]));
        var corrected = LossNames.Losses["grpo"] with { Correction = LossNames.Corrections["tis"] };
        Assert.Throws<TrainingException>(() => Loss(corrected, Rows() with { SamplerLogprobs = [] }));
        Assert.Equal(64, LossNames.Of("dr_grpo", 64).Aggregation.TokenNormalizer);
    }

    private static MinibatchLoss<float> Loss(LossOptions options, MinibatchRows<float> rows) => new(options, rows, new CpuPolicyLosses<float>(s_backend));

    private static LossOptions Options(string name)
    {
        var options = LossNames.Of(name, 40);
        return options.Covariance is null ? options : options with { Covariance = new() { Share = 0.2, Low = 0, High = 5 } };
    }

    private static MinibatchRows<float> Rows() => new()
    {
        Lengths = s_lengths,
        Advantages = FusedNumbers.Random(3, s_tokens),
        OldLogprobs = Logprobs(4),
        ReferenceLogprobs = Logprobs(5),
        SamplerLogprobs = Logprobs(6),
    };

    private static MinibatchRows<double> Wide(MinibatchRows<float> rows) => new()
    {
        Lengths = rows.Lengths,
        Advantages = FusedNumbers.Wide(rows.Advantages),
        OldLogprobs = FusedNumbers.Wide(rows.OldLogprobs),
        ReferenceLogprobs = FusedNumbers.Wide(rows.ReferenceLogprobs),
    };

    private static float[] Logprobs(int seed) => [.. FusedNumbers.Random(seed, s_tokens, 0.4).Select(x => x - 1.5f)];
}
