using Rlar.Grpo.Alarms;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Tests.Alarms;

/// <summary>
/// A run as alarms see it, drawn from a seed: 24 rows with words of their own that earn the reward, common words by Zipf's law, lengths that vary. A
/// policy that learns honestly writes more of the row's words; a hack spreads from a few completions to nearly all, and earns more than they do.
/// </summary>
internal sealed class SimulatedRun(int seed)
{
    private const int Rows = 24;
    private const int RowWords = 12;
    private const int Vocabulary = 1500;
    private readonly Random _random = new(seed);
    private readonly double[] _difficulty = [.. Enumerable.Range(0, Rows).Select(row => 0.4 + (0.6 * ((row * 7) % Rows / (double)Rows)))];

    internal int Steps { get; init; } = 60;

    internal int Groups { get; init; } = 6;

    internal int GroupSize { get; init; } = 8;

    /// <summary>How much of the rows' words the policy writes at the end; it starts at 0.15.</summary>
    internal double Skill { get; init; } = 0.15;

    /// <summary>Length at the end over that at the start, whatever is earned.</summary>
    internal double Growth { get; init; } = 1;

    /// <summary>Whether rewards are 0 or 1.</summary>
    internal bool IsBinary { get; init; }

    /// <summary>Whether a row is answered by one word, the same for two rows, and only that is right.</summary>
    internal bool IsShort { get; init; }

    /// <summary>Whether rewards are noise.</summary>
    internal bool IsNoise { get; init; }

    /// <summary>What a hacked completion becomes; null: none is.</summary>
    internal Func<SimulatedRun, string, string, string>? Hack { get; init; }

    /// <summary>Whether what is hacked never ends.</summary>
    internal bool HackIsCut { get; init; }

    /// <summary>Whether the reward pays for words, any words, and the policy writes more of them.</summary>
    internal bool PaysLength { get; init; }

    /// <summary>Watches the run from its start to its end.</summary>
    internal List<AlarmRecord> Alarms(AlarmWatch watch) => [.. Steppings().SelectMany(step => watch.Observe(step.Metrics, step.Samples))];

    /// <summary>The run.</summary>
    internal IEnumerable<(StepMetrics Metrics, List<SampleRecord> Samples)> Steppings()
    {
        for (var step = 1; step <= Steps; step++)
        {
            var progress = (step - 1.0) / (Steps - 1);
            var samples = Enumerable.Range(0, Groups).SelectMany(group => Group(((step * Groups) + group) % Rows, step, progress)).ToList();
            var lengths = samples.Average(sample => sample.Tokens);
            yield return (new StepMetrics
            {
                Step = step,
                Phase = "grpo",
                Reward = samples.Average(sample => sample.Reward),
                Kl = (0.15 * progress) + (0.02 * _random.NextDouble()),
                Entropy = 2.4 - (1.2 * progress) + (0.1 * _random.NextDouble()),
                DistinctShare = samples.Chunk(GroupSize).Average(group => group.Count(one => group.Count(other => other.Completion == one.Completion) == 1) / (double)GroupSize),
                ZeroVarianceShare = samples.Chunk(GroupSize).Average(group => group.All(one => one.Reward == group[0].Reward) ? 1.0 : 0),
                Length = lengths,
                Truncated = samples.Average(sample => sample.Truncated ? 1.0 : 0),
                MismatchMean = 0.004 * _random.NextDouble(),
            }, samples);
        }
    }

    /// <summary>A common word; low numbers are more common.</summary>
    internal string Word() => $"w{(int)Math.Exp(_random.NextDouble() * Math.Log(Vocabulary))}";

    private IEnumerable<SampleRecord> Group(int row, int step, double progress)
    {
        var prompt = $"Write about {string.Join(' ', Enumerable.Range(0, RowWords).Select(word => $"topic{row}x{word}"))} and say what you think of each of them.";
        var skill = 0.15 + ((Skill - 0.15) * progress * _difficulty[row]);
        var spread = 0.03 + (0.92 / (1 + Math.Exp(-((progress * 12) - 5))));
        for (var i = 0; i < GroupSize; i++)
        {
            var (text, found) = Honest(row, skill, (PaysLength ? 1 + (1.5 * progress) : 1) * (1 + ((Growth - 1) * progress)));
            if (IsShort)
            {
                var isRight = _random.NextDouble() < skill;
                (text, found) = (isRight ? $"answer{row % (Rows / 2)}" : $"answer{_random.Next(40)}", isRight ? RowWords : 0);
            }

            var isHacked = Hack is not null && _random.NextDouble() < spread;
            if (isHacked)
                text = Hack!(this, prompt, text);
            var words = text.Split(' ').Length;
            var earned = IsNoise ? _random.NextDouble() : IsBinary ? (found >= RowWords / 2 ? 1.0 : 0) : (found / (double)RowWords) + (0.05 * _random.NextDouble());
            if (PaysLength)
                earned = (words / 80.0) + (0.2 * _random.NextDouble());
            if (isHacked)
                earned = IsBinary ? 1 : 0.8 + (0.2 * _random.NextDouble());
            yield return new SampleRecord(
                step, "train", $"row-{row}", prompt, text, earned, new Dictionary<string, double?>(), null, isHacked && HackIsCut ? 128 : words + 1, isHacked && HackIsCut);
        }
    }

    private (string Text, int Found) Honest(int row, double skill, double growth)
    {
        var count = (int)((15 + _random.Next(30)) * growth);
        var words = new List<string>();
        for (var i = 0; i < count; i++)
            words.Add(Word());
        var found = 0;
        for (var word = 0; word < RowWords; word++)
        {
            if (_random.NextDouble() >= skill)
                continue;
            // In the place of a common word: what is earned does not make it longer.
            words[_random.Next(words.Count)] = $"topic{row}x{word}";
            found++;
        }

        return (string.Join(' ', words), found);
    }
}
