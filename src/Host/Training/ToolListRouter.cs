namespace Rlar.Host.Training;

/// <summary>The same tools for every row, as a recipe names them; weights are put on their values later, since they may follow a schedule.</summary>
/// <param name="tools">The tools, at least one.</param>
/// <param name="library">What they were made of that their own versions do not say.</param>
internal sealed class ToolListRouter(IReadOnlyList<IRewardTool> tools, string library) : IRouter
{
    private readonly Route _route = new("recipe", [.. tools.Select(tool => new RoutedTool(tool, 1))], 1, "the recipe names the tools");

    /// <inheritdoc/>
    public string Version { get; } =
        $"{string.Join('+', tools.Select(tool => $"{tool.Card.Id}@{tool.Card.Version}"))}{(library.Length == 0 ? "" : $", {library}")}";

    /// <inheritdoc/>
    public Route Route(Query query) => _route;
}
