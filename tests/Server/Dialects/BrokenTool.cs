namespace Rlar.Server.Tests.Dialects;

/// <summary>A tool that breaks on every completion, but for one that begins with "mended".</summary>
internal sealed class BrokenTool(ToolCard card) : CompletionTool(card)
{
    internal const string Id = "test/broken";

    internal static ToolDefinition Definition { get; } = new(
        new ToolCard { Id = Id, Kind = ToolKind.Verifier, Description = "Breaks." }, 1, [], (card, _) => new BrokenTool(card));

    protected override RewardOutcome Score(Query prepared, Completion completion) => completion.Text.StartsWith("mended", StringComparison.Ordinal)
        ? new RewardOutcome.Scored(1)
        : throw new ToolException("it is broken");
}
