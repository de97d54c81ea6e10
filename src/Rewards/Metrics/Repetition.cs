using Rlar.Kernels.Shaping;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Metrics;

/// <summary>How little a completion repeats itself.</summary>
internal sealed class Repetition : CompletionTool
{
    private static readonly ToolOption<int> s_n = ToolOption.Integer("n", 3, "Words of an n-gram.", min: 1, max: 64);
    private readonly int _size;

    private Repetition(ToolCard card, int size)
        : base(card) => _size = size;

    /// <summary>How the library makes it. Option: n (3).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "repetition",
            Kind = ToolKind.Metric,
            Description = "Unique over all n-grams of words, case aside: 1 where none comes twice. "
                + "A completion without a word gets 0. It does not see repetition in other words.",
        },
        Revision: 1,
        [s_n],
        (card, settings) => new Repetition(card, settings.Get(s_n)))
    {
        ReadsThinking = true,
    };

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var words = WordTokenizer.Words(completion.Text);
        return new RewardOutcome.Scored(words.Count == 0 ? 0 : 1 - RepeatedShare(words, _size));
    }

    /// <summary>1 - unique / total over the n-grams of words, case aside; 0 where there is none. A value between 0.0 and 1.0.</summary>
    /// <param name="words">The words.</param>
    /// <param name="size">n, at least 1.</param>
    internal static double RepeatedShare(IReadOnlyList<string> words, int size)
    {
        // Words become numbers first: the formula counts n-grams of numbers, and no text is copied n times.
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var ids = new int[words.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!names.TryGetValue(words[i], out ids[i]))
                names[words[i]] = ids[i] = names.Count;
        }

        return NGramRepetition.RepeatedShare(ids, size);
    }
}
