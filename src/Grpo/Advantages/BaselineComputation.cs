using Rlar.Kernels;
using Rlar.Kernels.Advantages;

namespace Rlar.Grpo.Advantages;

/// <summary>From a batch of rewards to the advantages of the estimators with other baselines.</summary>
/// <param name="kernels">The backend.</param>
/// <param name="options">What to compute.</param>
internal sealed class BaselineComputation(IBaselineAdvantageKernels<double> kernels, AdvantageOptions options)
{
    /// <summary>Whether an estimator is one of these.</summary>
    public static bool IsOf(AdvantageEstimator estimator) => estimator >= AdvantageEstimator.MaxRl;

    /// <summary>Computes.</summary>
    /// <param name="shaped">The batch with its shaped rewards.</param>
    /// <param name="rewards">[N] rewards, components summed; empty where the batch has steps.</param>
    /// <param name="scored">[N] true where scored.</param>
    public AdvantageResult Compute(ShapedRewards shaped, double[] rewards, bool[] scored)
    {
        if (options.Estimator is AdvantageEstimator.OptimalTokenBaseline or AdvantageEstimator.OwnTokenBaseline)
            return shaped.Batch.HasSteps ? Steps(shaped) : Outcomes(shaped.Batch, rewards, scored);
        var columns = shaped.Batch.Baselines;
        if (shaped.Batch.HasSteps)
            throw new KernelException($"{Name} needs one reward a completion, not rewards by step.");
        var advantages = new double[rewards.Length];
        var batch = new RewardBatch<double>(rewards, GroupLayout.Ragged(shaped.Batch.Offsets), scored);
        switch (options.Estimator)
        {
            case AdvantageEstimator.MaxRl:
                kernels.MaxRl(batch, options.Convention, advantages);
                break;
            case AdvantageEstimator.OptimalValue:
                kernels.OptimalValue(batch, options.ValueTemperature, advantages);
                break;
            case AdvantageEstimator.ReMax:
                Need("greedy_reward", columns.GreedyRewards.Length, shaped.Batch.Groups);
                kernels.ReMax(batch, columns.GreedyRewards, advantages);
                break;
            case AdvantageEstimator.RoleAverage:
                Need("roles", columns.Roles.Count, rewards.Length);
                var roles = Labels([.. columns.Roles]);
                kernels.RoleAverage(batch, roles, options.Decay, new double[roles.Length == 0 ? 0 : roles.Max() + 1], advantages);
                break;
            default:
                kernels.Hierarchical(batch, Labels(Subgroups(columns, rewards.Length)), options.Convention, advantages);
                break;
        }

        return AdvantageResult.ByCompletion(advantages, scored);
    }

    private string Name => AdvantageNames.Estimators.First(e => e.Value == options.Estimator).Key;

    private TokenBaselineOptions Baseline => new() { CountsOwnTokens = options.Estimator == AdvantageEstimator.OwnTokenBaseline };

    /// <summary>Rewards by step, a step a token.</summary>
    private AdvantageResult Steps(ShapedRewards shaped)
    {
        var batch = shaped.Batch;
        NeedTokens(batch);
        var advantages = new double[shaped.Steps.Length];
        var tokens = new TokenBaselineBatch<double>(
            shaped.Steps, GroupLayout.Ragged(batch.StepOffsets), GroupLayout.Ragged(batch.Offsets), batch.StepMask, batch.Baselines.Logprobs,
            batch.Baselines.Squares);
        kernels.OptimalTokenBaseline(tokens, Baseline, advantages);
        return AdvantageResult.ByStep(advantages, batch.StepOffsets.ToArray());
    }

    /// <summary>An outcome reward is that of the last token; a completion that was not scored has no tokens.</summary>
    private AdvantageResult Outcomes(AdvantageBatch batch, double[] rewards, bool[] scored)
    {
        NeedTokens(batch);
        var offsets = new int[batch.Count + 1];
        var (logprobs, squares, tokens) = (new List<double>(), new List<double>(), new List<double>());
        var start = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var length = batch.Baselines.Lengths[i];
            if (scored[i] && length > 0)
            {
                logprobs.AddRange(batch.Baselines.Logprobs.Slice(start, length));
                squares.AddRange(batch.Baselines.Squares.Slice(start, length));
                tokens.AddRange(new double[length]);
                tokens[^1] = rewards[i];
            }

            start += length;
            offsets[i + 1] = tokens.Count;
        }

        var advantages = new double[tokens.Count];
        var all = new TokenBaselineBatch<double>(
            tokens.ToArray(), GroupLayout.Ragged(offsets), GroupLayout.Ragged(batch.Offsets), default, logprobs.ToArray(), squares.ToArray());
        kernels.OptimalTokenBaseline(all, Baseline, advantages);
        return AdvantageResult.ByStep(advantages, offsets);
    }

    private string[] Subgroups(BaselineColumns columns, int count)
    {
        if (columns.Roles.Count != count && columns.Episodes.Count != count)
            Need("roles\" or \"episodes", columns.Roles.Count, count);

        // A unit separator stands in no name that a person gives.
        return [.. Enumerable.Range(0, count).Select(i =>
            $"{(columns.Roles.Count == count ? columns.Roles[i] : "")}\u001f{(columns.Episodes.Count == count ? columns.Episodes[i] : "")}")];
    }

    private void NeedTokens(AdvantageBatch batch)
    {
        Need("logprobs", batch.Baselines.Lengths.Length, batch.Count);
        Need("sum_pi_squared", batch.Baselines.Squares.Length, batch.Baselines.Logprobs.Length);
    }

    private void Need(string field, int actual, int expected)
    {
        if (actual != expected)
            throw new KernelException($"{Name} needs \"{field}\" in every row.");
    }

    /// <summary>Names as numbers, in the order in which they come.</summary>
    private static int[] Labels(string[] names)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        return Array.ConvertAll(names, name => known.TryGetValue(name, out var label) ? label : known[name] = known.Count);
    }
}
