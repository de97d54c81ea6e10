using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Rlar.Host.Reporting;

/// <summary>How many rows go where.</summary>
internal sealed class RouteSummary
{
    private readonly Dictionary<(string Task, string Tools), (int Rows, double Confidence, string Why)> _routes = [];

    /// <summary>The rows.</summary>
    internal int Rows { get; private set; }

    /// <summary>Those that have a tool.</summary>
    internal int Routed { get; private set; }

    /// <summary>Counts a route. Of those alike the first one's reason is kept.</summary>
    internal void Add(Route route)
    {
        Rows++;
        Routed += route.Tools.Count > 0 ? 1 : 0;
        var key = (route.Task, route.Tools.Count == 0 ? "none" : string.Join(" + ", route.Tools.Select(tool => tool.Tool.Card.Id)));
        var (rows, confidence, why) = _routes.GetValueOrDefault(key, (0, 0, route.Why));
        _routes[key] = (rows + 1, confidence + route.Confidence, why);
    }

    /// <summary>Writes the counts, the most frequent first.</summary>
    /// <param name="asJson">Whether as one JSON object on standard output.</param>
    /// <param name="isOutputTaken">Whether rows stand on standard output.</param>
    internal void Write(bool asJson, bool isOutputTaken)
    {
        var routes = _routes.OrderByDescending(route => route.Value.Rows).ThenBy(route => route.Key, Comparer<(string, string)>.Default).ToArray();
        if (asJson)
        {
            System.Console.WriteLine(JsonSerializer.Serialize(new
            {
                rows = Rows,
                routed = Routed,
                routes = routes.Select(route => new
                {
                    task = route.Key.Task,
                    tools = route.Key.Tools,
                    rows = route.Value.Rows,
                    confidence = Math.Round(route.Value.Confidence / route.Value.Rows, 4),
                    why = route.Value.Why,
                }),
            }));
            return;
        }

        var table = new SummaryTable(new("tool"), new("task"), new("rows"), new("mean confidence", "conf"));
        foreach (var ((task, tools), (rows, confidence, _)) in routes)
            table.Add(tools, task, rows.ToString(CultureInfo.InvariantCulture), (confidence / rows).ToString("0.00", CultureInfo.InvariantCulture));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(isOutputTaken ? System.Console.Error : System.Console.Out) });
        table.Write(console);
        foreach (var ((task, tools), (rows, _, why)) in routes.Where(route => route.Key.Tools == "none"))
            console.Profile.Out.Writer.WriteLine($"{rows} without a tool ({task}), such as: {why}");
    }
}
