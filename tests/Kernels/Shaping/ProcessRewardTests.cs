using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Shaping;

public sealed class ProcessRewardTests
{
    public static TheoryData<int> Backends => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Backends))]
    public void ProcessDelta_OutcomeOnly_IsThePapersDefinition(int backend)
    {
        double[] steps = [0.9, 0.7, 0.8, 0.5, 0.4, 0.6];
        Kernels(backend).ProcessDelta(steps, GroupLayout.Ragged([0, 3, 4, 4, 6]), [], DeltaEnding.OutcomeOnly, steps);
        Close([0.9 - 0.7, 0.7, 0, 0, 0.4, 0], steps);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ProcessDelta_KeepLast_SumsToTheFirstScore(int backend)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var offsets = Offsets(seed, 10);
            var steps = Random(offsets[^1], seed, r => r.NextDouble());
            var actual = new double[steps.Length];
            Kernels(backend).ProcessDelta(steps, GroupLayout.Ragged(offsets), [], DeltaEnding.KeepLast, actual);
            for (var c = 0; c + 1 < offsets.Length; c++)
            {
                for (var k = offsets[c]; k < offsets[c + 1]; k++)
                    Close(steps[k], actual[k..offsets[c + 1]].Sum(), 1, "the return of a step is its own score");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ReNorm_RandomGroups_IsTheFormulaAndKeepsTheMeanOutcome(int backend)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (completions, outcomes) = (Offsets(seed, 12), Random(12, seed, r => (double)r.Next(2)));
            int[] groups = [0, 5, 5, 12];
            var scored = Random(12, seed + 1, r => seed % 2 == 0 || r.Next(3) > 0);
            var steps = Random(completions[^1], seed + 2, r => r.NextDouble());
            for (var c = 0; c < 12; c++)
            {
                if (!scored[c])
                    steps.AsSpan(completions[c]..completions[c + 1]).Fill(double.NaN);
            }

            var actual = new double[steps.Length];
            Kernels(backend).ReNorm(
                steps, GroupLayout.Ragged(completions), outcomes.Select((o, c) => scored[c] ? o : double.NaN).ToArray(), scored, GroupLayout.Ragged(groups), actual);
            foreach (var (first, last) in new[] { (0, 5), (5, 12) })
            {
                var own = Enumerable.Range(first, last - first).Where(c => scored[c]).SelectMany(c => steps[completions[c]..completions[c + 1]]).ToArray();
                for (var c = first; c < last; c++)
                {
                    for (var t = completions[c]; t < completions[c + 1]; t++)
                        Close(scored[c] ? steps[t] + outcomes[c] - own.Average() : 0, actual[t], 1, $"seed {seed}, step {t}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ReNorm_EqualProcessRewards_AreExactlyTheOutcome(int backend)
    {
        for (var n = 1; n <= 40; n++)
        {
            var steps = Enumerable.Repeat(0.1, 2 * n).ToArray();
            Kernels(backend).ReNorm(steps, GroupLayout.Uniform(2, n), [0.3, 0.7], [], GroupLayout.Uniform(1, 2), steps);
            Assert.Equal(Enumerable.Repeat(0.3, n).Concat(Enumerable.Repeat(0.7, n)), steps);
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Papo_HandGroup_IsBothTerms(int backend)
    {
        var actual = new double[5];
        var options = new PapoOptions { ProcessWeight = 0.5, Epsilon = 1e-300 };
        Kernels(backend).Papo(
            [1, 1, 0, 0, double.NaN], [0.8, 0.4, double.NaN, double.NaN, double.NaN], [true, true, false, false, true], [true, true, true, true, false],
            GroupLayout.Uniform(1, 5), options, actual);
        var (outcome, process) = (0.5 / Math.Sqrt(1 / 3.0), 0.2 / Math.Sqrt(0.08));
        Close([outcome + (0.5 * process), outcome - (0.5 * process), -outcome, -outcome, 0], actual, 10);
    }

    // compute_grpo_dual_advantage of the authors' code (tanzelin430/PAPO 277dac1c): lambda_process 1, n - 1, + 1e-6, a wrong answer has no process term.
    [Theory]
    [MemberData(nameof(Backends))]
    public void Papo_Defaults_AreThoseOfTheAuthorsCode(int backend)
    {
        var actual = new double[4];
        Kernels(backend).Papo([1, 1, 1, 0], [0, 0.5, 1, 1], [true, true, true, false], [], GroupLayout.Uniform(1, 4), PapoOptions.Default, actual);
        Close([-0.499999000002, 0.499999000002, 1.499997000006, -1.499997000006], actual, 11);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void Papo_AllCorrect_StillLearnsFromTheProcess(int backend)
    {
        double[] outcomes = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
        var advantages = new double[7];
        Kernels(backend).Papo(outcomes, [1, 2, 3, 4, 5, 6, 7], [.. Enumerable.Repeat(true, 7)], [], GroupLayout.Uniform(1, 7), PapoOptions.Default, advantages);
        Assert.Equal(advantages.Order(), advantages);
        Close(0, advantages.Sum());
        Kernels(backend).Papo(outcomes, outcomes, [.. Enumerable.Repeat(true, 7)], [], GroupLayout.Uniform(1, 7), PapoOptions.Default, advantages);
        Assert.All(advantages, a => Assert.Equal(0, a));
    }

    private static IShapingKernels Kernels(int backend) => Shapings[backend];

    private static int[] Offsets(int seed, int count)
    {
        var offsets = new int[count + 1];
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            offsets[i + 1] = offsets[i] + random.Next(20);
        return offsets;
    }
}
