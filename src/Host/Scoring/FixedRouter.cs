using Rlar.Agents.Rewards;
using Rlar.Agents.Routing;

namespace Rlar.Host.Scoring;

/// <summary>One tool for every row: the user said so.</summary>
/// <param name="tool">The tool.</param>
internal sealed class FixedRouter(IRewardTool tool) : IRouter
{
    private readonly Route _route = new("fixed", [new RoutedTool(tool, 1)], 1, $"--tool {tool.Card.Id}");

    /// <summary>Id and version of the tool.</summary>
    internal string Version => $"{tool.Card.Id}@{tool.Card.Version}";

    /// <inheritdoc/>
    public Route Route(Query query) => _route;
}
