using Rlar.Grpo.Advantages;
using Rlar.Kernels;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;

namespace Rlar.Grpo.Tests.Advantages;

/// <summary>Every step as typed, held against the reference kernel that it names.</summary>
public sealed class ShapingNamesTests
{
    private static readonly ReferenceShaping s_shaping = new();
    private static readonly ReferenceNormalization s_normalization = new();
    private static readonly double[] s_rewards = [-1, 0, 0.5, 2, 3, 1];
    private static readonly int[] s_offsets = [0, 4, 6];

    [Fact]
    public void All_EveryStep_HasItsKeys()
    {
        Assert.Equal(21, ShapingNames.All.Count);
        Assert.All(ShapingNames.All, name => Assert.NotEmpty(ShapingNames.Keys(name)));
    }

    /// <summary>What the help lists is what a step reads: a key that is not read is refused by name.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Keys_EveryOne_IsRead(string name)
    {
        var given = ShapingNames.Keys(name).Split(", ").Select(key => key.Split(' ')[0].Split('|')[0]).Select(key => key
            .Replace("NUMBER", key.StartsWith("from-max", StringComparison.Ordinal) ? "1" : "0.5", StringComparison.Ordinal)
            .Replace("max=TOKENS", "max=9", StringComparison.Ordinal).Replace("TOKENS", "3", StringComparison.Ordinal)).ToList();
        if (given.Remove("state=FILE"))
            given[given.FindIndex(key => key.StartsWith("scope", StringComparison.Ordinal))] = "scope=running,state=FILE";
        Assert.Equal(name, ShapingNames.Parse($"{name}:{string.Join(',', given)}").Name);
    }

    public static TheoryData<string> Names => [.. ShapingNames.All];

    [Fact]
    public void ZScore_ItsOptions_ReachTheKernel()
    {
        var expected = new double[6];
        var options = new ZScoreOptions { Epsilon = 0.1, ClipDeviations = 0.5, SampleDeviation = false };
        s_normalization.ZScore(s_rewards, [], options, expected);
        Close(expected, Shaped("zscore:eps=0.1,clip=0.5,population=yes"));
        for (var g = 0; g < 2; g++)
            s_normalization.ZScore(s_rewards.AsSpan(s_offsets[g]..s_offsets[g + 1]), [], options, expected.AsSpan(s_offsets[g]..s_offsets[g + 1]));
        Close(expected, Shaped("zscore:scope=group,eps=0.1,clip=0.5,population=yes"));
    }

    [Fact]
    public void ClipDeviations_ABatch_IsTheKernels()
    {
        var expected = new double[6];
        s_normalization.ClipToDeviations(s_rewards, [], s_normalization.Moments(s_rewards, []), new ZScoreOptions { ClipDeviations = 0.5 }, expected);
        Close(expected, Shaped("clip-deviations:k=0.5"));
    }

    [Fact]
    public void References_OfTheRow_AreTheKernels()
    {
        var batch = Batch((s, group) => group with { References = s == 0 ? [0.5] : [1, 2, 4] });
        var expected = new double[6];
        var (references, layout) = (new double[] { 0.5, 1, 2, 4 }, new[] { 0, 1, 4 });
        s_shaping.PreferenceAsReward(s_rewards, [], GroupLayout.Ragged(s_offsets), references, GroupLayout.Ragged(layout), 2, expected);
        Close(expected, Shaped("par:k=2", batch));
        s_shaping.LogSigmoidCentred(s_rewards, [], GroupLayout.Ragged(s_offsets), references, GroupLayout.Ragged(layout), 0.5, expected);
        Close(expected, Shaped("lsc:quantile=0.5", batch));
    }

    [Fact]
    public void Lengths_TheirTerms_AreTheKernels()
    {
        int[] lengths = [10, 22, 30, 5, 40, 8];
        var batch = Batch((s, group) => group with { Lengths = lengths[s_offsets[s]..s_offsets[s + 1]] });
        var expected = new double[6];
        var correct = s_rewards.Select(r => r >= 1).ToArray();
        var cosine = new CosineLengthOptions(30) { MinWrong = -3, MaxWrong = -2, MinCorrect = 2, MaxCorrect = 3 };
        s_shaping.CosineLength(lengths, correct, [], cosine, expected);
        Close(expected, Shaped("cosine-length:max=30,correct=1,min-wrong=-3,max-wrong=-2,min-correct=2,max-correct=3", batch));
        s_shaping.GrpoLambda(lengths, correct, [], GroupLayout.Ragged(s_offsets), new GrpoLambdaOptions { TopFraction = 1, Alpha = 0.3, MinimumRatio = 0.6 }, expected);
        Close(expected, Shaped("grpo-lambda:correct=1,top=1,alpha=0.3,min-ratio=0.6", batch));
        s_shaping.Overlong(s_rewards, lengths, [], new OverlongOptions(25, 10) { Penalty = 2, FloorAtMaxLength = true }, expected);
        Close(expected, Shaped("overlong:max=25,buffer=10,penalty=2,floor=yes", batch));
    }

    [Fact]
    public void StopProperly_CutOffCompletions_KeepTheirShare()
    {
        var batch = Batch((s, group) => group with { Truncated = s == 0 ? [true, false, true, true] : [false, true] });
        Close([-0.25, 0, 0.125, 0.5, 3, 0.25], Shaped("stop-properly:coef=0.25", batch));
    }

    [Fact]
    public void Repetition_RepeatedNGrams_ArePenalisedInAddition()
    {
        var batch = Batch((s, group) => group with { Tokens = s == 0 ? [[1, 1, 1], [1, 2, 3], [], [1, 2, 1, 2]] : [[7], [7, 7]] });

        // Bigrams: 1 of 2 new; all new; none; 2 of 3 new.
        Close([-2, 0, 0.5, 2 - (2 / 3.0), 3, 1], Shaped("repetition:ngram=2,max-penalty=-2", batch));
    }

    [Fact]
    public void GatedAccumulation_ShutGates_HideWhatIsBehind()
    {
        var batch = new AdvantageBatch();
        batch.Add(new GroupRewards
        {
            Components = new Dictionary<string, double?[]>
            {
                ["style"] = [0.1, 0.2, 0.3, 0.4],
                ["accuracy"] = [1, 0, 1, null],
                ["format"] = [1, 1, 0, 1],
                ["other"] = [5, 5, 5, 5],
            },
        });
        var rewards = Apply("gra:order=format:accuracy:style,gates=1:0.5,as=gated", batch);
        Assert.Equal(["other", "gated"], rewards.Components.Keys);
        Close([2.1, 1, 0, 1], rewards.Components["gated"].Rewards);
        Assert.All(rewards.Components["gated"].Scored, Assert.True);
    }

    [Fact]
    public void Papo_OutcomeAndProcess_IsTheKernelAndSurvivesDrGrpo()
    {
        var batch = new AdvantageBatch();
        double[] outcomes = [1, 1, 0, 1, 0, 0], processes = [0.9, 0.4, 0.8, 0, 0.3, 0.2];
        batch.Add(Components(("acc", [1, 1, 0, 1]), ("prm", [0.9, 0.4, 0.8, null])));
        batch.Add(Components(("acc", [0, 0]), ("prm", [0.3, 0.2])));
        var expected = new double[6];
        var complete = new[] { true, true, true, false, true, true };
        var options = new PapoOptions { ProcessWeight = 0.5, Epsilon = 0.01, SampleDeviation = false };
        s_shaping.Papo(outcomes, processes, [.. outcomes.Select(o => o >= 1)], complete, GroupLayout.Ragged(s_offsets), options, expected);
        var step = ShapingNames.Parse("papo:outcome=acc,process=prm,correct=1,weight=0.5,eps=0.01,population=yes");
        var result = new AdvantageComputation(new ReferenceAdvantages(), new AdvantageOptions { Estimator = AdvantageEstimator.DrGrpo, Shaping = [step] }).Compute(batch);
        Assert.Null(result[3]);
        for (var i = 0; i < 6; i++)
            Assert.Equal(expected[i], result[i] ?? 0, 12);
    }

    [Fact]
    public void WinRates_MaskedCompletion_IsNobodysOpponent()
    {
        var batch = new AdvantageBatch();
        batch.Add(new GroupRewards { Mask = [true, true, true, false], Preferences = [[null, 0.8, null, 0], [0.4, null, null, 0], [null, 1, null, 0], [1, 1, 1, null]] });
        var column = Apply("win-rates", batch).Components["win-rates"];
        Close([0.7, (0.3 + 0) / 2, 1, 0], column.Rewards);
        Assert.Equal([true, true, true, false], column.Scored);
        Close([(0.7 + 0.5) / 2, (0.3 + 0) / 2, (1 + 0.5) / 2, 0], Apply("win-rates:missing=tie,as=nash", batch).Components["nash"].Rewards);
    }

    [Fact]
    public void WinRates_BesideRewards_AreOneMoreComponent()
    {
        var batch = new AdvantageBatch();
        batch.Add(GroupRewards.Of([1, 0]) with { Preferences = [[null, 1], [null, null]] });
        Assert.Equal(["reward", "win-rates"], Apply("win-rates", batch).Components.Keys);
        Assert.Throws<ShapingInputException>(() => Apply("win-rates:as=reward", batch));
    }

    [Fact]
    public void Steps_TheirTerms_AreByHand()
    {
        Close([0, -0.5, 0, -0.25], Steps("process-clip:eta=0.5"));
        Close([1 - 0, 0, 0.5 - 0, 0], Steps("delta")); // the last step 0, the one before its own score
        Close([1, 0, 0.25, 0.25], Steps("delta:ending=keep-last"));
        Close([1 - 0.4375 + 1, 0 - 0.4375 + 1, 0.5 - 0.4375 + 2, 0.25 - 0.4375 + 2], Steps("renorm:scope=batch"));
        Close([1 - 0.5 + 1, 0 - 0.5 + 1, 0.5 - 0.375 + 2, 0.25 - 0.375 + 2], Steps("renorm"));

        static double[] Steps(string step)
        {
            var batch = new AdvantageBatch();
            batch.Add(new GroupRewards { Steps = [[1, 0]], Outcomes = [1] });
            batch.Add(new GroupRewards { Steps = [[0.5, 0.25]], Outcomes = [2] });
            return Apply(step, batch).Steps.ToArray();
        }
    }

    [Fact]
    public void On_OneComponent_LeavesTheOthers()
    {
        var batch = new AdvantageBatch();
        batch.Add(Components(("a", [-2, 2]), ("b", [-2, 2])));
        var rewards = Apply("clip:on=b,low=0", batch);
        Close([-2, 2], rewards.Components["a"].Rewards);
        Close([0, 2], rewards.Components["b"].Rewards);
        Assert.Equal("rewards.c", Assert.Throws<ShapingInputException>(() => Apply("clip:on=c", batch)).Field);
    }

    [Theory]
    [InlineData("par", "reference_rewards")]
    [InlineData("overlong:max=9,buffer=3", "lengths")]
    [InlineData("stop-properly:coef=0", "truncated")]
    [InlineData("repetition", "completion_ids")]
    [InlineData("win-rates", "preferences")]
    [InlineData("gra:order=reward:b,gates=1", "rewards.b")]
    [InlineData("papo:outcome=a,process=b", "rewards.a")]
    [InlineData("delta", "rewards")]
    public void Apply_WithoutItsInput_NamesTheField(string step, string field) =>
        Assert.Equal(field, Assert.Throws<ShapingInputException>(() => Shaped(step)).Field);

    [Theory]
    [InlineData("clip:low=0", "rewards")]
    [InlineData("gra:order=a:b,gates=1", "rewards")]
    [InlineData("win-rates", "preferences")]
    [InlineData("renorm", "outcome_rewards")]
    [InlineData("zscore:scope=running,state=x", "rewards")]
    public void Apply_ToRewardsByStep_NamesTheField(string step, string field)
    {
        var batch = new AdvantageBatch();
        batch.Add(new GroupRewards { Steps = [[1, 0]] });
        Assert.Equal(field, Assert.Throws<ShapingInputException>(() => Apply(step, batch)).Field);
    }

    [Fact]
    public void Apply_MaskedSteps_AreRefusedWithTheirGroup()
    {
        var batch = new AdvantageBatch();
        batch.Add(new GroupRewards { Steps = [[1, 0]] });
        batch.Add(new GroupRewards { Steps = [[1, 0]], StepMask = [[true, false]] });
        var error = Assert.Throws<ShapingInputException>(() => Apply("delta", batch));
        Assert.Equal(("mask", 1), (error.Field, error.Group));
        Close([0, -1, 0, 0], Apply("process-clip:eta=1", batch).Steps);
    }

    [Fact]
    public void Apply_BadRewardOfALaterGroup_KeepsItsIndex()
    {
        var batch = new AdvantageBatch();
        batch.Add(GroupRewards.Of([1, 2]));
        batch.Add(GroupRewards.Of([1, 1e200]));
        var error = Assert.Throws<KernelException>(() => Apply("zscore:scope=group", batch));
        Assert.Equal((1, "rewards[1]"), batch.Place(error.Index));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("clip:hi=1")]
    [InlineData("clip:low=1,high=0")]
    [InlineData("scale:from-min=x,from-max=1")]
    [InlineData("overlong:max=10")]
    [InlineData("zscore:scope=running")]
    [InlineData("zscore:scope=group,state=x")]
    [InlineData("zscore:scope=all")]
    [InlineData("clip-deviations")]
    [InlineData("stop-properly:coef=2")]
    [InlineData("repetition:max-penalty=1")]
    [InlineData("gra:order=a:b,gates=1:2")]
    [InlineData("gra:order=a:a,gates=1")]
    [InlineData("gra:order=a:b,gates=inf")]
    [InlineData("papo:outcome=a")]
    [InlineData("papo:outcome=a,process=a")]
    [InlineData("win-rates:missing=zero")]
    [InlineData("process-clip")]
    [InlineData("delta:ending=first")]
    public void Parse_BadStep_IsRefused(string step) => Assert.Throws<KernelException>(() => ShapingNames.Parse(step));

    /// <summary>A step computes with the kernels that it was given: here a device's, played by ILGPU's CPU accelerator.</summary>
    [Theory]
    [InlineData("zscore")]
    [InlineData("zscore:scope=group,clip=1")]
    [InlineData("min-max")]
    [InlineData("clip-deviations:k=0.5")]
    [InlineData("rank")]
    [InlineData("centre:scope=group")]
    [InlineData("clip:low=0,high=1")]
    [InlineData("tanh")]
    [InlineData("scale:from-min=-1,from-max=3")]
    [InlineData("par:ref=1")]
    [InlineData("lsc:ref=1")]
    public void Parse_WithADevicesKernels_ComputesThere(string step)
    {
        Assert.True(IlgpuBackend.TryOpen(DeviceKind.Emulator, out var backend, out _));
        using (backend)
        {
            var rewards = new ShapedRewards(Batch((_, group) => group));
            ShapingNames.Parse(step, new ShapingKernels(new IlgpuShaping(backend), new IlgpuNormalization(backend))).Apply(rewards);
            Close(Shaped(step), rewards.Components["reward"].Rewards);
        }
    }

    private static ShapedRewards Apply(string step, AdvantageBatch batch)
    {
        var rewards = new ShapedRewards(batch);
        ShapingNames.Parse(step).Apply(rewards);
        return rewards;
    }

    private static double[] Shaped(string step, AdvantageBatch? batch = null) => Apply(step, batch ?? Batch((_, group) => group)).Components["reward"].Rewards;

    private static AdvantageBatch Batch(Func<int, GroupRewards, GroupRewards> with)
    {
        var batch = new AdvantageBatch();
        for (var g = 0; g < 2; g++)
            batch.Add(with(g, GroupRewards.Of([.. s_rewards[s_offsets[g]..s_offsets[g + 1]].Select(r => (double?)r)])));
        return batch;
    }

    private static GroupRewards Components(params (string Name, double?[] Rewards)[] components) =>
        new() { Components = components.ToDictionary(c => c.Name, c => c.Rewards) };

    private static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 12);
    }
}
