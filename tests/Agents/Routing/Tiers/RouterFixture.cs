using System.Text.Json;
using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Rewards.Verifiers.Matching;
using Rlar.Scoring.Rows;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Routing.Tiers;

/// <summary>The built-in tools with a judge beside them, which most open-ended rows need, and shared rows as queries.</summary>
internal static class RouterFixture
{
    /// <summary>A stand-in card: these tests route, and never score.</summary>
    internal static ToolDefinition Judge { get; } = ExactMatch.Definition with
    {
        Draft = ExactMatch.Definition.Draft with { Id = "judge", Kind = ToolKind.Judge, Requires = [ToolRequirement.Prompt], AsksModel = true },
    };

    internal static ToolRegistry Library { get; } = BuiltInTools.Registry.With([Judge]);

    internal static Router Rules { get; } = new(BuiltInTools.Registry, RouteTable.BuiltIn);

    /// <summary>Rows of a shared file, without hints unless one is given.</summary>
    internal static IEnumerable<Query> Rows(string file, string columns, int most = int.MaxValue, string? hint = null)
    {
        var parser = new RowParser(new RowParserOptions { Columns = ColumnMap.Parse(columns), PromptRequired = false, CompletionsRequired = false });
        return SharedData.Rows(file).Take(most)
            .Select((row, i) => parser.Parse(JsonSerializer.SerializeToUtf8Bytes(row), i + 1, file).Query with { TaskHints = hint is null ? [] : [hint] });
    }

    /// <summary>Rows of a shared file that are prompts and nothing else.</summary>
    internal static IEnumerable<Query> Prompts(string file, Func<JsonElement, string> prompt) =>
        SharedData.Rows(file).Select((row, i) => new Query { Id = $"{i}", Prompt = [new Message("user", prompt(row))] });
}
