namespace Rlar.Rewards.Metrics.Segments;

/// <summary>
/// Measures hypotheses against the references of one segment. It keeps what it knows of the references between hypotheses, and its memory between
/// segments; it is for one thread at a time.
/// </summary>
public abstract class SegmentScorer
{
    /// <summary>The longest text so far, in characters: a pool need not keep a scorer that has grown with it.</summary>
    internal int LongestText { get; set; }

    /// <summary>Sets the references that the next hypotheses are measured against.</summary>
    /// <param name="references">At least one; an empty one is allowed.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ToolException">A reference is too long to be compared with (docs/metrics.md).</exception>
    public void SetReferences(IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0)
            throw new ArgumentException("A segment needs at least one reference; a missing one may be \"\".", nameof(references));
        for (var r = 0; r < references.Count; r++)
            LongestText = Math.Max(LongestText, references[r].Length);
        Prepare(references);
    }

    /// <summary>The statistics of one hypothesis against the references set last: what a corpus adds up.</summary>
    /// <param name="hypothesis">The hypothesis, possibly empty.</param>
    /// <param name="statistics">[<see cref="SegmentMetric.StatisticCount"/>] written whole.</param>
    public abstract void Measure(ReadOnlySpan<char> hypothesis, Span<double> statistics);

    /// <summary>
    /// Why the statistics measured last are a bound and not the reference implementation's number; null, as almost always, where they are it.
    /// </summary>
    public virtual string? Remark => null;

    /// <summary>Reads the references.</summary>
    /// <param name="references">At least one.</param>
    protected abstract void Prepare(IReadOnlyList<string> references);
}
