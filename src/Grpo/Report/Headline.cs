using System.Globalization;
using System.Xml.Linq;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>What came of a run, in a line and some figures.</summary>
internal static class Headline
{
    /// <summary>The head of the page.</summary>
    internal static XElement Of(RunContents run) => Html.Of(
        "header",
        null,
        Html.Of("p", "kicker", VisibleText.Nodes($"Training report · {run.Name}", 200)),
        Html.Of("h1", null, VisibleText.Nodes(run.Model ?? run.Name, 120)),
        Html.Of("p", "lead", Lead(run)),
        Html.Of("dl", "tiles", Tiles(run).Select(tile => Html.Of("div", null, Html.Of("dt", null, tile.Name), Html.Of("dd", null, tile.Value)))),
        run.Notes.Select(note => Html.Of("p", "warn", VisibleText.Nodes(note, 400))));

    private static IEnumerable<object> Lead(RunContents run)
    {
        var scored = run.Evaluations.Where(one => one.Reward is not null).ToList();
        if (scored.Count > 1)
        {
            var (first, last) = (scored[0], scored[^1]);
            yield return "Reward on held-out rows ";
            yield return Html.Of("b", null, Figures.Data(first.Reward));
            yield return " → ";
            yield return Html.Of("b", null, Figures.Data(last.Reward));
            yield return $" after {last.Step.ToString("N0", CultureInfo.InvariantCulture)} steps";
            yield return $" (standard errors over completions {Figures.Text(Curves.StandardError(first))} and {Figures.Text(Curves.StandardError(last))}, ";
            yield return $"{last.Completions.ToString("N0", CultureInfo.InvariantCulture)} completions of {Plural(last.Rows, "row")} each time). ";
            yield return Change(first, last);
        }
        else if (run.Training.Steps.Count > 0)
        {
            yield return "Held-out rows were not evaluated before and after, so whether it learned is not known. Reward of the first step trained on ";
            yield return Html.Of("b", null, Figures.Data(run.Training.Reward[0]));
            yield return ", of the last ";
            yield return Html.Of("b", null, Figures.Data(run.Training.Reward[^1]));
            yield return ".";
        }
        else
        {
            yield return "No step of GRPO was done.";
        }
    }

    private static string Change(EvaluationRecord first, EvaluationRecord last)
    {
        if (Curves.StandardError(first) is not { } before || Curves.StandardError(last) is not { } after || before + after == 0)
            return "";
        var errors = (last.Reward!.Value - first.Reward!.Value) / Math.Sqrt((before * before) + (after * after));
        return errors switch
        {
            > 3 => $"The rise is {Figures.Text(errors)} standard errors.",
            < -3 => $"It fell, by {Figures.Text(-errors)} standard errors.",
            _ => $"The change is {Figures.Text(errors)} standard errors: it may be chance.",
        };
    }

    private static IEnumerable<(string Name, object Value)> Tiles(RunContents run)
    {
        var training = run.Training;
        var steps = training.Steps.Count;
        yield return ("steps", Figures.Text(steps) + (run.WarmUp.Steps.Count > 0 ? $" + {Figures.Text(run.WarmUp.Steps.Count)} warm-up" : ""));
        yield return ("completions", training.Completions.Sum().ToString("N0", CultureInfo.InvariantCulture));
        yield return ("time", Time(training.Seconds.Concat(run.WarmUp.Seconds).Where(double.IsFinite).Sum()));
        if (steps > 0)
        {
            yield return ("tokens/s of rollouts, median", Figures.Text(training.RolloutTokens.Order().ElementAt(steps / 2)));
            if (double.IsFinite(training.Kl[^1]))
                yield return ("KL of the last step", Figures.Data(training.Kl[^1]));
            yield return ("length of the last step", Figures.Data(training.Length[^1]));
        }

        yield return ("alarms", Alarms(run.Alarms));
    }

    private static XElement Alarms(IReadOnlyList<AlarmRecord> alarms)
    {
        var (grave, warnings, notices) = (Count(AlarmSeverity.Alarm), Count(AlarmSeverity.Warning), Count(AlarmSeverity.Notice));
        string[] parts = [.. new[] { Named(grave, "alarm"), Named(warnings, "warning"), Named(notices, "notice") }.OfType<string>()];
        var worst = grave > 0 ? "alarm" : warnings > 0 ? "warning" : "notice";
        return Html.Of("a", worst, Html.With("href", "#alarms"), parts.Length == 0 ? "none" : string.Join(", ", parts));

        int Count(AlarmSeverity severity) => alarms.Count(alarm => alarm.Severity == severity);
        static string? Named(int count, string name) => count == 0 ? null : Plural(count, name);
    }

    private static string Plural(int count, string name) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {name}{(count == 1 ? "" : "s")}";

    private static string Time(double seconds) => seconds switch
    {
        < 60 => $"{Figures.Text(seconds)} s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60)} min {Math.Floor(seconds % 60)} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):N0} h {Math.Floor(seconds % 3600 / 60)} min"),
    };
}
