using System.Collections.Concurrent;

namespace Rlar.Agents.Routing;

/// <summary>
/// Routes by rule: the row's own tool or route first, then its task or data-source hint, then what it carries, then the form of its prompt. Within
/// a tier the first rule that holds decides. A built-in rule whose tools this library lacks is passed over, and the reason says so.
/// </summary>
public sealed class Router : IRouter
{
    private readonly ToolRegistry _library;
    private readonly RouteRule[] _rules;
    private readonly ConcurrentDictionary<string, IRewardTool> _named = new();
    private readonly Dictionary<RouteRule, RoutedTool[]> _tools = [];
    private readonly WrittenRoutes _written;

    /// <summary>Makes the tools of every rule.</summary>
    /// <param name="library">The tools.</param>
    /// <param name="table">The rules.</param>
    /// <param name="libraryVersion">What the library was made of beside RLAR's own tools, for <see cref="Version"/>: a hash of a file, of a model.</param>
    /// <exception cref="RouteException">A rule names a tool that there is not, or gives it an option that it does not take.</exception>
    public Router(ToolRegistry library, RouteTable table, string libraryVersion = "")
    {
        Version = libraryVersion.Length == 0 ? table.Version : $"{table.Version}, {libraryVersion}";
        _library = library;
        _rules = [.. table.Rules.OrderBy(rule => rule.Tier)]; // a stable sort: the order of the file holds within a tier
        foreach (var rule in _rules.Where(rule => rule.Tools.Count > 0 && (!rule.MayLackTools || IsAvailable(rule))))
            _tools[rule] = [.. rule.Tools.Select(tool => Made(rule, tool))];
        _written = new WrittenRoutes(library, _rules.Where(_tools.ContainsKey).Select(rule => (rule.Task, _tools[rule])), Named);
    }

    /// <summary>The task of a route that says that no rule fits.</summary>
    internal const string Unknown = "unknown";

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public Route Route(Query query)
    {
        if (query.Tool is { } id)
            return RouteByName(id);
        if (query.Route is { } written)
            return _written.Read(written);

        if (query.Tests is null && ReferenceTests.Of(query.References) is { } tests)
            query = query with { Tests = tests };
        var alternatives = query.Alternatives;
        var shape = alternatives == query.References ? ReferenceShapes.Of(query.References) : ReferenceShape.List;

        // The only element of a list that is written as a text is most likely the reference.
        var inner = shape == ReferenceShape.List && alternatives is [var only] ? ReferenceShapes.Of(only) : shape;
        var missing = "";
        foreach (var rule in _rules)
        {
            if (!rule.Matches(query, shape) && (inner == shape || !rule.Matches(query, inner)))
                continue;
            if (rule.Unscorable is { } reason)
                return new Route(rule.Task, [], rule.Confidence, $"{reason}{missing}");
            if (_tools.TryGetValue(rule, out var tools))
                return new Route(rule.Task, tools, rule.Confidence, $"{Because(rule, query, shape)}{missing}");
            missing = $"; {string.Join(" and ", rule.Tools.Select(tool => tool.Id))} would be preferred, but this library does not have it";
        }

        return new Route(Unknown, [], 0, $"no rule fits: the row names no tool and no known task, and carries {Carried(query, shape)}{missing}");
    }

    /// <inheritdoc/>
    public bool Knows(string hint) => _rules.Any(rule => rule.Hints.Any(glob => NamesSomething(glob) && Glob.IsMatch(glob, hint)));

    // A rule that goes by any hint whatever knows none.
    private static bool NamesSomething(string glob) => glob.AsSpan().ContainsAnyExcept('*', '|');

    private Route RouteByName(string id)
    {
        if (!_library.Contains(id))
            return new Route("named", [], 1, $"the row names the tool '{id}', {MissingTool.Because(_library, id)}");
        return new Route("named", [new RoutedTool(Named(id), 1)], 1, $"the row names the tool {id}");
    }

    private IRewardTool Named(string id) => _named.GetOrAdd(id, name => _library.Create(name, new Dictionary<string, string>()));

    private bool IsAvailable(RouteRule rule) => rule.Tools.All(tool => _library.Contains(tool.Id));

    private RoutedTool Made(RouteRule rule, RouteTool tool)
    {
        try
        {
            return new RoutedTool(_library.Create(tool.Id, tool.Settings), tool.Weight, tool.Calibration);
        }
        catch (ToolException error)
        {
            throw new RouteException(rule.Source, $"{rule.Place} ({rule.Name})", error.Message);
        }
    }

    private static string Because(RouteRule rule, Query query, ReferenceShape shape) => rule.Tier switch
    {
        RouteTier.Hint => $"{rule.Why} (hint {string.Join(", ", query.TaskHints)}; rule {rule.Name})",
        RouteTier.Carries => $"{rule.Why} (carries {Carried(query, shape)}; rule {rule.Name})",
        _ => $"{rule.Why} (rule {rule.Name})",
    };

    private static string Carried(Query query, ReferenceShape shape)
    {
        var carried = new List<string>(3);
        if (query.Tests is not null)
            carried.Add("tests");
        if (query.Constraints is not null)
            carried.Add("constraints");
        if (shape != ReferenceShape.None)
            carried.Add($"a reference of the shape {shape.ToString().ToLowerInvariant()}");
        return carried.Count == 0 ? "nothing to compare with" : string.Join(", ", carried);
    }
}
