using Rlar.Kernels.Shaping;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Shapers;

/// <summary>A penalty for completions near or over a length.</summary>
internal sealed class LengthPenalty : CompletionTool
{
    private static readonly ToolOption<int> s_maxLength =
        ToolOption.Integer("max-length", 1024, "The length from which the whole penalty is given.", min: 1);
    private static readonly ToolOption<int> s_buffer =
        ToolOption.Integer("buffer", 256, "The length before that over which the penalty grows.", min: 1);
    private static readonly ToolOption<double> s_penalty = ToolOption.Number("penalty", 1, "The whole penalty.", min: 0, max: 1);
    private readonly OverlongOptions _options;

    private LengthPenalty(ToolCard card, ToolSettings settings)
        : base(card)
    {
        var maxLength = settings.Get(s_maxLength);
        var buffer = settings.Get(s_buffer);
        var penalty = settings.Get(s_penalty);
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
        },
        Revision: 1,
        [s_maxLength, s_buffer, s_penalty],
        (card, settings) => new LengthPenalty(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var length = completion.TokenCount ?? WordTokenizer.Count(completion.Text);
        return new RewardOutcome.Scored(-OverlongPenalty.At(length, _options));
    }
}
