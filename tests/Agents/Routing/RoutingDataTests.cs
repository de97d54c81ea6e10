using System.Text.Json;
using Rlar.Agents.Library;
using Rlar.Agents.Routing;
using Rlar.Agents.Rows;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Routing;

/// <summary>Public data sets as they are, without a hint: the table of docs/tools.md, row by row.</summary>
public sealed class RoutingDataTests
{
    private static readonly Router s_router = new(ToolLibrary.BuiltIn, RouteTable.BuiltIn);

    [Theory]
    [InlineData("gsm8k_model_solutions_dev.jsonl.gz", "completion=solution,reference=gold", "math 2640")]
    [InlineData("humaneval.jsonl.gz", "completion=canonical_solution", "code/python 164")]
    [InlineData("sandbox_cases.jsonl.gz", "completion=program", "code/python 108")]
    [InlineData("ifeval_input.jsonl.gz", "", "ifeval 541")]
    [InlineData("comet_regression.jsonl.gz", "prompt=src,completion=mt,reference=ref", "chrf++ 388, normalized-match 9, token-f1 3")]
    [InlineData("comet_ranking.jsonl.gz", "prompt=src,completion=pos,reference=ref", "chrf++ 199")]
    [InlineData("math_pairs_dev.jsonl", "completion=answer,reference=gold", "math 463, normalized-match 37")]
    [InlineData("xstest_prompts.jsonl.gz", "", "unscorable 450")]
    [InlineData("hhh_alignment.jsonl.gz", "completion=chosen", "unscorable 221")]
    public void Route_DataSet_GoesToItsTool(string file, string columns, string expected)
    {
        var parser = new RowParser(new RowParserOptions { Columns = ColumnMap.Parse(columns), PromptRequired = false, CompletionsRequired = false });
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var line = 0;
        foreach (var row in SharedData.Rows(file))
        {
            var query = parser.Parse(JsonSerializer.SerializeToUtf8Bytes(row), ++line, file).Query;
            var route = s_router.Route(query with { TaskHints = [] });
            var tool = route.Tools.Count == 0 ? "unscorable" : route.Tools[0].Tool.Card.Id;
            counts[tool] = counts.GetValueOrDefault(tool) + 1;
        }

        Assert.Equal(expected, string.Join(", ", counts.OrderByDescending(count => count.Value).Select(count => $"{count.Key} {count.Value}")));
    }
}
