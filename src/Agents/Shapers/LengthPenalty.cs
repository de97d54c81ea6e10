using Rlar.Agents.Library;
using Rlar.Agents.Rewards;
using Rlar.Inference.Tokenizers;

namespace Rlar.Agents.Shapers;

/// <summary>A penalty for completions near or over a length.</summary>
public sealed class LengthPenalty : CompletionTool
{
    private readonly int _maxLength;
    private readonly int _buffer;
    private readonly double _penalty;

    private LengthPenalty(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _maxLength = settings.Integer("max-length", 1024, min: 1);
        _buffer = settings.Integer("buffer", 256, min: 1);
        _penalty = settings.Number("penalty", 1, min: 0, max: 1);
        if (_buffer > _maxLength)
            throw new ToolException($"Tool {card.Id}: option buffer ({_buffer}) is above option max-length ({_maxLength}).");
    }

    /// <summary>How the library makes it. Options: max-length (1024), buffer (256), penalty (1).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "length-penalty",
            Kind = ToolKind.Shaper,
            Description = "0 up to max-length less buffer, then falling linearly to -penalty at max-length, "
                + "and no lower (DAPO's soft overlong punishment with TRL's floor). "
                + "Counts the row's token counts, or else words.",
            Range = new ValueRange(-1, 0),
            Provenance = "DAPO (arXiv 2503.14476) eq. 13; TRL get_soft_overlong_punishment",
            Version = "",
        },
        Revision: 1,
        (card, settings) => new LengthPenalty(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var length = completion.TokenCount ?? WordTokenizer.Count(completion.Text);
        var over = (double)(length - (_maxLength - _buffer)) / _buffer;
        return new RewardOutcome.Scored(-_penalty * Math.Clamp(over, 0, 1));
    }
}
