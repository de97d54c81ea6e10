namespace Rlar.Grpo.Report;

/// <summary>A chart: lines over the steps, and points of evaluations.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Unit">In what, and what more there is to say.</param>
/// <param name="Lines">Lines, at most two.</param>
/// <param name="Points">Evaluations on rows that are not trained on.</param>
internal sealed record Chart(string Title, string Unit, IReadOnlyList<ChartLine> Lines, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>Whether there is a number to draw.</summary>
    internal bool HasNumbers => Points.Count > 0 || Lines.Any(line => line.Values.Any(double.IsFinite));
}

/// <summary>A number over the steps.</summary>
/// <param name="Label">What it is, where a chart has several.</param>
/// <param name="Steps">[N] steps, rising.</param>
/// <param name="Values">[N] values; not a number where a step has none.</param>
/// <param name="Spread">[N] standard deviations, or null.</param>
internal sealed record ChartLine(string Label, IReadOnlyList<double> Steps, IReadOnlyList<double> Values, IReadOnlyList<double>? Spread = null);

/// <summary>An evaluation.</summary>
/// <param name="Step">After which step.</param>
/// <param name="Value">Its mean.</param>
/// <param name="Error">Standard error of the mean, or null.</param>
internal readonly record struct ChartPoint(double Step, double Value, double? Error);
