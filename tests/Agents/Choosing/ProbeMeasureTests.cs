using System.Text.Json;
using Rlar.Agents.Choosing;
using Rlar.Rewards;
using Rlar.Scoring.Rows;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Choosing;

/// <summary>How many labelled rows tell tools apart on public data, and how often the choice is right, over seeds (docs/routing.md has the figures).</summary>
public sealed class ProbeMeasureTests(ITestOutputHelper output)
{
    private const int Seeds = 40;

    /// <summary>The best on all rows is chosen, or nothing is: a wrong choice in at most 5% of the seeds.</summary>
    [Theory]
    [InlineData("gsm8k_model_solutions_dev.jsonl.gz", "completion=solution,reference=gold", "is_correct", 600, "math,contains,token-f1", "math", 120)]
    [InlineData("math_pairs_dev.jsonl", "completion=answer,reference=gold", "label", 500, "math,trl/accuracy,exact-match,numeric-match", "math", 400)]
    [InlineData("nq301_human_dev.jsonl", "completion=answer,reference=references", "label", 506, "qa-match,exact-match,token-f1", "qa-match", 506)]
    public async Task RunAsync_LabelledRows_ChoosesTheBestOrSaysThatItCannot(
        string file, string columns, string label, int most, string among, string best, int median)
    {
        var ids = among.Split(',');
        var tools = ids.Select(id => new RoutedTool(BuiltInTools.Registry.Create(id), 1)).ToArray();
        var parser = new RowParser(new RowParserOptions { Columns = ColumnMap.Parse(columns), PromptRequired = false });
        var figures = new List<IReadOnlyList<double>>();
        foreach (var row in SharedData.Rows(file).Take(most))
        {
            var group = parser.Parse(JsonSerializer.SerializeToUtf8Bytes(row), figures.Count + 1, file);
            var value = row.GetProperty(label);
            double[] labels = [value.ValueKind == JsonValueKind.True || value.ToString() is "1" ? 1 : 0];
            var line = new double[tools.Length];
            for (var tool = 0; tool < line.Length; tool++)
            {
                var outcomes = await tools[tool].Tool.ScoreAsync(group with { Query = tools[tool].Tool.Card.View(group.Query) }, CancellationToken.None);
                line[tool] = ProbeFigure.Of([.. outcomes.Select(said => said is RewardOutcome.Scored scored ? tools[tool].ToReward(scored.Value) : (double?)null)], labels);
            }

            figures.Add(line);
        }

        await MeasureAsync(file, ids, figures, best, median);
    }

    /// <summary>LLMBar by the verdicts of two judges of its paper: GPT-4 and the best other model, asked alike.</summary>
    [Fact]
    public async Task RunAsync_JudgesOfLlmBar_ChoosesTheBetterOne()
    {
        var verdicts = SharedData.Rows("llmbar_natural_judge_verdicts.jsonl.gz")
            .Where(row => row.GetProperty("strategy").GetString() == "Vanilla")
            .ToLookup(row => row.GetProperty("judge").GetString()!, row => (Id: row.GetProperty("id").GetString()!, Right: Right(row)));
        var (good, other) = (verdicts["GPT-4"].ToDictionary(row => row.Id, row => row.Right), verdicts["PaLM2"].ToDictionary(row => row.Id, row => row.Right));
        List<IReadOnlyList<double>> figures = [.. good.Keys.Where(other.ContainsKey).Select(id => new[] { good[id], other[id] })];
        await MeasureAsync("llmbar judges", ["GPT-4", "PaLM2"], figures, "GPT-4", figures.Count);
    }

    /// <summary>Ranked translations, on which three metrics are as good as one another: all rows are asked for, and they cannot be told apart.</summary>
    [Fact]
    public async Task RunAsync_MetricsOnComet_CannotTellThemApart()
    {
        string[] ids = ["chrf++", "bleu", "chrf"];
        var tools = ids.Select(id => new RoutedTool(BuiltInTools.Registry.Create(id), 1)).ToArray();
        var figures = new List<IReadOnlyList<double>>();
        foreach (var row in SharedData.Rows("comet_ranking.jsonl.gz"))
        {
            string Text(string field) => row.GetProperty(field).GetString()!;
            var group = new RolloutGroup(
                new Query { Id = "q", Prompt = [new Message("user", Text("src"))], References = [Text("ref")] }, [new(Text("pos")), new(Text("neg"))]);
            figures.Add([.. await Task.WhenAll(tools.Select(async tool => ProbeFigure.Of(
                [.. (await tool.Tool.ScoreAsync(group, CancellationToken.None)).Select(said => said is RewardOutcome.Scored scored ? tool.ToReward(scored.Value) : (double?)null)],
                [1, 0])))]);
        }

        output.WriteLine($"comet: {string.Join(", ", ids.Select((id, tool) => $"{id} {figures.Average(row => row[tool]):0.000}"))}");
        var verdict = await ProbeChoice.RunAsync(ids, figures.Count, (row, _) => new(figures[row]), new ProbeOptions(), CancellationToken.None);
        Assert.Null(verdict.Best);
        Assert.Equal(199, verdict.Rows);
    }

    private static double Right(JsonElement row)
    {
        var label = row.GetProperty("label").ToString();
        return (Said("winner_noswap") + Said("winner_swap")) / 2;

        double Said(string field) => row.GetProperty(field).ToString() == label ? 1 : 0;
    }

    private async Task MeasureAsync(string what, string[] ids, List<IReadOnlyList<double>> figures, string best, int median)
    {
        var rows = new List<int>();
        var (wrong, none) = (0, 0);
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            var options = new ProbeOptions { Seed = seed, Samples = 500 };
            var verdict = await ProbeChoice.RunAsync(ids, figures.Count, (row, _) => new(figures[row]), options, CancellationToken.None);
            rows.Add(verdict.Rows);
            wrong += verdict.Best is { } chosen && chosen != best ? 1 : 0;
            none += verdict.Best is null ? 1 : 0;
        }

        rows.Sort();
        var means = string.Join(", ", ids.Select((id, tool) => $"{id} {figures.Average(row => row[tool]):0.000}"));
        output.WriteLine($"{what}: {figures.Count} rows, {means}: told apart after {rows[Seeds / 2]} ({rows[0]} to {rows[^1]}); wrong {wrong}, not told apart {none} of {Seeds}");
        Assert.InRange(wrong, 0, Seeds / 20);
        Assert.InRange(rows[Seeds / 2], 8, median);
    }
}
