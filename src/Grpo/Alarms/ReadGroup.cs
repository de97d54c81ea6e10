using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>A group's completions that were scored, and which of them the reward prefers: those above the group's mean.</summary>
/// <param name="Row">A number of the row's id.</param>
/// <param name="Completions">[G] the completions.</param>
/// <param name="Preferred">[G] whether the reward is above the mean of the group.</param>
internal sealed record ReadGroup(ulong Row, IReadOnlyList<ReadCompletion> Completions, IReadOnlyList<bool> Preferred)
{
    /// <summary>Completions that are preferred; 0 where all rewards are equal.</summary>
    internal int PreferredCount { get; } = Preferred.Count(preferred => preferred);

    /// <summary>The groups of a step's samples: neighbours with the same id.</summary>
    internal static List<ReadGroup> Of(IReadOnlyList<SampleRecord> samples)
    {
        var groups = new List<ReadGroup>();
        for (int first = 0, end; first < samples.Count; first = end)
        {
            for (end = first + 1; end < samples.Count && samples[end].Id == samples[first].Id;)
                end++;
            var scored = Enumerable.Range(first, end - first).Select(i => samples[i]).Where(sample => sample.Reward is not null).ToList();
            if (scored.Count > 1)
                groups.Add(Of(samples[first].Id, scored));
        }

        return groups;
    }

    private static ReadGroup Of(string id, List<SampleRecord> scored)
    {
        var mean = scored.Average(sample => sample.Reward!.Value);
        var flat = scored.TrueForAll(sample => sample.Reward == scored[0].Reward);
        var lengths = scored.Select(sample => sample.Tokens).Order().ToList();
        var completions = scored.Select(ReadCompletion.Of).ToList();
        foreach (var completion in completions.Where(completion => completion.Sample.Tokens > lengths[(lengths.Count - 1) / 2]))
            completion.Marks.Add(CompletionMarks.Longer);
        return new ReadGroup(WordReader.Key(id), completions, [.. scored.Select(sample => !flat && sample.Reward > mean)]);
    }
}
