using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>The samples that a page has room for: best, worst, and one at random of each stretch of the run. Any number is read in bounded memory.</summary>
/// <param name="lastStep">The run's last step.</param>
internal sealed class ShownSamples(int lastStep)
{
    private const int Most = 8;
    private const int Stretches = 12;
    private const ulong Mixer = 0x9E3779B97F4A7C15;
    private readonly PriorityQueue<SampleRecord, (double, long)> _best = new();
    private readonly PriorityQueue<SampleRecord, (double, long)> _worst = new();
    private readonly (ulong Lot, SampleRecord? Sample)[] _random = new (ulong, SampleRecord?)[Stretches];
    private ulong _seen;

    /// <summary>Samples seen.</summary>
    internal long Count => (long)_seen;

    /// <summary>The highest rewards, the highest first.</summary>
    internal IReadOnlyList<SampleRecord> Best => [.. Sorted(_best)];

    /// <summary>The lowest rewards that are not among the highest, the lowest first.</summary>
    internal IReadOnlyList<SampleRecord> Worst => [.. Sorted(_worst).Except(Sorted(_best), ReferenceEqualityComparer.Instance).Cast<SampleRecord>()];

    /// <summary>At random, by step.</summary>
    internal IReadOnlyList<SampleRecord> Random =>
        [.. _random.Select(one => one.Sample).OfType<SampleRecord>().Except(Best.Concat(Worst), ReferenceEqualityComparer.Instance).Cast<SampleRecord>()];

    /// <summary>Looks at a sample.</summary>
    internal void Add(SampleRecord sample)
    {
        // Each has a lot of its own that its place decides: the same file gives the same page.
        var lot = (++_seen * Mixer) ^ ((_seen * Mixer) >> 29);
        lot *= Mixer;
        var stretch = (int)Math.Clamp((long)sample.Step * Stretches / (lastStep + 1), 0, Stretches - 1);
        if (_random[stretch].Sample is null || lot > _random[stretch].Lot)
            _random[stretch] = (lot, sample);
        if (sample.Reward is not { } reward)
            return;
        // Of equals the later one: it is nearer to what training made.
        Keep(_best, sample, (reward, (long)_seen));
        Keep(_worst, sample, (-reward, (long)_seen));
    }

    private static void Keep(PriorityQueue<SampleRecord, (double, long)> queue, SampleRecord sample, (double, long) priority)
    {
        queue.Enqueue(sample, priority);
        if (queue.Count > Most)
            _ = queue.Dequeue();
    }

    private static IEnumerable<SampleRecord> Sorted(PriorityQueue<SampleRecord, (double, long)> queue) =>
        queue.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element);
}
