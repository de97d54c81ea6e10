using System.Numerics;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Tests.Advantages;

/// <summary>One estimator of the contract, callable on any backend.</summary>
internal sealed record Estimator(string Name)
{
    internal static IReadOnlyList<Estimator> All { get; } =
    [
        new("Grpo"), new("DrGrpo"), new("GrpoBatch"), new("LeaveOneOut"), new("Rloo"), new("Opo"),
        new("Gpg"), new("PassK"), new("PassKBare"), new("ReinforcePlusPlus"), new("ReinforcePlusPlusBaseline"),
        new("Gdpo"),
    ];

    internal static IReadOnlyDictionary<string, AdvantageConvention> Conventions { get; } = new Dictionary<string, AdvantageConvention>
    {
        ["Trl"] = AdvantageConvention.Trl,
        ["Verl"] = AdvantageConvention.Verl,
        ["NeMoRl"] = AdvantageConvention.NeMoRl,
        ["OpenRlhf"] = AdvantageConvention.OpenRlhf,
        ["Population"] = new AdvantageConvention { SampleDeviation = false },
    };

    internal double[] Run<T>(IAdvantageKernels<T> kernels, Batch batch, AdvantageConvention convention)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // What is not scored must not be read, so it is poison.
        var rewards = Array.ConvertAll(batch.Rewards, T.CreateTruncating);
        for (var i = 0; i < rewards.Length; i++)
            rewards[i] = batch.Scored is null || batch.Scored[i] ? rewards[i] : T.NaN;
        var advantages = new T[rewards.Length];
        Array.Fill(advantages, T.NaN);
        Run(kernels, new RewardBatch<T>(rewards, GroupLayout.Ragged(batch.Offsets), batch.Scored, batch.Lengths), convention, advantages);
        return Array.ConvertAll(advantages, double.CreateTruncating);
    }

    private void Run<T>(IAdvantageKernels<T> kernels, in RewardBatch<T> batch, AdvantageConvention convention, T[] advantages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (Name)
        {
            case "Grpo": kernels.Grpo(batch, convention, advantages); break;
            case "DrGrpo": kernels.DrGrpo(batch, convention, advantages); break;
            case "GrpoBatch": kernels.GrpoBatch(batch, convention, advantages); break;
            case "LeaveOneOut": kernels.LeaveOneOut(batch, convention, advantages); break;
            case "Rloo": kernels.Rloo(batch, convention, advantages); break;
            case "Opo": kernels.Opo(batch, convention, advantages); break;
            case "Gpg": kernels.Gpg(batch, convention, advantages); break;
            case "PassK": kernels.PassK(batch, convention, normalize: true, advantages); break;
            case "PassKBare": kernels.PassK(batch, convention, normalize: false, advantages); break;
            case "ReinforcePlusPlus": kernels.ReinforcePlusPlus(batch, convention, advantages); break;
            case "ReinforcePlusPlusBaseline": kernels.ReinforcePlusPlusBaseline(batch, convention, advantages); break;
            case "Gdpo":
                // Two components: the rewards, and the rewards with every second one negated.
                var n = batch.Rewards.Length;
                var components = new T[2 * n];
                var scored = new bool[2 * n];
                for (var i = 0; i < n; i++)
                {
                    components[i] = batch.Rewards[i];
                    components[n + i] = i % 2 == 0 ? batch.Rewards[i] : -batch.Rewards[i];
                    scored[i] = scored[n + i] = batch.Scored.IsEmpty || batch.Scored[i];
                }

                kernels.Gdpo(components, [1.0, 0.5], batch.Groups, batch.Scored.IsEmpty ? default : scored, batch.Lengths, convention, advantages);
                break;
            default: throw new InvalidOperationException(Name);
        }
    }
}
