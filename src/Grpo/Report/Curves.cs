using System.Xml.Linq;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>The charts of a run.</summary>
internal static class Curves
{
    private const int MostTools = 24;
    private const int MostPoints = 100;
    private const int MostLetters = 40;
    private static readonly ChartDrawing s_wide = new(1120, 300);
    private static readonly ChartDrawing s_middle = new(720, 260);
    private static readonly ChartDrawing s_small = new(360, 200);

    /// <summary>The section; null where there is no number to draw.</summary>
    internal static IEnumerable<XElement> Of(RunContents run)
    {
        if (Reward(run) is { HasNumbers: true } reward)
        {
            // One of the three is shown: letters have to stay as large as the text is.
            yield return Html.Of(
                "section",
                null,
                Html.Of("h2", null, "Reward"),
                Explained(run),
                s_wide.Draw(reward, "wide"),
                s_middle.Draw(reward, "middle"),
                s_small.Draw(reward, "narrow"));
        }

        var tools = Grid("By tool", [.. Tools(run).Where(chart => chart.HasNumbers).Take(MostTools)]);
        var policy = Grid("Policy", [.. Policy(run.Training).Where(chart => chart.HasNumbers)]);
        var signal = Grid("What is learned from", [.. Signal(run.Training).Where(chart => chart.HasNumbers)]);
        var speed = Grid("Speed", [.. Speed(run.Training).Where(chart => chart.HasNumbers)]);
        var warmUp = Grid("Warm-up (sft)", [.. WarmUp(run.WarmUp).Where(chart => chart.HasNumbers)]);
        foreach (var section in new[] { tools, policy, signal, speed, warmUp }.OfType<XElement>())
            yield return section;
    }

    private static XElement Explained(RunContents run) => Html.Of(
        "p",
        "note",
        "Line: mean of a step’s completions; band: one standard deviation of them."
        + (run.Evaluations.Any(one => one.Reward is not null) ? " Points: held-out rows, with the standard error of their mean." : "")
        + (run.Training.Steps.Count > 1000 ? " Where several steps share a pixel, their mean is drawn, and lighter the range of their values." : ""));

    private static XElement? Grid(string title, IReadOnlyList<Chart> charts) => charts.Count == 0
        ? null
        : Html.Of("section", null, Html.Of("h2", null, title), Html.Of("div", "charts", charts.Select(chart => s_small.Draw(chart, null))));

    private static Chart Reward(RunContents run) => new(
        "Combined reward",
        "of a completion",
        [new ChartLine("trained", run.Training.Steps, run.Training.Reward, run.Training.RewardStd)],
        [
            .. EvaluationTable.Some(run.Evaluations, MostPoints).Where(one => one.Reward is not null)
                .Select(one => new ChartPoint(one.Step, one.Reward!.Value, StandardError(one))),
        ]);

    /// <summary>Standard error of an evaluation's mean reward; null where it has no spread.</summary>
    internal static double? StandardError(EvaluationRecord evaluation) =>
        evaluation is { RewardStd: { } std, Completions: > 0 } ? std / Math.Sqrt(evaluation.Completions) : null;

    private static IEnumerable<Chart> Tools(RunContents run)
    {
        var trained = run.Training.Tools.ToDictionary(tool => tool.Tool);
        var shown = EvaluationTable.Some(run.Evaluations, MostPoints);
        foreach (var tool in trained.Keys.Union(run.Evaluations.SelectMany(one => one.ToolReward.Keys)).Order(StringComparer.Ordinal))
        {
            var isHeldOut = run.Evaluations.Any(one => one.HeldOutTools.Contains(tool));
            yield return new Chart(
                VisibleText.Plain(tool, MostLetters),
                isHeldOut ? "its own scale; not trained on" : "its own scale",
                trained.TryGetValue(tool, out var own) ? [new ChartLine("trained", run.Training.Steps, own.Mean, own.Spread)] : [],
                [.. shown.Where(one => one.ToolReward.ContainsKey(tool)).Select(one => new ChartPoint(one.Step, one.ToolReward[tool], null))]);
        }
    }

    private static IEnumerable<Chart> Policy(RunSeries run)
    {
        yield return Single("KL", "from the reference, nats a token (k3)", run, run.Kl);
        yield return Single("Entropy", "nats a token", run, run.Entropy);
        yield return Single("Length", "tokens a completion", run, run.Length);
        yield return Single("Truncated", "share of completions cut off", run, run.Truncated);
        yield return Single("Distinct", "share of completions unlike all others of their group", run, run.Distinct);
        yield return Single("Loss", "mean of a step’s updates", run, run.Loss);
    }

    private static IEnumerable<Chart> Signal(RunSeries run)
    {
        yield return Single("No variance", "share of groups whose rewards are all equal", run, run.ZeroVariance);
        yield return Single("Distinct rewards", "in a group", run, run.DistinctRewards);
        yield return Single("Clipped", "share of tokens", run, run.ClipShare);
        yield return Single("Gradient norm", "before clipping", run, run.GradientNorm);
        yield return Single("Mismatch, mean", "|sampler − trainer|, nats a token", run, run.MismatchMean);
        yield return Single("Mismatch, greatest", "|sampler − trainer|, nats", run, run.MismatchMax);
        if (run.Unscored.Any(count => count > 0))
            yield return Single("Unscored", "completions that no tool scored", run, run.Unscored);
    }

    private static IEnumerable<Chart> Speed(RunSeries run)
    {
        yield return new Chart(
            "Tokens a second", "", [new ChartLine("rollout", run.Steps, run.RolloutTokens), new ChartLine("update", run.Steps, run.UpdateTokens)], []);
        yield return Single("Waiting", "share of the step spent waiting for rewards", run, run.RewardWait);
        yield return Single("Step", "seconds", run, run.Seconds);
    }

    private static IEnumerable<Chart> WarmUp(RunSeries run)
    {
        yield return Single("Loss", "nats a token", run, run.Loss);
        yield return Single("Gradient norm", "before clipping", run, run.GradientNorm);
    }

    private static Chart Single(string title, string unit, RunSeries run, IReadOnlyList<double> values) =>
        new(title, unit, [new ChartLine("", run.Steps, values)], []);
}
