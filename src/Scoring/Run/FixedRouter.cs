namespace Rlar.Scoring.Run;

/// <summary>One tool for every row: the user said so.</summary>
/// <param name="tool">The tool.</param>
/// <param name="libraryVersion">What the tool was made of that its own version does not say, for <see cref="Version"/>: a hash of a file.</param>
public sealed class FixedRouter(IRewardTool tool, string libraryVersion = "") : IRouter
{
    private readonly Route _route = new("fixed", [new RoutedTool(tool, 1)], 1, $"--tool {tool.Card.Id}");

    /// <inheritdoc/>
    public string Version { get; } = $"{tool.Card.Id}@{tool.Card.Version}{(libraryVersion.Length == 0 ? "" : $", {libraryVersion}")}";

    /// <inheritdoc/>
    public Route Route(Query query) => _route;
}
