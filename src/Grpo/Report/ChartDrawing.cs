using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Rlar.Grpo.Report;

/// <summary>Draws a chart as SVG; the labels stand at the lines' ends, and all that a reader needs is in the drawing.</summary>
/// <param name="width">Its width, in units of a text of 11.</param>
/// <param name="height">Its height.</param>
internal sealed class ChartDrawing(int width, int height)
{
    // The attribute's own escapes are enough.
    private static readonly JsonSerializerOptions s_short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const double Letter = 6.3;
    private const int StepLabel = 44;
    private const int Top = 10;
    private const int Bottom = 22;
    private const int LabelHeight = 13;
    private const int UnitsPerTick = 42;
    private const int StepsPerTick = 90;

    /// <summary>The drawing with its title.</summary>
    internal XElement Draw(Chart chart, string? style)
    {
        var steps = Axis.OfSteps(Bound(chart, Math.Min), Bound(chart, Math.Max), Math.Max(2, width / StepsPerTick));
        // Each end has its label; how much room they take decides where the lines end.
        var roomy = chart.Lines.Select(line => PixelColumns.Of(line, steps, width)).ToList();
        var values = Values(chart, roomy);
        var left = (values.Ticks.Max(tick => Figures.Tick(tick).Length) * Letter) + 8;
        var right = width - Math.Max(StepLabel, (Ends(chart, roomy).Max(end => end.Text.Length) * Letter) + 8);
        var runs = chart.Lines.Select(line => PixelColumns.Of(line, steps, (int)(right - left))).ToList();
        double X(double step) => steps.Place(step, left, right);
        double Y(double value) => values.Place(value, height - Bottom, Top);

        // A height is a height only from zero on: where the axis begins elsewhere it is said.
        var unit = values.Low > 0 || values.High < 0 ? $"{chart.Unit} (axis not from 0)" : chart.Unit;
        var content = new List<object> { Frame(steps, values, left, right) };
        for (var line = 0; line < runs.Count; line++)
            content.AddRange(runs[line].SelectMany(run => Line(run, $"c{line}", X, Y)));
        content.AddRange(Points(chart.Points, X, Y));
        content.AddRange(Labels(Ends(chart, runs), right + 6, Y));
        return Html.Of(
            "figure",
            style,
            Html.Of("figcaption", null, Html.Of("strong", null, chart.Title), " ", Html.Of("span", null, unit)),
            Html.Drawn(
                "svg",
                "chart",
                Html.With("viewBox", $"0 0 {width} {height}"),
                Html.With("role", "img"),
                Html.With("aria-label", $"{chart.Title}, {chart.Unit}"),
                Html.With("data-hover", Hover(chart, runs, X)),
                content));
    }

    private static double Bound(Chart chart, Func<double, double, double> better) =>
        chart.Lines.SelectMany(line => line.Steps.Count == 0 ? [] : new[] { line.Steps[0], line.Steps[^1] })
            .Concat(chart.Points.Select(point => point.Step)).Aggregate(better);

    private Axis Values(Chart chart, List<List<List<PixelColumn>>> lines)
    {
        var columns = lines.SelectMany(runs => runs).SelectMany(run => run);
        var points = chart.Points.SelectMany(point => new[] { point.Value - (point.Error ?? 0), point.Value + (point.Error ?? 0) });
        var all = columns.SelectMany(Bounds).Concat(points).ToList();
        return Axis.OfValues(all.Min(), all.Max(), Math.Max(2, (height - Top - Bottom) / UnitsPerTick));
    }

    private static double[] Bounds(PixelColumn column) => double.IsFinite(column.Spread)
        ? [Math.Min(column.Low, column.Mean - column.Spread), Math.Max(column.High, column.Mean + column.Spread)]
        : [column.Low, column.High];

    private static List<(string Text, double Value, string Style)> Ends(Chart chart, List<List<List<PixelColumn>>> lines)
    {
        var ends = new List<(string, double, string)>();
        for (var line = 0; line < lines.Count; line++)
        {
            if (lines[line].LastOrDefault()?[^1].Mean is not { } last)
                continue;
            var isAlone = chart.Lines.Count + chart.Points.Count == 1;
            ends.Add((isAlone ? Figures.Text(last) : $"{chart.Lines[line].Label} {Figures.Text(last)}", last, $"label c{line}"));
        }

        if (chart.Points.Count > 0)
            ends.Add(($"held out {Figures.Text(chart.Points[^1].Value)}", chart.Points[^1].Value, "label held"));
        return ends;
    }

    private XElement Frame(Axis steps, Axis values, double left, double right)
    {
        var frame = Html.Drawn("g", "axis");
        foreach (var tick in values.Ticks)
        {
            var y = values.Place(tick, height - Bottom, Top);
            frame.Add(Path(tick == 0 ? "zero" : "grid", $"M{Figures.Place(left)} {Figures.Place(y)}H{Figures.Place(right)}"));
            frame.Add(Text(left - 5, y + 3.5, "end", null, Figures.Tick(tick)));
        }

        foreach (var tick in steps.Ticks)
        {
            var x = steps.Place(tick, left, right);
            frame.Add(Path("grid", $"M{Figures.Place(x)} {height - Bottom}v4"));
            frame.Add(Text(x, height - 6, "middle", null, tick >= 10_000 ? $"{Figures.Tick(tick / 1000)}k" : Figures.Tick(tick)));
        }

        frame.Add(Text(width - 2, height - 6, "end", "unit", "step"));
        return frame;
    }

    private static IEnumerable<XElement> Line(List<PixelColumn> run, string colour, Func<double, double> x, Func<double, double> y)
    {
        if (run.Exists(column => double.IsFinite(column.Spread)))
        {
            yield return Path(
                $"band {colour}", Area(run, x, column => y(column.Mean + Known(column.Spread)), column => y(column.Mean - Known(column.Spread))));
        }

        if (run.Exists(column => column.Count > 1))
            yield return Path($"range {colour}", Area(run, x, column => y(column.High), column => y(column.Low)));
        if (run.Count == 1)
            yield return Dot($"dot {colour}", x(run[0].Step), y(run[0].Mean), 2);
        else
            yield return Path($"line {colour}", Through(run.Select(column => (x(column.Step), y(column.Mean)))));
    }

    private static double Known(double spread) => double.IsFinite(spread) ? spread : 0;

    private static string Area(List<PixelColumn> run, Func<double, double> x, Func<PixelColumn, double> high, Func<PixelColumn, double> low)
    {
        var there = run.Select(column => (x(column.Step), high(column)));
        var back = Enumerable.Reverse(run).Select(column => (x(column.Step), low(column)));
        return Through(there.Concat(back)) + "Z";
    }

    private static IEnumerable<XElement> Points(IReadOnlyList<ChartPoint> points, Func<double, double> x, Func<double, double> y)
    {
        if (points.Count > 1)
            yield return Path("line held", Through(points.Select(point => (x(point.Step), y(point.Value)))));
        foreach (var point in points)
        {
            var (left, top) = (x(point.Step), y(point.Value));
            if (point.Error is { } error)
                yield return Path("line held error", $"M{Figures.Place(left)} {Figures.Place(y(point.Value + error))}V{Figures.Place(y(point.Value - error))}");
            yield return Dot("dot held", left, top, 3);
        }
    }

    // From the top: one that would stand on the one above moves down; all move up where the last would leave the drawing.
    private IEnumerable<XElement> Labels(List<(string Text, double Value, string Style)> ends, double left, Func<double, double> y)
    {
        var places = new List<(double At, string Text, string Style)>();
        foreach (var (text, value, style) in ends.OrderByDescending(end => end.Value))
            places.Add((Math.Max(y(value) + 3.5, places.Count > 0 ? places[^1].At + LabelHeight : Top), text, style));
        var over = places.Count > 0 ? Math.Max(0, places[^1].At - (height - Bottom + 3)) : 0;
        return places.Select(place => Text(left, place.At - over, "start", place.Style, place.Text));
    }

    private static string Hover(Chart chart, List<List<List<PixelColumn>>> lines, Func<double, double> x)
    {
        var tracks = new JsonArray();
        foreach (var (line, runs) in chart.Lines.Zip(lines))
            tracks.Add(Track(line.Label, runs.SelectMany(run => run).Select(column => (x(column.Step), column.Step, column.Mean))));
        if (chart.Points.Count > 0)
            tracks.Add(Track("held out", chart.Points.Select(point => (x(point.Step), point.Step, point.Value))));
        return tracks.ToJsonString(s_short);
    }

    // Place, step and value of each point.
    private static JsonArray Track(string label, IEnumerable<(double X, double Step, double Value)> points) =>
    [
        label,
        string.Join(' ', points.Select(point => string.Create(
            CultureInfo.InvariantCulture, $"{Figures.Place(point.X)},{point.Step:0},{Figures.Text(point.Value).Replace(",", "", StringComparison.Ordinal)}"))),
    ];

    private static string Through(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Figures.Place(x)).Append(' ').Append(Figures.Place(y));
        return path.ToString();
    }

    private static XElement Path(string style, string path) => Html.Drawn("path", style, Html.With("d", path));

    private static XElement Dot(string style, double x, double y, int radius) =>
        Html.Drawn("circle", style, Html.With("cx", Figures.Place(x)), Html.With("cy", Figures.Place(y)), Html.With("r", radius));

    private static XElement Text(double x, double y, string anchor, string? style, string text) =>
        Html.Drawn("text", style, Html.With("x", Figures.Place(x)), Html.With("y", Figures.Place(y)), Html.With("text-anchor", anchor), text);
}
