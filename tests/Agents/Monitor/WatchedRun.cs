using Rlar.Agents.Choosing;
using Rlar.Agents.Monitor;

namespace Rlar.Agents.Tests.Monitor;

/// <summary>Runs that are made up: a verifier of 0 and 1 and a reward model around 0, which agree in part, on prompts of differing difficulty.</summary>
internal sealed class WatchedRun(int seed)
{
    private const int Completions = 6;
    private readonly SeededRandom _random = new((ulong)seed);
    private int _row;

    /// <summary>Changes what the verifier says of a completion: its quality, its length, what it says otherwise.</summary>
    internal Func<double, int, RewardOutcome, RewardOutcome> Verifier { get; set; } = (_, _, outcome) => outcome;

    /// <summary>Changes the reward model's value, given the length.</summary>
    internal Func<double, int, double> Model { get; set; } = (value, _) => value;

    /// <summary>The next group.</summary>
    internal WatchedGroup Next()
    {
        var difficulty = _random.Normal();
        var verifier = new RewardOutcome[Completions];
        var model = new RewardOutcome[Completions];
        var lengths = new int[Completions];
        for (var i = 0; i < Completions; i++)
        {
            var quality = _random.Normal() - difficulty;
            lengths[i] = 20 + _random.Below(100);
            var fate = _random.Fraction();
            RewardOutcome usual = fate < 0.01 ? new RewardOutcome.Failed("tool", "broke")
                : fate < 0.03 ? new RewardOutcome.Unscorable("no reference")
                : new RewardOutcome.Scored(quality > 0 ? 1 : 0);
            verifier[i] = Verifier(quality, lengths[i], usual);
            model[i] = new RewardOutcome.Scored(Model((3 * quality) + (2 * _random.Normal()), lengths[i]));
        }

        return new WatchedGroup($"q{++_row}", "math", [new WatchedOutcomes("verifier", verifier), new WatchedOutcomes("model", model, 2)], lengths);
    }

    /// <summary>Takes groups into a monitor.</summary>
    internal MonitorReport Observe(ToolMonitor monitor, int groups)
    {
        var all = Enumerable.Range(0, groups).Select(_ => monitor.Observe(Next())).ToArray();
        return new MonitorReport(
            [.. all.SelectMany(one => one.Windows)], [.. all.SelectMany(one => one.Alarms)], [.. all.SelectMany(one => one.Quarantines)]);
    }
}
