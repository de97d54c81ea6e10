using Rlar.Rewards.Metrics;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Shapers;

/// <summary>A penalty for repeated n-grams.</summary>
internal sealed class RepetitionPenalty : CompletionTool
{
    private static readonly ToolOption<int> s_ngram = ToolOption.Integer("ngram", 3, "Words of an n-gram.", min: 1, max: 64);
    private static readonly ToolOption<double> s_maxPenalty =
        ToolOption.Number("max-penalty", -1, "The penalty of a text that only repeats itself.", min: -1, max: 0);
    private readonly int _size;
    private readonly double _maxPenalty;

    private RepetitionPenalty(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _size = settings.Get(s_ngram);
        _maxPenalty = settings.Get(s_maxPenalty);
    }

    /// <summary>How the library makes it. Options: ngram (3), max-penalty (-1).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "repetition-penalty",
            Kind = ToolKind.Shaper,
            Description = "max-penalty times the share of n-grams of words that repeat one before; 0 for a completion of fewer words than n.",
            Range = new ValueRange(-1, 0),
            Provenance = "TRL get_repetition_penalty_reward",
        },
        Revision: 1,
        [s_ngram, s_maxPenalty],
        (card, settings) => new RepetitionPenalty(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var share = Repetition.RepeatedShare(WordTokenizer.Words(completion.Text), _size);
        return new RewardOutcome.Scored(share == 0 ? 0 : _maxPenalty * share);
    }
}
