using Rlar.Agents.Library;
using Rlar.Agents.Rewards;
using Rlar.Inference.Tokenizers;
using Rlar.Kernels.Shaping;

namespace Rlar.Agents.Shapers;

/// <summary>A penalty for completions near or over a length.</summary>
public sealed class LengthPenalty : CompletionTool
{
    private readonly OverlongOptions _options;

    private LengthPenalty(ToolCard card, ToolSettings settings)
        : base(card)
    {
        var maxLength = settings.Integer("max-length", 1024, min: 1);
        var buffer = settings.Integer("buffer", 256, min: 1);
        var penalty = settings.Number("penalty", 1, min: 0, max: 1);
        if (buffer > maxLength)
            throw new ToolException($"Tool {card.Id}: option buffer ({buffer}) is above option max-length ({maxLength}).");
        _options = new OverlongOptions(maxLength, buffer) { Penalty = penalty, FloorAtMaxLength = true };
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
        return new RewardOutcome.Scored(-OverlongPenalty.At(length, _options));
    }
}
