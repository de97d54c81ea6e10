using System.Globalization;
using Rlar.Kernels;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Losses;
using Rlar.Kernels.Reference;

namespace Rlar.Bench.Kernels.Devices;

/// <summary>
/// What has to hold on a device before its speed means anything. The suite in tests/Kernels is longer and runs there too, where it finds the device.
/// </summary>
internal static class DeviceChecks
{
    /// <summary>One line of the page.</summary>
    internal readonly record struct Check(string Name, bool Passed, string Detail);

    private delegate void Estimator<T>(IAdvantageKernels<T> kernels, in RewardBatch<T> batch, Span<T> advantages)
        where T : unmanaged;

    internal static IReadOnlyList<Check> Run(IlgpuBackend backend) =>
        [.. Conformance(backend), .. LossChecks(backend), ConstantGroups(backend), SameTwice(backend), .. Ternary(backend)];

    private static IEnumerable<Check> Conformance(IlgpuBackend backend)
    {
        var kernels = new IlgpuAdvantages<double>(backend);
        foreach (var (name, run) in Estimators<double>())
        {
            var worst = 0.0;
            foreach (var seed in Enumerable.Range(0, 4))
            {
                var (rewards, offsets, scored, lengths) = Batch(seed, longest: seed < 2 ? 8 : 100);
                var (expected, actual) = (new double[rewards.Length], new double[rewards.Length]);
                run(new ReferenceAdvantages(), new RewardBatch<double>(rewards, GroupLayout.Ragged(offsets), scored, lengths), expected);
                run(kernels, new RewardBatch<double>(rewards, GroupLayout.Ragged(offsets), scored, lengths), actual);
                for (var i = 0; i < actual.Length; i++)
                    worst = Math.Max(worst, Math.Abs(expected[i] - actual[i]) / (1 + Math.Abs(expected[i])));
            }

            yield return new($"{name} against the reference", worst <= 1e-10, string.Create(CultureInfo.InvariantCulture, $"largest difference {worst:0.0e0}"));
        }
    }

    private static IEnumerable<Check> LossChecks(IlgpuBackend backend)
    {
        (string Name, PolicyLossOptions Options)[] losses =
        [
            ("GRPO with k3", new PolicyLossOptions { Kl = new KlPenalty() }),
            ("GSPO", new PolicyLossOptions { RatioLevel = RatioLevel.Sequence }),
            ("SAPO", new PolicyLossOptions { Objective = new SapoObjective() }),
            ("VESPO", new PolicyLossOptions { Objective = new VespoObjective() }),
        ];
        foreach (var (name, options) in losses)
        {
            var (one, other) = (Gradients(new ReferencePolicyLosses(), options), Gradients(new IlgpuPolicyLosses<double>(backend), options));
            var worst = one.Zip(other, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max();
            yield return new($"{name} against the reference", worst <= 1e-12, string.Create(CultureInfo.InvariantCulture, $"largest difference {worst:0.0e0}"));
        }
    }

    /// <summary>The gradients of made-up tokens, and their loss.</summary>
    private static double[] Gradients(IPolicyLossKernels<double> kernels, PolicyLossOptions options)
    {
        var random = new Random(5);
        double[] Draw(double scale) => [.. Enumerable.Range(0, 200).Select(_ => (random.NextDouble() - 0.5) * scale)];
        var (logprobs, gradients) = (Draw(1), new double[201]);
        var batch = new PolicyLossBatch<double>(
            GroupLayout.Ragged([0, 3, 3, 60, 200]), default, [1, 1, 0.5, 0.25], logprobs, [.. logprobs.Zip(Draw(0.5), (l, d) => l + d)], Draw(2))
        {
            ReferenceLogprobs = Draw(1),
        };
        gradients[200] = kernels.ForwardBackward(batch, options, new PolicyLossGradients<double>(gradients.AsSpan(0, 200))).Loss;
        return gradients;
    }

    private static Check ConstantGroups(IlgpuBackend backend)
    {
        var kernels = new IlgpuAdvantages<float>(backend);
        var residues = 0;
        foreach (var size in (int[])[2, 7, 32, 33, 100])
        {
            foreach (var reward in (float[])[0.1f, -1e-40f, 3e38f])
            {
                var advantages = Enumerable.Repeat(reward, size * 3).ToArray();
                kernels.Grpo(new RewardBatch<float>(advantages, GroupLayout.Uniform(3, size)), AdvantageConvention.OpenRlhf, advantages);
                residues += advantages.Count(advantage => advantage != 0);
            }
        }

        return new("groups of equal rewards are exactly 0", residues == 0, $"{residues} are not");
    }

    private static Check SameTwice(IlgpuBackend backend)
    {
        var (rewards, offsets, scored, lengths) = Batch(7, 90);
        var runs = Enumerable.Range(0, 3).Select(_ =>
        {
            var advantages = new double[rewards.Length];
            new IlgpuAdvantages<double>(backend).ReinforcePlusPlusBaseline(
                new RewardBatch<double>(rewards, GroupLayout.Ragged(offsets), scored, lengths), AdvantageConvention.Verl, advantages);
            return advantages;
        }).ToArray();
        return new("the same bits three times", runs.All(run => run.AsSpan().SequenceEqual(runs[0])), "");
    }

    // Known of ILGPU 1.5.3: where a device does it right, the rule that forbids it may go.
    private static IEnumerable<Check> Ternary(IlgpuBackend backend)
    {
        double[] input = [0, 1, 2, 3];
        double[] expected = [0, 1, 3, 4];
        yield return new("probe: double ternary into a double", Probe(backend, TernaryProbe.InDouble, input).SequenceEqual(expected), "");
        var wrong = Probe(backend, TernaryProbe.InInteger, input);
        yield return new("probe: integer ternary into a double (known to be wrong on GPUs)", true, wrong.SequenceEqual(expected) ? "right here" : "wrong here");
    }

    private static double[] Probe(IlgpuBackend backend, Action<TernaryJob> body, double[] input)
    {
        using var from = backend.Upload<double>(input);
        using var to = backend.Rent<double>(input.Length);
        backend.Launch(body, input.Length, 1, new TernaryJob { Input = from.View, Output = to.View });
        var output = new double[input.Length];
        backend.Download(to.View, output);
        return output;
    }

    private static (double[] Rewards, int[] Offsets, bool[] Scored, int[] Lengths) Batch(int seed, int longest)
    {
        var random = new Random(seed);
        var offsets = new List<int> { 0 };
        while (offsets[^1] < 300)
            offsets.Add(offsets[^1] + random.Next(0, longest + 1));
        var rewards = Enumerable.Range(0, offsets[^1]).Select(_ => random.NextDouble()).ToArray();
        return (rewards, [.. offsets], [.. rewards.Select(_ => random.Next(5) > 0)], [.. rewards.Select(_ => random.Next(1, 300))]);
    }

    private static (string Name, Estimator<T> Run)[] Estimators<T>()
        where T : unmanaged
        =>
        [
            ("grpo", (k, in b, a) => k.Grpo(b, AdvantageConvention.Trl, a)),
            ("dr-grpo", (k, in b, a) => k.DrGrpo(b, AdvantageConvention.Verl, a)),
            ("grpo-batch", (k, in b, a) => k.GrpoBatch(b, AdvantageConvention.Trl, a)),
            ("loo", (k, in b, a) => k.LeaveOneOut(b, AdvantageConvention.NeMoRl, a)),
            ("rloo", (k, in b, a) => k.Rloo(b, AdvantageConvention.Trl, a)),
            ("opo", (k, in b, a) => k.Opo(b, AdvantageConvention.Trl, a)),
            ("gpg", (k, in b, a) => k.Gpg(b, AdvantageConvention.Verl, a)),
            ("pass-k", (k, in b, a) => k.PassK(b, AdvantageConvention.Verl, normalize: true, a)),
            ("reinforce++", (k, in b, a) => k.ReinforcePlusPlus(b, AdvantageConvention.Verl, a)),
            ("reinforce++-baseline", (k, in b, a) => k.ReinforcePlusPlusBaseline(b, AdvantageConvention.OpenRlhf, a)),
        ];
}
