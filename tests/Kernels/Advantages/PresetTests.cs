using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Tests.Advantages;

/// <summary>
/// What each preset says of its trainer, in numbers worked out from the trainer's source with 60 digits, apart from this code. Rewards a few
/// thousandths apart, so that each eps shows; lengths that differ, so that token weights do. Read at verl 1dda039b (0.10.0.dev), TRL f2cd5771
/// (1.10.0.dev0), NeMo-RL 7ea279ab, OpenRLHF 3c3be623. Where a group is all-equal theirs is not 0 after whitening; ours is.
/// </summary>
public sealed class PresetTests
{
    // Groups of 4, all-equal 4, 4, 2, 1 and 4, of which one reward differs from three equal ones.
    private static readonly double[] s_rewards = [.001, .002, .004, .0075, .1, .1, .1, .1, 1, -.5, .25, 2, .25, .75, 3, .1, .1, .1, .7];

    private static readonly double[] s_second = [0, 1, 1, 0, 1, 1, 1, 1, .2, .4, .4, .9, 1, 0, 2, 1, 0, 0, 1];

    private static readonly int[] s_lengths = [3, 5, 2, 7, 4, 4, 1, 6, 2, 9, 3, 5, 4, 2, 6, 1, 8, 3, 2];

    private static readonly int[] s_offsets = [0, 4, 8, 12, 14, 15, 19];

    private static readonly IAdvantageKernels<double>[] s_backends =
        [new ReferenceAdvantages(), new CpuAdvantages<double>(new CpuBackend()), new IlgpuAdvantages<double>(KernelCases.Ptx)];

    // Trainers with groups of one size only have the first three groups.
    private static readonly Case[] s_cases =
    [
        // TRL grpo_trainer.py _generate_and_score_completions, scale_rewards "group": (r - nanmean) / (nanstd, n - 1, + 1e-4).
        new("Trl", "Grpo",
        [
            -0.8842395925155344, -0.5473864144143784, 0.12631994178793352, 1.3053060651419792, 0, 0, 0, 0, 0.2925754732950977, -1.1117867985213712,
            -0.40960566261313675, 1.2288169878394102,
        ]),
        // The same, scale_rewards "batch".
        new("Trl", "GrpoBatch",
        [
            -0.004095258364470232, -0.0025351599399101436, 0.0005850369092100334, 0.0060453813951703425, 0, 0, 0, 0, 0.4875307576750276,
            -1.852616879165105, -0.6825430607450387, 2.047629182235116,
        ]),
        // The same, multi_objective_aggregation "normalize_then_sum": whitened over completions, n - 1, + 1e-4.
        new("Trl", "Gdpo",
        [
            -1.5042892489575415, -0.1307067372779031, 0.6387031385976002, 0.9962928476378443, 0, 0, 0, 0, -0.19156888285341253, -1.413096369550339,
            -0.6111667222381877, 2.2158319746419393,
        ]),
        // verl core_algos.py compute_grpo_outcome_advantage: n - 1, + 1e-6; a group of one has mean 0, deviation 1.
        new("Verl", "Grpo",
        [
            -0.9147449315113553, -0.5662706718879819, 0.1306778473587651, 1.350337756040572, 0, 0, 0, 0, 0.2926025940179802, -1.1118898572683247,
            -0.40964363162517226, 1.2289308948755169, -0.7071047811922043, 0.7071047811922043, 2.999997000003, -0.4999983333388889,
            -0.4999983333388889, -0.4999983333388889, 1.4999950000166666,
        ]),
        // compute_reinforce_plus_plus_baseline_outcome_advantage, torch_functional.py masked_whiten.
        new("Verl", "ReinforcePlusPlusBaseline",
        [
            -0.1565695448178773, -0.15556501580462764, -0.1535559577781283, -0.15004010623175448, 0, 0, 0, 0, 0.15998266048242402,
            -1.3468108593920765, -0.5934140994548263, 1.164511673732091, -0.4050649094705137, 0.09719959715431983, 2.8596543835909043,
            -0.30461200814554695, -0.30461200814554695, -0.30461200814554695, 0.2981053998042532,
        ]),
        // compute_gdpo_outcome_advantage, weights 1 and 0.5.
        new("Verl", "Gdpo",
        [
            -1.0885798001913831, -0.24073610586294664, 0.24580510524567306, 0.49267913591163087, 0, 0, 0, 0, -0.26489549278958235,
            -1.0115898266211707, -0.5213502756567021, 1.2070039301704294, -0.39452322652481675, 0.09910739407630387, 2.644697612343289,
            -0.19447124845923866, -0.7990443372333652, -0.7990443372333652, 1.2017282580289435,
        ]),
        // The same with one key in gdpo_reward_keys: nothing refuses it, so it is GRPO, whitened.
        new("Verl", "GdpoOfOne",
        [
            -0.9543136005086209, -0.6482088887125441, -0.035999465120390366, 1.0353670261658785, 0, 0, 0, 0, 0.10623751950608398,
            -1.1274884879339313, -0.5106254842139237, 0.9287215244660942, -0.7719195595845303, 0.47034209549669187, 2.4844510072341404,
            -0.589994330444891, -0.589994330444891, -0.589994330444891, 1.1668280631589962,
        ]),
        // NeMo-RL advantage_estimator.py GRPOAdvantageEstimator, use_leave_one_out_baseline false: / (std, n - 1, + 1e-6) where std > 0.
        new("NeMoRl", "Grpo",
        [
            -0.9147449315113553, -0.5662706718879819, 0.1306778473587651, 1.350337756040572, 0, 0, 0, 0, 0.2926025940179802, -1.1118898572683247,
            -0.40964363162517226, 1.2289308948755169, -0.7071047811922043, 0.7071047811922043, 0, -0.4999983333388889, -0.4999983333388889,
            -0.4999983333388889, 1.4999950000166666,
        ]),
        // The same, use_leave_one_out_baseline true, its default (calculate_baseline_and_std_per_prompt): not divided where std is 0.
        new("NeMoRl", "LeaveOneOut",
        [
            -1.2567856634500907, -0.6658055139534363, 0.14281633818908887, 3.380164461585508, 0, 0, 0, 0, 0.32478464806645585, -1.8033981378780335,
            -0.4635859565520055, 2.3333302222263703, -0.5, 0.5, 0, -0.5773486025277703, -0.5773486025277703, -0.5773486025277703, 0.6,
        ]),
        // ReinforcePlusPlusAdvantageEstimator, minus_baseline true: token-weighted population variance, clamped at 1e-8.
        new("NeMoRl", "ReinforcePlusPlusBaseline",
        [
            0.1437151841023807, 0.14555999016654397, 0.1492496022948705, 0.15570642351944192, 0, 0, 0, 0, 0.725059695071828, -2.042149401173062,
            -0.6585448530506169, 2.569865759235088, -0.31264371602000574, 0.6097593160616243, 0.14855780002080926, -0.12816310960367971,
            -0.12816310960367971, -0.12816310960367971, 0.9787205288942762,
        ]),
        // GDPOAdvantageEstimator, use_leave_one_out_baseline false, weights 1 and 0.5: / std, n - 1, nothing added.
        new("NeMoRl", "Gdpo",
        [
            -1.5101330091215743, -0.1493135700472437, 0.6316024672086707, 1.0278441119601474, 0, 0, 0, 0, -0.18809024974163613, -1.3865613492165607,
            -0.5997093442795646, 2.1743609432377613, -0.3961473964658115, 0.3961473964658115, 0, -0.07505681998574103, -1.0454182404321146,
            -1.0454182404321146, 2.16589330084997,
        ]),
        // OpenRLHF experience_maker.py compute_advantages_and_returns, group_norm: / (std, n - 1, + 1e-9).
        new("OpenRlhf", "Grpo",
        [
            -0.9150634887070191, -0.566467873961488, 0.1307233555295742, 1.350808007138933, 0, 0, 0, 0, 0.2926028677163538, -1.1118908973221444,
            -0.4096440148028953, 1.228932044408686,
        ]),
        // The same, dr_grpo: less the mean, not whitened.
        new("OpenRlhf", "DrGrpo",
        [
            -0.0026249999999999997, -0.001625, 0.0003750000000000001, 0.003875, 0, 0, 0, 0, 0.3125, -1.1875, -0.4375, 1.3125,
        ]),
        // The same, rloo: less the mean of the others, not whitened.
        new("OpenRlhf", "Rloo",
        [
            -0.0035, -0.0021666666666666666, 0.0005000000000000001, 0.005166666666666667, 0, 0, 0, 0, 0.4166666666666667, -1.5833333333333333,
            -0.5833333333333334, 1.75,
        ]),
        // The same, reinforce: token-weighted population variance, clamped at 1e-8.
        new("OpenRlhf", "ReinforcePlusPlus",
        [
            -0.2872421289900825, -0.2857430910183768, -0.28274501507496536, -0.2774983821739953, 0, 0, 0, 0, 1.210296804743938, -1.0382601528146513,
            0.08601832596464329, 2.7093347764496643,
        ]),
        // The same, reinforce_baseline: less the mean, then whitened so.
        new("OpenRlhf", "ReinforcePlusPlusBaseline",
        [
            0.14053248948199906, 0.14206828140648226, 0.14513986525544867, 0.15051513699113983, 0, 0, 0, 0, 0.624498919684766, -1.679188967040027,
            -0.5273450236776306, 2.1602908441679616,
        ]),
    ];

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var one in s_cases)
                names.Add(one.Preset, one.Estimator);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_GivesTheNumbersOfItsTrainer(string preset, string estimator)
    {
        var expected = s_cases.Single(c => c.Preset == preset && c.Estimator == estimator).Expected;
        foreach (var kernels in s_backends)
        {
            var actual = Run(kernels, estimator, Estimator.Conventions[preset], expected.Length);
            // 1e-8 is what our whitening of NeMo-RL's GDPO adds to a deviation of 0.9.
            var relative = (preset, estimator) == ("NeMoRl", "Gdpo") ? 2e-8 : 1e-12;
            Tolerance.AssertClose(expected, actual, 1e-13, relative, $"{preset} {estimator} {kernels.GetType().Name}");
            Assert.All(actual[4..8], advantage => Assert.Equal(0, advantage));
        }
    }

    // The variance is 7.7e-10, below the 1e-8 at which both trainers clamp it: the deviations are divided by 1e-4.
    [Theory]
    [InlineData("NeMoRl")]
    [InlineData("OpenRlhf")]
    public void ClampedWhitening_SmallVariance_DividesByTheClamp(string preset)
    {
        double[] expected = [-0.3323529411764706, -0.23235294117647054, -0.032352941176470536, 0.31764705882352934];
        foreach (var kernels in s_backends)
        {
            var actual = new double[4];
            var batch = new RewardBatch<double>([1e-5, 2e-5, 4e-5, 7.5e-5], GroupLayout.Uniform(1, 4), lengths: s_lengths.AsSpan(0, 4));
            kernels.ReinforcePlusPlusBaseline(batch, Estimator.Conventions[preset], actual);
            Tolerance.AssertClose(expected, actual, 1e-13, 1e-11, preset);
        }
    }

    // Weights 1 and 1 of a component and its complement leave rounding at most. NeMo-RL divides even that by its own deviation.
    [Fact]
    public void NeMoRlGdpo_ComponentsThatCancel_LeaveNoAdvantage()
    {
        foreach (var kernels in s_backends)
        {
            double[] first = [.1, .2, .3, .7, .9, .4, .35];
            var components = first.Concat(first.Select(r => 1 / 3.0 - r)).ToArray();
            var actual = new double[7];
            kernels.Gdpo(components, [1, 1], GroupLayout.Uniform(1, 7), default, default, AdvantageConvention.NeMoRl, actual);
            Assert.All(actual, advantage => Assert.InRange(Math.Abs(advantage), 0, 1e-6));
        }
    }

    private static double[] Run(IAdvantageKernels<double> kernels, string estimator, AdvantageConvention convention, int count)
    {
        var advantages = new double[count];
        var groups = GroupLayout.Ragged([.. s_offsets.Where(offset => offset <= count)]);
        var (rewards, lengths) = (s_rewards[..count], s_lengths[..count]);
        var batch = new RewardBatch<double>(rewards, groups, lengths: lengths);
        switch (estimator)
        {
            case "Grpo": kernels.Grpo(batch, convention, advantages); break;
            case "GrpoBatch": kernels.GrpoBatch(batch, convention, advantages); break;
            case "DrGrpo": kernels.DrGrpo(batch, convention, advantages); break;
            case "LeaveOneOut": kernels.LeaveOneOut(batch, convention, advantages); break;
            case "Rloo": kernels.Rloo(batch, convention, advantages); break;
            case "ReinforcePlusPlus": kernels.ReinforcePlusPlus(batch, convention, advantages); break;
            case "ReinforcePlusPlusBaseline": kernels.ReinforcePlusPlusBaseline(batch, convention, advantages); break;
            case "Gdpo": kernels.Gdpo([.. rewards, .. s_second[..count]], [1, 0.5], groups, default, lengths, convention, advantages); break;
            case "GdpoOfOne": kernels.Gdpo(rewards, [1], groups, default, lengths, convention, advantages); break;
            default: throw new InvalidOperationException(estimator);
        }

        return advantages;
    }

    private sealed record Case(string Preset, string Estimator, double[] Expected);
}
