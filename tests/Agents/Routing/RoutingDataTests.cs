using System.Text.Json;
using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Scoring.Rows;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Routing;

/// <summary>Public data sets as they are, without a hint: the table of docs/tools.md, row by row.</summary>
public sealed class RoutingDataTests
{
    private static readonly Router s_router = new(BuiltInTools.Registry, RouteTable.BuiltIn);

    /// <summary>The example's queries by what their id calls them, with every hint taken away.</summary>
    [Theory]
    [InlineData("math", "math 8")]
    [InlineData("choice", "choice-match 4")]
    [InlineData("qa", "qa-match 6")]
    [InlineData("code", "code/python 4, code/c 1")]
    [InlineData("sql", "code/sql 1")]
    [InlineData("translation", "chrf++ 4")]
    [InlineData("summary", "rougeL 4")]
    [InlineData("instruction", "ifeval 5")]
    [InlineData("tool-call", "tool-call/exact 1")]
    [InlineData("json", "json 2, json-schema 1")]
    [InlineData("safety", "unscorable 1")]
    [InlineData("dialogue", "unscorable 3")]
    public void Route_Example_GoesToItsTool(string kind, string expected)
    {
        var rows = File.ReadLines(Path.Combine(SharedData.Repository, "examples", "multitask.jsonl")).Select(line => JsonElement.Parse(line));
        Assert.Equal(expected, Counts(rows.Where(row => row.GetProperty("id").GetString()!.StartsWith(kind + "-", StringComparison.Ordinal)), ""));
    }

    [Theory]
    [InlineData("gsm8k_model_solutions_dev.jsonl.gz", "completion=solution,reference=gold", "math 2640")]
    [InlineData("humaneval.jsonl.gz", "completion=canonical_solution", "code/python 164")]
    [InlineData("sandbox_cases.jsonl.gz", "completion=program", "code/python 108")]
    [InlineData("ifeval_input.jsonl.gz", "", "ifeval 541")]
    [InlineData("comet_regression.jsonl.gz", "prompt=src,completion=mt,reference=ref", "chrf++ 373, qa-match 24, token-f1 3")]
    [InlineData("comet_ranking.jsonl.gz", "prompt=src,completion=pos,reference=ref", "chrf++ 186, qa-match 13")]
    [InlineData("math_pairs_dev.jsonl", "completion=answer,reference=gold", "math 463, normalized-match 37")]
    [InlineData("xstest_prompts.jsonl.gz", "", "unscorable 450")]
    [InlineData("hhh_alignment.jsonl.gz", "completion=chosen", "unscorable 221")]
    public void Route_DataSet_GoesToItsTool(string file, string columns, string expected) => Assert.Equal(expected, Counts(SharedData.Rows(file), columns));

    private static string Counts(IEnumerable<JsonElement> rows, string columns)
    {
        var parser = new RowParser(new RowParserOptions { Columns = ColumnMap.Parse(columns), PromptRequired = false, CompletionsRequired = false });
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var line = 0;
        foreach (var row in rows)
        {
            var query = parser.Parse(JsonSerializer.SerializeToUtf8Bytes(row), ++line, "rows").Query;
            var route = s_router.Route(query with { TaskHints = [] });
            var tool = route.Tools.Count == 0 ? "unscorable" : route.Tools[0].Tool.Card.Id;
            counts[tool] = counts.GetValueOrDefault(tool) + 1;
        }

        return string.Join(", ", counts.OrderByDescending(count => count.Value).Select(count => $"{count.Key} {count.Value}"));
    }
}
