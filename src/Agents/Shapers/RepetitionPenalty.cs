using Rlar.Agents.Library;
using Rlar.Agents.Metrics;
using Rlar.Agents.Rewards;
using Rlar.Inference.Tokenizers;

namespace Rlar.Agents.Shapers;

/// <summary>A penalty for repeated n-grams.</summary>
public sealed class RepetitionPenalty : CompletionTool
{
    private readonly int _size;
    private readonly double _maxPenalty;

    private RepetitionPenalty(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _size = settings.Integer("ngram", 3, min: 1, max: 64);
        _maxPenalty = settings.Number("max-penalty", -1, min: -1, max: 0);
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
            Version = "",
        },
        Revision: 1,
        (card, settings) => new RepetitionPenalty(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var share = Repetition.RepeatedShare(WordTokenizer.Words(completion.Text), _size);
        return new RewardOutcome.Scored(share == 0 ? 0 : _maxPenalty * share);
    }
}
