using System.Globalization;
using System.Text;
using Rlar.Grpo.Training;

namespace Rlar.Host.Training;

/// <summary>What a live view says, in words.</summary>
internal static class LiveText
{
    /// <summary>The phase of steps that rewards are learned from.</summary>
    internal const string Training = "grpo";

    private const string Heights = "▁▂▃▄▅▆▇█";
    private const int LongestSample = 300;

    /// <summary>A step in a line.</summary>
    internal static string Step(StepMetrics step, int steps, TimeSpan? left) => step.Phase == Training
        ? $"{Place(step, steps)}: {Reward(step)}, {Figures(step)}{(left is null ? "" : $", {Left(left)}")}"
        : $"{Place(step, steps)}: {Figures(step)}";

    /// <summary>Which step it is.</summary>
    internal static string Place(StepMetrics step, int steps) =>
        step.Phase == Training ? Text($"step {step.Step}/{steps}") : Text($"warm-up step {step.Step}");

    /// <summary>Its reward and the spread.</summary>
    internal static string Reward(StepMetrics step) =>
        step.Reward is { } reward ? Text($"reward {reward:0.000} ± {step.RewardStd ?? 0:0.000}") : "no completion was scored";

    /// <summary>What else there is to see.</summary>
    internal static string Figures(StepMetrics step)
    {
        if (step.Phase != Training)
            return Text($"loss {step.Loss:0.000}, {step.UpdateTokensPerSecond:N0} tokens/s");
        var text = new StringBuilder();
        if (step.Kl is { } kl)
            text.Append(CultureInfo.InvariantCulture, $"KL {kl:0.0000}, ");
        text.Append(CultureInfo.InvariantCulture, $"entropy {step.Entropy:0.00}, length {step.Length:0}");
        if (step.Truncated > 0)
            text.Append(CultureInfo.InvariantCulture, $" ({step.Truncated:0%} cut off)");
        if (step.ZeroVarianceShare > 0)
            text.Append(CultureInfo.InvariantCulture, $", {step.ZeroVarianceShare:0%} of groups flat");
        return text.Append(CultureInfo.InvariantCulture, $", {step.RolloutTokensPerSecond:N0} tokens/s").ToString();
    }

    /// <summary>An evaluation in a line.</summary>
    internal static string Evaluation(EvaluationRecord evaluation) => evaluation.Reward is { } reward
        ? Text($"held out, step {evaluation.Step}: reward {reward:0.000} ± {evaluation.RewardStd ?? 0:0.000}, ")
            + Plural.Of(evaluation.Completions, "completion")
        : Text($"held out, step {evaluation.Step}: no completion was scored");

    /// <summary>An alarm in a line; its numbers and examples are in alarms.jsonl.</summary>
    internal static string Alarm(AlarmRecord alarm) =>
        Text($"{alarm.Severity.ToString().ToLowerInvariant()} after step {alarm.Step}, {alarm.Name}: {Harmless(alarm.Sentence)}");

    /// <summary>A completion in a line.</summary>
    internal static string Sample(SampleRecord sample) =>
        Text($"{sample.Reward?.ToString("0.000", CultureInfo.InvariantCulture) ?? "unscored"} “{Harmless(sample.Completion)}”");

    /// <summary>The time that is left.</summary>
    internal static string Left(TimeSpan? left) => left switch
    {
        null => "",
        { TotalHours: >= 1 } long_ => Text($"{Math.Floor(long_.TotalHours)} h {long_.Minutes} min left"),
        { TotalMinutes: >= 1 } some => Text($"{some.Minutes} min {some.Seconds} s left"),
        { } little => Text($"{little.TotalSeconds:0} s left"),
    };

    /// <summary>How much is done.</summary>
    internal static string Bar(int done, int all, int width)
    {
        var full = all > 0 ? (int)Math.Clamp((long)done * width / all, 0, width) : 0;
        return new string('━', full) + new string('─', width - full);
    }

    /// <summary>The values as heights between their lowest and highest, in so many columns at most; each is a mean.</summary>
    internal static string Sparkline(IReadOnlyList<double> values, int width)
    {
        var columns = Math.Min(width, values.Count);
        double[] means = [.. Enumerable.Range(0, columns).Select(column => Mean(values, Start(column), Start(column + 1)))];
        var (low, high) = (means.DefaultIfEmpty(0).Min(), means.DefaultIfEmpty(0).Max());
        return string.Concat(means.Select(mean => Heights[high > low ? (int)((mean - low) / (high - low) * (Heights.Length - 1)) : 0]));

        int Start(int column) => (int)((long)column * values.Count / columns);
    }

    // What a model wrote must not move the cursor or turn the line around.
    private static string Harmless(string text)
    {
        var shown = text.Length > LongestSample ? text[..LongestSample] : text;
        return string.Concat(shown.EnumerateRunes().Select(rune => Acts(rune) ? " " : rune.ToString()));

        static bool Acts(Rune rune) => Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format;
    }

    private static double Mean(IReadOnlyList<double> values, int first, int end)
    {
        var sum = 0.0;
        for (var i = first; i < end; i++)
            sum += values[i];
        return sum / (end - first);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
