using Rlar.Agents.Library;
using Rlar.Agents.Reading.Answers;
using Rlar.Agents.Rewards;
using Rlar.Inference.Tokenizers;

namespace Rlar.Agents.Metrics;

/// <summary>How well a completion's length fits a window.</summary>
public sealed class Length : CompletionTool
{
    private readonly int _min;
    private readonly int _max;
    private readonly bool _countsCharacters;

    private Length(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _min = settings.Integer("min", 1, min: 0);
        _max = settings.Integer("max", 512, min: 1);
        _countsCharacters = settings.Choice("unit", "words", "words", "chars") == "chars";
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
            Version = "",
        },
        Revision: 1,
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
