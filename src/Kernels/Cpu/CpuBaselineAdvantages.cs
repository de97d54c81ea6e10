using System.Numerics;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// The estimators with other baselines on all cores, a run of groups a thread, in the reference's own loops: a group has tens of rewards, and the time of
/// the rest is that of exponentials and of running sums, which have an order. In double inside, the bits of the reference at any thread count.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="backend">Threads.</param>
public sealed unsafe class CpuBaselineAdvantages<T>(CpuBackend backend) : IBaselineAdvantageKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Enough work for a thread to be worth waking.
    private const int EntriesPerChunk = 16384;

    private readonly CpuBackend _backend = typeof(T) == typeof(float) || typeof(T) == typeof(double)
        ? backend
        : throw new KernelException($"The kernels take float or double, not {typeof(T).Name}.");

    /// <inheritdoc/>
    public void MaxRl(in RewardBatch<T> batch, AdvantageConvention convention, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        ForEachGroup(new Job { Batch = batch, Convention = convention, Advantages = advantages }, &MaxRlGroup);
    }

    /// <inheritdoc/>
    public void OptimalValue(in RewardBatch<T> batch, double temperature, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        _ = KernelChecks.Positive(temperature, nameof(temperature));
        ForEachGroup(new Job { Batch = batch, Number = temperature, Advantages = advantages }, &OptimalValueGroup);
    }

    /// <inheritdoc/>
    public void ReMax(in RewardBatch<T> batch, ReadOnlySpan<T> greedyRewards, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        BaselineChecks.Baselines(nameof(greedyRewards), greedyRewards, batch.Groups.Count);
        ForEachGroup(new Job { Batch = batch, Baselines = greedyRewards, Advantages = advantages }, &ReMaxGroup);
    }

    /// <inheritdoc/>
    public void ReMaxTokens(ReadOnlySpan<T> rewards, GroupLayout sequences, ReadOnlySpan<bool> mask, ReadOnlySpan<T> baselines, Span<T> advantages)
    {
        KernelChecks.Length(nameof(rewards), rewards.Length, sequences.Length);
        KernelChecks.Mask(mask, rewards.Length);
        KernelChecks.Length(nameof(advantages), advantages.Length, rewards.Length);
        BaselineChecks.Baselines(nameof(baselines), baselines, sequences.Count);
        RewardError.ThrowIfBad(rewards, mask);
        var batch = new RewardBatch<T>(rewards, sequences, mask);
        ForEachGroup(new Job { Batch = batch, Baselines = baselines, Advantages = advantages }, &ReMaxSequence);
    }

    /// <inheritdoc/>
    /// <remarks>Each completion needs the average that the one before it left: one thread.</remarks>
    public void RoleAverage(in RewardBatch<T> batch, ReadOnlySpan<int> roles, double decay, Span<double> averages, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        BaselineChecks.Roles(roles, batch.Rewards.Length, averages);
        _ = KernelChecks.Between(decay, 0, 1, nameof(decay));
        for (var i = 0; i < roles.Length; i++)
        {
            if (!batch.Scored.IsEmpty && !batch.Scored[i])
            {
                advantages[i] = T.Zero;
                continue;
            }

            var reward = double.CreateTruncating(batch.Rewards[i]);
            ref var average = ref averages[roles[i]];
            advantages[i] = T.CreateTruncating(reward - average);
            average = (decay * average) + ((1 - decay) * reward);
        }
    }

    /// <inheritdoc/>
    public void Hierarchical(in RewardBatch<T> batch, ReadOnlySpan<int> subgroups, AdvantageConvention convention, Span<T> advantages)
    {
        BaselineChecks.Batch(batch, advantages);
        KernelChecks.Length(nameof(subgroups), subgroups.Length, batch.Rewards.Length);
        if (batch.Rewards.Overlaps(advantages))
            throw new KernelException("The destination overlaps rewards; this operation needs another span.");
        ForEachGroup(new Job { Batch = batch, Labels = subgroups, Convention = convention, Advantages = advantages }, &HierarchicalGroup);
    }

    /// <inheritdoc/>
    public void OptimalTokenBaseline(in TokenBaselineBatch<T> tokens, TokenBaselineOptions options, Span<T> advantages)
    {
        BaselineChecks.Tokens(tokens, advantages);
        if (tokens.Rewards.Overlaps(advantages))
            throw new KernelException("The destination overlaps rewards; this operation needs another span.");
        advantages.Clear();
        ForEachGroup(new Job { Tokens = tokens, Options = options, Advantages = advantages, IsByToken = true }, &TokenGroup);
    }

    /// <inheritdoc/>
    public void GeneralizedAdvantage(
        ReadOnlySpan<T> rewards, ReadOnlySpan<T> values, GroupLayout sequences, ReadOnlySpan<bool> mask, double gamma, double lambda,
        Span<T> advantages, Span<T> returns)
    {
        BaselineChecks.Values(rewards, values, sequences, mask, gamma, lambda, advantages, returns);
        var job = new Job
        {
            Batch = new RewardBatch<T>(rewards, sequences, mask),
            Baselines = values,
            Number = gamma,
            Lambda = lambda,
            Advantages = advantages,
            Returns = returns,
        };
        ForEachGroup(job, &ValueSequence);
    }

    private static void MaxRlGroup(ref Job job, int group) => BaselineGroup.MaxRl(job.Batch, job.Convention, group, job.Advantages);

    private static void OptimalValueGroup(ref Job job, int group) => BaselineGroup.OptimalValue(job.Batch, job.Number, group, job.Advantages);

    private static void HierarchicalGroup(ref Job job, int group) =>
        BaselineGroup.Hierarchical(job.Batch, job.Labels, job.Convention, group, job.Advantages);

    private static void ReMaxGroup(ref Job job, int group)
    {
        var (start, end) = job.Batch.Groups[group];
        for (var i = start; i < end; i++)
            job.Advantages[i] = job.Batch.Scored.IsEmpty || job.Batch.Scored[i] ? job.Batch.Rewards[i] - job.Baselines[group] : T.Zero;
    }

    private static void ReMaxSequence(ref Job job, int sequence)
    {
        var (start, end) = job.Batch.Groups[sequence];
        double following = 0;
        for (var t = end - 1; t >= start; t--)
        {
            var counts = job.Batch.Scored.IsEmpty || job.Batch.Scored[t];
            following += counts ? double.CreateTruncating(job.Batch.Rewards[t]) : 0;
            job.Advantages[t] = counts ? T.CreateTruncating(following - double.CreateTruncating(job.Baselines[sequence])) : T.Zero;
        }
    }

    private static void ValueSequence(ref Job job, int sequence) => Advantages.GeneralizedAdvantage.Run(
        job.Batch.Rewards, job.Baselines, job.Batch.Scored, job.Batch.Groups[sequence], job.Number, job.Lambda, job.Advantages, job.Returns);

    private static void TokenGroup(ref Job job, int group)
    {
        var (first, end) = job.Tokens.Groups[group];
        if (first == end)
            return;
        var length = job.Tokens.Completions[end - 1].End - job.Tokens.Completions[first].Start;
        TokenBaselineGroup.Run(job.Tokens, job.Options, group, new double[length], new double[length], job.Advantages);
    }

    private void ForEachGroup(Job job, delegate*<ref Job, int, void> body)
    {
        var (groups, entries) = job.IsByToken ? (job.Tokens.Groups.Count, job.Tokens.Rewards.Length) : (job.Batch.Groups.Count, job.Batch.Rewards.Length);
        if (groups == 0)
            return;
        job.Body = body;
        job.Groups = groups;
        job.GroupsPerChunk = Math.Max(1, (int)((long)EntriesPerChunk * groups / Math.Max(1, entries)));

        // The job holds spans; it lies on this stack until every thread is done with it, and the collector keeps its references true meanwhile.
#pragma warning disable CS8500
        _backend.Run<GroupsKernel>((int)(((long)groups + job.GroupsPerChunk - 1) / job.GroupsPerChunk), &job);
#pragma warning restore CS8500
    }

    /// <summary>One call, as the threads that work on it see it.</summary>
    private ref struct Job
    {
        internal RewardBatch<T> Batch;
        internal TokenBaselineBatch<T> Tokens;
        internal AdvantageConvention Convention;
        internal TokenBaselineOptions Options;
        internal ReadOnlySpan<T> Baselines;
        internal ReadOnlySpan<int> Labels;
        internal double Number;
        internal double Lambda;
        internal Span<T> Returns;
        internal Span<T> Advantages;
        internal bool IsByToken;
        internal int Groups;
        internal int GroupsPerChunk;
        internal delegate*<ref Job, int, void> Body;
    }

    private readonly struct GroupsKernel : CpuBackend.IChunkKernel
    {
        /// <inheritdoc/>
        public static void Run<TOctet>(void* job, int chunk)
            where TOctet : unmanaged, IOctet<TOctet>
        {
#pragma warning disable CS8500
            ref var groups = ref *(Job*)job;
#pragma warning restore CS8500
            var first = chunk * groups.GroupsPerChunk;
            var end = (int)Math.Min(groups.Groups, (long)first + groups.GroupsPerChunk);
            for (var g = first; g < end; g++)
                groups.Body(ref groups, g);
        }
    }
}
