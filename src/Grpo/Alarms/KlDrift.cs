using System.Globalization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>kl-drift: the policy is far from where it started, further than rewards of a few bits need (Gao et al. 2022, arXiv 2210.10760).</summary>
internal sealed class KlDrift : IStepAlarm
{
    private const double Grave = 4;

    /// <inheritdoc/>
    public IEnumerable<Finding> Look(RunView view)
    {
        var kl = view[StepNumbers.Kl];
        if (!kl.IsReady || !(kl.Recent > view.Options.Kl))
            yield break;
        yield return new Finding(
            "kl-drift",
            "",
            kl.Recent > Grave * view.Options.Kl ? AlarmSeverity.Alarm : AlarmSeverity.Warning,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The policy is {kl.Recent:0.00} nats a token from the reference; beyond {view.Options.Kl:0.##} a reward is often gamed rather than earned."),
            new Dictionary<string, double> { ["kl"] = kl.Recent, ["kl_first"] = kl.First, ["limit"] = view.Options.Kl },
            view.Best());
    }
}
