namespace Rlar.Server.Tests.Service;

/// <summary>Routes a row to the tool that it names.</summary>
internal sealed class ByName(params IRewardTool[] tools) : IRouter
{
    public string Version => "test";

    public Route Route(Query query) => new("named", [new RoutedTool(tools.Single(tool => tool.Card.Id == query.Tool), 1)], 1, "the row names it");

    internal static RolloutGroup Group(string tool, params string[] completions) => new(
        new Query { Id = "q", Prompt = [new Message("user", "?")], Tool = tool }, [.. completions.Select(text => new Completion(text))]);
}
