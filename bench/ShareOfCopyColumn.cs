using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Rlar.Bench;

/// <summary>
/// Bytes a second over those of a memory copy of as many rewards in the same run. A copy reads and writes each element once, and so does a
/// kernel, so this is the copy's least time over the case's. The copy runs beside every case; the fastest of them all counts.
/// </summary>
internal sealed class ShareOfCopyColumn : IColumn
{
    internal const string CopyMethod = "Copy";

    public string Id => nameof(ShareOfCopyColumn);

    public string ColumnName => "Share of copy";

    public string Legend => "Bytes per second over the bytes per second of the fastest one-thread copy of as many rewards in this run";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(c => c.Descriptor.WorkloadMethod.Name == CopyMethod);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        Share(summary, benchmarkCase) is { } share ? share.ToString("0.00", CultureInfo.InvariantCulture) : "?";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <summary>The share, or null where either was not measured.</summary>
    internal static double? Share(Summary summary, BenchmarkCase benchmarkCase)
    {
        var own = Least(summary, benchmarkCase);
        var copy = summary.BenchmarksCases
            .Where(c => c.Descriptor.WorkloadMethod.Name == CopyMethod && Equals(c.Parameters["Rewards"], benchmarkCase.Parameters["Rewards"]))
            .Min(c => Least(summary, c));
        return copy / own;
    }

    /// <summary>The least nanoseconds of one operation, or null where the case failed.</summary>
    internal static double? Least(Summary summary, BenchmarkCase benchmarkCase) => summary[benchmarkCase]?.ResultStatistics?.Min;
}
