using Rlar.Agents.Library;
using Rlar.Agents.Rewards;
using Rlar.Inference.Tokenizers;

namespace Rlar.Agents.Metrics;

/// <summary>How little a completion repeats itself.</summary>
public sealed class Repetition : CompletionTool
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
        (card, settings) => new Repetition(card, settings.Get(s_n)));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var words = WordTokenizer.Words(completion.Text);
        return new RewardOutcome.Scored(words.Count == 0 ? 0 : 1 - NGrams.RepeatedShare(words, _size));
    }
}
