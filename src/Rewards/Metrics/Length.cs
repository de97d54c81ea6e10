using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Metrics;

/// <summary>How well a completion's length fits a window.</summary>
internal sealed class Length : CompletionTool
{
    private static readonly ToolOption<int> s_min = ToolOption.Integer("min", 1, "The least length that earns 1.", min: 0);
    private static readonly ToolOption<int> s_max = ToolOption.Integer("max", 512, "The greatest length that earns 1.", min: 1);
    private static readonly ToolOption<string> s_unit = ToolOption.Choice("unit", "words", "What is counted.", "words", "chars");
    private readonly int _min;
    private readonly int _max;
    private readonly bool _countsCharacters;

    private Length(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _min = settings.Get(s_min);
        _max = settings.Get(s_max);
        _countsCharacters = settings.Get(s_unit) == "chars";
        if (_min > _max)
            throw new ToolException($"Tool {card.Id}: option min ({_min}) is above option max ({_max}).");
    }

    /// <summary>How the library makes it. Options: min (1), max (512), unit words|chars (words).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "length",
            Kind = ToolKind.Metric,
            Description = "1 where the answer after the thinking has min to max words, falling linearly to 0 at no words and at twice max. "
                + "It reads the length alone.",
        },
        Revision: 1,
        [s_min, s_max, s_unit],
        (card, settings) => new Length(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var answer = ThinkingSection.Answer(completion.Text)?.Trim() ?? "";
        var length = _countsCharacters ? answer.Length : WordTokenizer.Count(answer);
        var fit = length < _min ? (double)length / _min : length > _max ? Math.Max(0, 2 - (double)length / _max) : 1;
        return new RewardOutcome.Scored(answer.Length == 0 ? 0 : fit) { Parts = new Dictionary<string, double> { ["length"] = length } };
    }
}
