using System.Globalization;

namespace Rlar.Agents.Monitor;

/// <summary>Holds a window of groups against the reference.</summary>
/// <param name="options">The bound on false alarms.</param>
internal sealed class DriftTests(MonitorOptions options)
{
    // Below it a figure is not tested: the tests of means lean on the central limit theorem.
    private const int LeastGroups = 8;

    private static readonly int s_kinds = Enum.GetValues<DriftKind>().Length;

    /// <summary>The alarms of a window.</summary>
    /// <param name="window">Its figures.</param>
    /// <param name="now">Its groups.</param>
    /// <param name="reference">The reference's groups.</param>
    internal IEnumerable<DriftAlarm> Of(WindowFigures window, IReadOnlyList<GroupFigures> now, IReadOnlyList<GroupFigures> reference)
    {
        // 1 / (k (k + 1)) sums to 1 over all windows; in floating point, since k squared outgrows an int.
        var limit = options.FalseAlarms / s_kinds / window.Window / (window.Window + 1.0);
        var found = new[]
        {
            Share(DriftKind.Failed, group => group.Failed > 0, twoSided: false),
            Share(DriftKind.Unscorable, group => group.Unscorable > 0, twoSided: false),
            Share(DriftKind.Spread, group => group.IsFlat, twoSided: true),
            Mean(DriftKind.Mean, group => group.Mean),
            Shape(),
            Mean(DriftKind.Length, group => group.Length),
            Mean(DriftKind.Agreement, group => group.Agreement),
        };
        return found.OfType<DriftAlarm>();

        DriftAlarm? Share(DriftKind kind, Func<GroupFigures, bool?> of, bool twoSided)
        {
            var (a, b) = (Hits(reference, of), Hits(now, of));
            if (a.Count < LeastGroups || b.Count < LeastGroups)
                return null;
            var p = TwoSampleTests.Fisher(a.Hits, a.Count, b.Hits, b.Count, twoSided);
            var (before, share) = ((double)a.Hits / a.Count, (double)b.Hits / b.Count);
            var z = TwoSampleTests.ProportionZ(a.Hits, a.Count, b.Hits, b.Count);
            return Alarm(kind, before, share, z, p, group => of(group) == (share > before) ? 1 : null);
        }

        DriftAlarm? Mean(DriftKind kind, Func<GroupFigures, double?> of)
        {
            double[] a = [.. reference.Select(of).OfType<double>()], b = [.. now.Select(of).OfType<double>()];
            if (a.Length < LeastGroups || b.Length < LeastGroups)
                return null;

            // Each alone is too ready where the other is not: Welch where rare values are missing in the smaller sample, ranks where it alone has them.
            var (t, welch) = TwoSampleTests.Welch(a, b);
            var p = Math.Max(welch, TwoSampleTests.RankSum(a, b));
            return Alarm(kind, TwoSampleTests.Moments(a).Mean, TwoSampleTests.Moments(b).Mean, t, p, group => of(group) * Math.Sign(t));
        }

        DriftAlarm? Shape()
        {
            double[] a = [.. reference.Select(group => group.Mean).OfType<double>()], b = [.. now.Select(group => group.Mean).OfType<double>()];
            if (a.Length < LeastGroups || b.Length < LeastGroups)
                return null;
            var (d, p) = TwoSampleTests.KolmogorovSmirnov(a, b);
            var mean = TwoSampleTests.Moments(a).Mean;
            return Alarm(
                DriftKind.Distribution, mean, TwoSampleTests.Moments(b).Mean, d, p, group => group.Mean is { } value ? Math.Abs(value - mean) : null);
        }

        DriftAlarm? Alarm(DriftKind kind, double before, double after, double statistic, double p, Func<GroupFigures, double?> shows)
        {
            if (!(p < limit))
                return null;
            string[] examples = [.. now.Where(group => shows(group) is not null).OrderByDescending(group => shows(group)).ThenBy(group => group.Row)
                .Take(options.Examples).Select(group => group.Id)];
            var why = string.Create(
                CultureInfo.InvariantCulture,
                $"{Name(kind)} {before:0.###} in the reference, {after:0.###} in rows {window.FirstRow} to {window.LastRow} "
                    + $"({Statistic(kind)} {statistic:0.##}, p {p:0.0e+0}, limit {limit:0.0e+0})");
            return new DriftAlarm(
                window.Tool, window.Task, kind, window.Window, window.FirstRow, window.LastRow, before, after, statistic, p, limit, examples, why);
        }
    }

    private static (int Hits, int Count) Hits(IReadOnlyList<GroupFigures> groups, Func<GroupFigures, bool?> of) =>
        (groups.Count(group => of(group) == true), groups.Count(group => of(group) is not null));

    private static string Name(DriftKind kind) => kind switch
    {
        DriftKind.Failed => "share of groups with a failure",
        DriftKind.Unscorable => "share of groups with an unscorable completion",
        DriftKind.Spread => "share of groups without spread",
        DriftKind.Mean => "mean value",
        DriftKind.Distribution => "distribution of values is another: mean",
        DriftKind.Length => "rank correlation with length",
        _ => "rank correlation with the other tools",
    };

    private static string Statistic(DriftKind kind) => kind switch
    {
        DriftKind.Failed or DriftKind.Unscorable or DriftKind.Spread => "z",
        DriftKind.Distribution => "D",
        _ => "t",
    };
}
