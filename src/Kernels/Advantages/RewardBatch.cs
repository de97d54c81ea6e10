namespace Rlar.Kernels.Advantages;

/// <summary>One batch of scalar rewards, one reward a completion, as every estimator takes it.</summary>
/// <typeparam name="T">Element type: <see cref="float"/> or <see cref="double"/>. Sums over a large group or a batch are in double either way.</typeparam>
public readonly ref struct RewardBatch<T>
    where T : unmanaged
{
    /// <summary>Puts the batch together and checks its shapes; the numbers are checked by the kernel that reads them.</summary>
    /// <param name="rewards">[N] rewards in group order. Entries that are not scored are never read.</param>
    /// <param name="groups">How the completions fall into groups.</param>
    /// <param name="scored">[N] true where the completion was scored, or empty: all were.</param>
    /// <param name="lengths">[N] completion lengths in tokens, at least 0, or empty: every completion counts as one token.</param>
    /// <exception cref="KernelException">A span whose length differs from the layout's, or a negative length.</exception>
    public RewardBatch(ReadOnlySpan<T> rewards, GroupLayout groups, ReadOnlySpan<bool> scored = default, ReadOnlySpan<int> lengths = default)
    {
        Check(nameof(rewards), rewards.Length, groups.Length);
        if (!scored.IsEmpty)
            Check(nameof(scored), scored.Length, groups.Length);
        if (!lengths.IsEmpty)
            Check(nameof(lengths), lengths.Length, groups.Length);
        var negative = lengths.IndexOfAnyInRange(int.MinValue, -1);
        if (negative >= 0)
            throw new KernelException($"lengths[{negative}] = {lengths[negative]}: a length in tokens is at least 0.", negative);
        Rewards = rewards;
        Groups = groups;
        Scored = scored;
        Lengths = lengths;
    }

    /// <summary>[N] rewards in group order.</summary>
    public ReadOnlySpan<T> Rewards { get; }

    /// <summary>How the completions fall into groups.</summary>
    public GroupLayout Groups { get; }

    /// <summary>[N] true where the completion was scored, or empty: all were.</summary>
    public ReadOnlySpan<bool> Scored { get; }

    /// <summary>[N] completion lengths in tokens, or empty: every completion counts as one token.</summary>
    public ReadOnlySpan<int> Lengths { get; }

    private static void Check(string name, int actual, int expected)
    {
        if (actual != expected)
            throw new KernelException($"{name} has {actual} entries, but the group layout has {expected} completions.");
    }
}
