using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>A completion as alarms see it: its words, and which patterns it holds.</summary>
internal sealed class ReadCompletion
{
    private const int MostWords = 512;
    private const int LongestRun = 3;
    private const int NoveltyRuns = 32;
    private readonly List<string> _words;
    private readonly ulong[] _keys;

    private ReadCompletion(SampleRecord sample, List<string> words) =>
        (Sample, _words, _keys) = (sample, words, [.. words.Select(WordReader.Key)]);

    /// <summary>The record.</summary>
    internal SampleRecord Sample { get; }

    /// <summary>Keys of its runs of one to three words, each once, with where it first begins.</summary>
    internal Dictionary<ulong, (int First, int Count)> Runs { get; } = [];

    /// <summary>Names of the marks that it has.</summary>
    internal List<string> Marks { get; } = [];

    /// <summary>Keys of its first triples of words, repeated ones as often as they come.</summary>
    internal IEnumerable<ulong> Triples =>
        Enumerable.Range(0, Math.Clamp(_words.Count - LongestRun + 1, 0, NoveltyRuns)).Select(first => WordReader.Key(_keys.AsSpan(first, LongestRun)));

    /// <summary>Reads one.</summary>
    internal static ReadCompletion Of(SampleRecord sample)
    {
        var read = new ReadCompletion(sample, WordReader.Words(sample.Completion, MostWords));
        for (var count = 1; count <= LongestRun; count++)
        {
            for (var first = 0; first + count <= read._words.Count; first++)
                _ = read.Runs.TryAdd(WordReader.Key(read._keys.AsSpan(first, count)), (first, count));
        }

        read.Marks.AddRange(CompletionMarks.Of(sample, read._keys));
        return read;
    }

    /// <summary>A run's words.</summary>
    internal string Text((int First, int Count) run) => string.Join(' ', _words.GetRange(run.First, run.Count));
}
