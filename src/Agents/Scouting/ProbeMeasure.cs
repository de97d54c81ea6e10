using System.Globalization;

namespace Rlar.Agents.Scouting;

/// <summary>
/// How often a tool puts the right completion of a query above the wrong one, beside what the length of the completions alone would do. Intervals are
/// percentiles of a bootstrap over queries, whose pairs are not independent of each other.
/// </summary>
/// <param name="Queries">Queries with a right and a wrong completion.</param>
/// <param name="Pairs">Pairs of a right and a wrong completion of one query.</param>
/// <param name="Accuracy">The share of pairs in the right order, a tie counting half; NaN without pairs.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="LengthAccuracy">The same for "the longer one" or "the shorter one", whichever does better.</param>
/// <param name="AboveLengthLow">The lower end of the interval of accuracy minus length's.</param>
/// <param name="AboveLengthHigh">The upper end.</param>
public sealed record ProbeMeasure(
    int Queries, int Pairs, double Accuracy, double Low, double High, double LengthAccuracy, double AboveLengthLow, double AboveLengthHigh)
{
    /// <summary>Measures what a tool said.</summary>
    /// <param name="judged">Labelled completions with rewards.</param>
    /// <param name="options">How intervals are made.</param>
    public static ProbeMeasure Of(IReadOnlyList<JudgedProbe> judged, MeasureOptions options)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(options);
        var clusters = judged.GroupBy(probe => probe.Query, StringComparer.Ordinal).Select(Cluster.Of).Where(cluster => cluster.Pairs > 0).ToArray();
        if (clusters.Length == 0)
            return new ProbeMeasure(0, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var pairs = clusters.Sum(cluster => cluster.Pairs);
        var longer = clusters.Sum(cluster => cluster.Longer) / pairs;
        double Length(Cluster cluster) => longer >= 0.5 ? cluster.Longer : cluster.Pairs - cluster.Longer;
        var (shares, differences) = (new double[options.Resamples], new double[options.Resamples]);
        var random = new Random(options.Seed);
        for (var draw = 0; draw < options.Resamples; draw++)
        {
            var (drawn, won, byLength) = (0, 0.0, 0.0);
            for (var index = 0; index < clusters.Length; index++)
            {
                var cluster = clusters[random.Next(clusters.Length)];
                drawn += cluster.Pairs;
                won += cluster.Won;
                byLength += Length(cluster);
            }

            (shares[draw], differences[draw]) = (won / drawn, (won - byLength) / drawn);
        }

        var (low, high) = Interval(shares, options.Confidence);
        var (aboveLow, aboveHigh) = Interval(differences, options.Confidence);
        return new ProbeMeasure(
            clusters.Length, pairs, clusters.Sum(cluster => cluster.Won) / pairs, low, high, Math.Max(longer, 1 - longer), aboveLow, aboveHigh);
    }

    /// <summary>Why the tool is refused by this measure, a clause; null where it is above chance and above length with its whole intervals.</summary>
    /// <param name="options">How many probes are needed.</param>
    public string? WhyNot(MeasureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (IsTooFew(options))
            return $"{Pairs} pairs of {Queries} queries with a right and a wrong completion decide nothing; "
                + $" {options.LeastPairs} of {options.LeastQueries} are needed";
        if (Low <= 0.5)
            return FormattableString.Invariant($"it orders {Accuracy:0.000} of {Pairs} pairs, from {Low:0.000} on: not above chance");
        return AboveLengthLow <= 0
            ? string.Create(CultureInfo.InvariantCulture,
                $"it orders {Accuracy:0.000} of {Pairs} pairs and length alone {LengthAccuracy:0.000}; "
                + $"the difference may be {AboveLengthLow:0.000}: not above length")
            : null;
    }

    /// <summary>Whether there were too few probes to say anything.</summary>
    /// <param name="options">How many are needed.</param>
    public bool IsTooFew(MeasureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Pairs < options.LeastPairs || Queries < options.LeastQueries;
    }

    private static (double Low, double High) Interval(double[] values, double confidence)
    {
        if (values.Length == 0)
            return (double.NaN, double.NaN);
        Array.Sort(values);
        var tail = (1 - confidence) / 2;
        return (values[(int)(tail * (values.Length - 1))], values[(int)Math.Ceiling((1 - tail) * (values.Length - 1))]);
    }

    // Ties count half, for a model as for length: 100 equal scores are no knowledge.
    private readonly record struct Cluster(int Pairs, double Won, double Longer)
    {
        internal static Cluster Of(IEnumerable<JudgedProbe> probes)
        {
            var all = probes.ToArray();
            var cluster = default(Cluster);
            foreach (var right in all.Where(probe => probe.IsRight))
            {
                foreach (var wrong in all.Where(probe => !probe.IsRight))
                    cluster = new Cluster(
                        cluster.Pairs + 1, cluster.Won + Above(right.Reward, wrong.Reward), cluster.Longer + Above(right.Length, wrong.Length));
            }

            return cluster;
        }

        private static double Above(double one, double other) => one > other ? 1 : one < other ? 0 : 0.5;
    }
}
