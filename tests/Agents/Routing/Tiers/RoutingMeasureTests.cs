using System.Text.Json;
using Rlar.Agents.Routing;
using Rlar.Agents.Routing.Tiers;
using Rlar.Scoring.Rows;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Routing.Tiers;

/// <summary>
/// How often the router is right on public data, as floors (docs/routing.md has the figures). Nothing is fitted: the rules are written by hand, and a
/// memory never holds a case of the source that it is asked about.
/// </summary>
public sealed class RoutingMeasureTests(ITestOutputHelper output)
{
    private const int Most = 20;

    // Source, rows, the hint that its rows usually have, and the tools that are right for it.
    private static readonly (string Source, Func<IEnumerable<Query>> Rows, string Hint, string[] Right)[] s_sources =
    [
        ("gsm8k", () => RouterFixture.Rows("gsm8k_model_solutions_dev.jsonl.gz", "completion=solution,reference=gold"), "openai/gsm8k", ["math", "numeric-match"]),
        ("math pairs", () => RouterFixture.Rows("math_pairs_dev.jsonl", "completion=answer,reference=gold"), "math", ["math", "normalized-match"]),
        ("math-verify", () => RouterFixture.Rows("math_verify_cases_dev.jsonl", "completion=pred,reference=gold"), "math", ["math", "normalized-match"]),
        ("humaneval", () => RouterFixture.Rows("humaneval.jsonl.gz", "completion=canonical_solution"), "openai_humaneval", ["code/python"]),
        ("sandbox cases", () => RouterFixture.Rows("sandbox_cases.jsonl.gz", "completion=program"), "code", ["code/python"]),
        ("ifeval", () => RouterFixture.Rows("ifeval_input.jsonl.gz", ""), "ifeval", ["ifeval"]),
        ("nq", () => RouterFixture.Rows("nq301_human_dev.jsonl", "completion=answer,reference=references"), "nq", ["qa-match", "normalized-match"]),
        ("comet regression", () => RouterFixture.Rows("comet_regression.jsonl.gz", "prompt=src,completion=mt,reference=ref"), "wmt", ["chrf++", "bleu", "chrf"]),
        ("comet ranking", () => RouterFixture.Rows("comet_ranking.jsonl.gz", "prompt=src,completion=pos,reference=ref"), "wmt", ["chrf++", "bleu", "chrf"]),
        ("llmbar", () => RouterFixture.Prompts("llmbar_natural_processed.jsonl.gz", row => row.GetProperty("instruction").GetString()!), "alpaca", ["judge"]),
        ("hhh", () => RouterFixture.Rows("hhh_alignment.jsonl.gz", "completion=chosen"), "hh-rlhf", ["judge"]),
        ("mt-bench", () => RouterFixture.Prompts("mt_bench_questions.jsonl.gz", row => row.GetProperty("turns")[0].GetString()!), "mt_bench", ["judge"]),
        ("xstest", () => RouterFixture.Rows("xstest_prompts.jsonl.gz", ""), "xstest", ["refusal"]),
        ("tool calls", ToolCalls, "bfcl", ["tool-call/exact"]),
    ];

    [Fact]
    public void Route_WhatRowsCarry_IsRight()
    {
        var router = new Router(RouterFixture.Library, RouteTable.BuiltIn);
        var (bare, hinted) = (new List<double>(), new List<double>());
        foreach (var (source, rows, hint, right) in s_sources)
        {
            var queries = rows().ToArray();
            bare.Add(Share(queries, query => router.Route(query), right));
            hinted.Add(Share(queries, query => router.Route(query with { TaskHints = [hint] }), right));
            output.WriteLine($"{source}: {queries.Length} rows, {bare[^1]:0.000} without a hint, {hinted[^1]:0.000} with it");
        }

        output.WriteLine($"mean of {bare.Count} sources: {bare.Average():0.000} without a hint, {hinted.Average():0.000} with it");
        Assert.True(hinted.Average() >= 0.97, $"{hinted.Average():0.000}");
    }

    /// <summary>Rows without any rule: only memory, of other sources, among the tools whose requirements each row meets.</summary>
    [Fact]
    public async Task AskAsync_MemoryOfOtherSources_IsRight()
    {
        var candidates = new ToolCandidates(RouterFixture.Library);
        var cases = s_sources
            .Select(source => (source.Source, source.Right, Rows: source.Rows().Take(Most).ToArray())).ToArray();
        var others = Reported().Concat(Examples().Select(Labelled).OfType<RoutedCase>()).ToArray();
        var shares = new List<double>();
        foreach (var (source, right, rows) in cases)
        {
            var memory = new RouteMemory(
                [.. cases.Where(other => !IsKin(other.Source, source)).SelectMany(other => other.Rows.Select(query => new RoutedCase(query, other.Right[0], "t"))), .. others]);
            var tier = new MemoryTier(memory, new MemoryOptions { LeastShare = 0 });
            var hits = 0;
            foreach (var query in rows)
            {
                var answer = await tier.AskAsync(query, candidates.For(query), CancellationToken.None);
                hits += Array.IndexOf(right, answer.Tool) >= 0 ? 1 : 0;
            }

            shares.Add((double)hits / rows.Length);
            output.WriteLine($"{source}: {rows.Length} rows, {shares[^1]:0.000}");
        }

        output.WriteLine($"mean of {shares.Count} sources: {shares.Average():0.000}");
        Assert.True(shares.Average() >= 0.78, $"{shares.Average():0.000}");
    }

    private static double Share(IReadOnlyCollection<Query> queries, Func<Query, Route> route, string[] right) =>
        (double)queries.Count(query => route(query).Tools is [var first, ..] && right.Contains(first.Tool.Card.Id)) / queries.Count;

    // Two halves of one collection are one source.
    private static bool IsKin(string one, string other) => one.Split(' ')[0] == other.Split(' ')[0];

    private static RoutedCase? Labelled(Query query) => RouterFixture.Rules.Route(query).Tools is [var first, ..]
        ? new RoutedCase(query with { TaskHints = [] }, first.Tool.Card.Id, "t") : null;

    private static IEnumerable<Query> Examples()
    {
        var parser = new RowParser();
        return File.ReadLines(Path.Combine(SharedData.Repository, "examples", "multitask.jsonl"))
            .Select((line, i) => parser.Parse(System.Text.Encoding.UTF8.GetBytes(line), i + 1, "examples").Query);
    }

    // Rows of tools by reporters of bugs, of many tools.
    private static IEnumerable<RoutedCase> Reported() =>
        Cases("reported_cases_dev.jsonl", "input").Where(known => known.Tool != "tool-call/exact").GroupBy(known => known.Tool).SelectMany(tool => tool.Take(10));

    private static IEnumerable<Query> ToolCalls() => Cases("reported_cases_dev.jsonl", "input").Concat(Cases("gaming_cases_dev.jsonl", "row"))
        .Where(known => known.Tool == "tool-call/exact").Select(known => known.Query);

    private static IEnumerable<RoutedCase> Cases(string file, string rowName)
    {
        var parser = new RowParser(new RowParserOptions { PromptRequired = false, CompletionsRequired = false });
        var line = 0;
        foreach (var row in SharedData.Rows(file))
        {
            line++;
            if (!row.TryGetProperty("tool", out var tool) || tool.ValueKind != JsonValueKind.String || !row.TryGetProperty(rowName, out var input)
                || input.ValueKind != JsonValueKind.Object || !RouterFixture.Library.Contains(tool.GetString()!))
                continue;
            Query query;
            try
            {
                query = parser.Parse(JsonSerializer.SerializeToUtf8Bytes(input), line, file).Query;
            }
            catch (InputException)
            {
                continue; // a case of rows that are refused
            }

            if (RouterFixture.Library.Find(tool.GetString()!).DefaultCard().Missing(query) is null)
                yield return new RoutedCase(query with { TaskHints = [], Tool = null }, tool.GetString()!, "t");
        }
    }
}
