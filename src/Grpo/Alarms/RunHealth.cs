using System.Globalization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>zero-variance, truncation-rise and sampler-mismatch: what a step learns from has become little, cut off or another policy's.</summary>
internal sealed class RunHealth : IStepAlarm
{
    private const double MostlyFlat = 0.6;
    private const double Grave = 5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Look(RunView view)
    {
        var flat = view[StepNumbers.ZeroVariance];
        if (flat.IsReady && flat.Recent >= MostlyFlat && flat.Recent - flat.First >= view.Options.ZeroVarianceRise)
        {
            yield return Of(
                "zero-variance",
                AlarmSeverity.Notice,
                flat,
                "{0:0%} of groups have equal rewards ({1:0%} at first): they teach nothing. The rows are solved, too hard, or the policy has stopped trying.");
        }

        var cut = view[StepNumbers.Truncated];
        if (cut.IsReady && cut.Recent - cut.First >= view.Options.TruncationRise)
        {
            yield return Of(
                "truncation-rise",
                AlarmSeverity.Warning,
                cut,
                "{0:0%} of completions are cut off at the limit ({1:0%} at first): the reward may pay for going on, or for what is never finished.");
        }

        var mismatch = view[StepNumbers.Mismatch];
        if (mismatch.IsReady && mismatch.Recent > view.Options.Mismatch)
        {
            yield return Of(
                "sampler-mismatch",
                mismatch.Recent > Grave * view.Options.Mismatch ? AlarmSeverity.Alarm : AlarmSeverity.Warning,
                mismatch,
                "Sampler and trainer differ by {0:0.000} nats a token ({1:0.000} at first): what is learned from was not drawn from this policy.");
        }
    }

    private static Finding Of(string name, AlarmSeverity severity, SeriesWindow series, string sentence) => new(
        name,
        "",
        severity,
        string.Format(CultureInfo.InvariantCulture, sentence, series.Recent, series.First),
        new Dictionary<string, double> { ["recent"] = series.Recent, ["first"] = series.First },
        []);
}
