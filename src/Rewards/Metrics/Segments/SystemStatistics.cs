namespace Rlar.Rewards.Metrics.Segments;

/// <summary>The statistics of all segments of one system with one metric, from which scores of the corpus and of its resamples are computed.</summary>
public sealed class SystemStatistics
{
    private readonly double[] _statistics; // [S, StatisticCount]

    private SystemStatistics(SegmentMetric metric, double[] statistics, string? remark)
    {
        Metric = metric;
        _statistics = statistics;
        Remark = remark;
        Count = statistics.Length / metric.StatisticCount;
        var sum = new double[metric.StatisticCount];
        for (var s = 0; s < Count; s++)
            Add(s, sum);
        Sum = sum;
        Score = metric.Score(sum);
    }

    /// <summary>The metric.</summary>
    public SegmentMetric Metric { get; }

    /// <summary>How many segments there are.</summary>
    public int Count { get; }

    /// <summary>[StatisticCount] the statistics of the corpus.</summary>
    public IReadOnlyList<double> Sum { get; }

    /// <summary>The corpus score, on the metric's scale.</summary>
    public double Score { get; }

    /// <summary>What sacrebleu prints after the score, or "".</summary>
    public string Detail => Metric.Detail([.. Sum]);

    /// <summary>Why the score is a bound and not sacrebleu's number, naming the segment; null, as almost always, where it is it.</summary>
    public string? Remark { get; }

    /// <summary>Measures a system.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="hypotheses">[S] its segments, at least one.</param>
    /// <param name="references">[R][S] streams of references, at least one.</param>
    /// <param name="cancellationToken">Stops between segments.</param>
    /// <exception cref="ArgumentException">No segment, no stream, or a stream of another length.</exception>
    /// <exception cref="ToolException">A reference is too long to be compared with.</exception>
    public static SystemStatistics Of(
        SegmentMetric metric, IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, CancellationToken cancellationToken)
    {
        if (hypotheses.Count == 0 || references.Count == 0 || references.Any(stream => stream.Count != hypotheses.Count))
            throw new ArgumentException("A corpus needs segments, and as many lines in every stream of references.", nameof(references));
        var scorer = metric.CreateScorer();
        var statistics = new double[hypotheses.Count * metric.StatisticCount];
        var segment = new string[references.Count];
        string? remark = null;
        for (var s = 0; s < hypotheses.Count; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var r = 0; r < segment.Length; r++)
                segment[r] = references[r][s];
            scorer.SetReferences(segment);
            scorer.Measure(hypotheses[s], statistics.AsSpan(s * metric.StatisticCount, metric.StatisticCount));
            remark ??= scorer.Remark is { } reason ? $"segment {s + 1}: {reason}" : null;
        }

        return new SystemStatistics(metric, statistics, remark);
    }

    /// <summary>Adds a segment's statistics to a sum.</summary>
    internal void Add(int segment, Span<double> sum)
    {
        var one = _statistics.AsSpan(segment * sum.Length, sum.Length);
        for (var i = 0; i < one.Length; i++)
            sum[i] += one[i];
    }
}
