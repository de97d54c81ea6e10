using System.Collections.Frozen;

namespace Rlar.Agents.Routing;

/// <summary>
/// Makes routes of what rows carry. A route names tools by id and version and says nothing of their options: a version that a rule's tool has is that tool,
/// with the rule's options and calibration; any other is the tool with its defaults, and the reason says where its version differs.
/// </summary>
/// <param name="library">The tools.</param>
/// <param name="ruled">The tools of the rules, by the rule's task, in the order of the rules.</param>
/// <param name="withDefaults">Makes a tool of the library with its defaults.</param>
internal sealed class WrittenRoutes(
    ToolRegistry library, IEnumerable<(string Task, RoutedTool[] Tools)> ruled, Func<string, IRewardTool> withDefaults)
{
    private const string Carried = "the row carries this route";

    private readonly FrozenDictionary<(string Task, string Id, string Version), RoutedTool> _ofTask = ruled
        .SelectMany(rule => rule.Tools.Select(tool => ((rule.Task, tool.Tool.Card.Id, tool.Tool.Card.Version), tool)))
        .DistinctBy(pair => pair.Item1).ToFrozenDictionary(pair => pair.Item1, pair => pair.tool);

    private readonly FrozenDictionary<(string Id, string Version), RoutedTool> _ofAny = ruled
        .SelectMany(rule => rule.Tools)
        .DistinctBy(tool => (tool.Tool.Card.Id, tool.Tool.Card.Version)).ToFrozenDictionary(tool => (tool.Tool.Card.Id, tool.Tool.Card.Version));

    /// <summary>The route.</summary>
    internal Route Read(WrittenRoute written)
    {
        var tools = new RoutedTool[written.Tools.Count];
        var notes = "";
        for (var i = 0; i < tools.Length; i++)
        {
            var (id, version, weight) = written.Tools[i];
            if (!library.Contains(id))
                return new Route(Task(written), [], 1, $"the row's route names the tool '{id}', {MissingTool.Because(library, id)}");
            tools[i] = Tool(written.Task, id, version) with { Weight = weight };
            if (version.Length > 0 && tools[i].Tool.Card.Version != version)
                notes += $"; {id} is version {tools[i].Tool.Card.Version} here, and {version} in the row's route";
        }

        return new Route(Task(written), tools, written.Confidence ?? 1, $"{Because(written)}{notes}");
    }

    private RoutedTool Tool(string task, string id, string version) =>
        _ofTask.TryGetValue((task, id, version), out var tool) || _ofAny.TryGetValue((id, version), out tool) ? tool : new RoutedTool(withDefaults(id), 1);

    // A row that is written and read again and again says so once.
    private static string Because(WrittenRoute written) =>
        written.Why.Length == 0 ? Carried : written.Why.EndsWith(Carried, StringComparison.Ordinal) ? written.Why : $"{written.Why}; {Carried}";

    private static string Task(WrittenRoute written) => written.Task.Length > 0 ? written.Task : "named";
}
