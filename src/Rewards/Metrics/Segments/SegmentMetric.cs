namespace Rlar.Rewards.Metrics.Segments;

/// <summary>A metric of translations whose corpus score is computed from statistics that add up over segments, as sacrebleu 2.6.0 computes it.</summary>
public abstract class SegmentMetric
{
    /// <summary>The version of sacrebleu whose numbers these are.</summary>
    public const string Definition = "2.6.0";

    /// <summary>The name that sacrebleu prints: BLEU, chrF2, chrF2++, TER.</summary>
    public abstract string Name { get; }

    /// <summary>How many statistics a segment has.</summary>
    public abstract int StatisticCount { get; }

    /// <summary>Whether a greater score is a better one; false for TER.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>The settings as sacrebleu's signature names them, for example "case:mixed", in its order.</summary>
    protected abstract IReadOnlyList<string> Settings { get; }

    /// <summary>Makes a scorer, for one thread at a time.</summary>
    public abstract SegmentScorer CreateScorer();

    /// <summary>The score, on sacrebleu's scale (0..100; TER may be above), of statistics that are those of a segment or a sum of them.</summary>
    /// <param name="statistics">[<see cref="StatisticCount"/>] the statistics.</param>
    public abstract double Score(ReadOnlySpan<double> statistics);

    /// <summary>What sacrebleu prints after the score, or "".</summary>
    /// <param name="statistics">[<see cref="StatisticCount"/>] the statistics.</param>
    public virtual string Detail(ReadOnlySpan<double> statistics) => "";

    /// <summary>
    /// The signature: sacrebleu's, but that its version says whose definition this is and that RLAR computed it.
    /// </summary>
    /// <param name="references">How many references every segment has.</param>
    /// <param name="resamples">Bootstrap resamples with their seed, or null.</param>
    public string Signature(int references, (int Count, int Seed)? resamples = null) => string.Join(
        '|',
        [
            $"nrefs:{references}", .. resamples is { } bootstrap ? [$"bs:{bootstrap.Count}", $"seed:{bootstrap.Seed}"] : Array.Empty<string>(),
            .. Settings, $"version:{Definition}+rlar",
        ]);
}
