using System.CommandLine;
using Rlar.Grpo.Advantages;
using Rlar.Kernels;
using Rlar.Kernels.Shaping;

namespace Rlar.Host.Commands;

/// <summary>The options that weigh reward components, the same throughout or along a path over training.</summary>
internal sealed class WeightFlags
{
    private readonly Option<string[]> _weight = new("--weight")
    {
        Description = $"Weight of a reward component: {WeightNames.Forms}; repeat for several. Default 1 each.",
        HelpName = "component=weight",
    };

    private readonly Option<long?> _step = new("--step") { Description = "The training step that scheduled weights are taken at, from 0 on.", HelpName = "n" };

    /// <summary>The options, to be added to a command.</summary>
    internal IEnumerable<Option> All => [_weight, _step];

    /// <summary>The weights by component.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="HostException">No weight, a component twice, or a schedule without its step.</exception>
    internal IReadOnlyDictionary<string, double> Read(ParseResult parsed)
    {
        var step = parsed.GetValue(_step);
        if (step < 0)
            throw new HostException($"--step must be at least 0, not {step}.");
        var schedules = new Dictionary<string, WeightSchedule>();
        foreach (var text in parsed.GetValue(_weight) ?? [])
        {
            var at = text.IndexOf('=');
            if (at <= 0)
                throw new HostException($"--weight takes component=weight, not '{text}'.");
            if (!schedules.TryAdd(text[..at], Schedule(text, at)))
                throw new HostException($"--weight gives {text[..at]} twice.");
        }

        var scheduled = schedules.Where(s => s.Value.Shape != ScheduleShape.Constant).Select(s => s.Key).ToArray();
        if (scheduled.Length > 0 && step is null)
            throw new HostException($"the weight of {scheduled[0]} depends on the training step; give it with --step.");
        if (scheduled.Length == 0 && step is not null)
            throw new HostException("--step goes with a weight that depends on it, as --weight process=linear:0.5:0:1000.");
        return schedules.ToDictionary(s => s.Key, s => s.Value.At(step ?? 0));
    }

    private static WeightSchedule Schedule(string text, int at)
    {
        try
        {
            return WeightNames.Parse(text[(at + 1)..]);
        }
        catch (KernelException error)
        {
            throw new HostException($"--weight {text}: {error.Message}", error);
        }
    }
}
