using Rlar.Kernels.Shaping;

namespace Rlar.Rewards.Verifiers.Trainers;

/// <summary>TRL's cosine-scaled reward: correctness on a cosine of the length in tokens (arXiv 2502.03373 appendix C.1).</summary>
internal sealed class TrlCosineScaled : CompletionTool
{
    private static readonly ToolOption<int> s_maxLen = ToolOption.Integer("max-len", 1024, "The length in tokens at which the cosine ends.", min: 1);
    private static readonly ToolOption<double> s_minWrong = Value("min-value-wrong", -1, "The value of a short wrong answer.");
    private static readonly ToolOption<double> s_maxWrong = Value("max-value-wrong", -0.5, "The value of a wrong answer of max-len tokens.");
    private static readonly ToolOption<double> s_minCorrect = Value("min-value-correct", 0.5, "The value of a right answer of max-len tokens.");
    private static readonly ToolOption<double> s_maxCorrect = Value("max-value-correct", 1, "The value of a short right answer.");
    private readonly CosineLengthOptions _options;

    private TrlCosineScaled(ToolCard card, CosineLengthOptions options)
        : base(card with { Range = RangeOf(options) }) => _options = options;

    /// <summary>
    /// How the library makes it. Options: max-len (1024), min-value-wrong (-1), max-value-wrong (-0.5), min-value-correct (0.5), max-value-correct (1).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "trl/cosine-scaled",
            Kind = ToolKind.Verifier,
            Description = "trl/accuracy scaled by a cosine of the length (TRL get_cosine_scaled_reward): the right answer earns less the longer it is, the "
                + "wrong one loses less. Needs the row's token counts; it pays a long wrong answer more than a short one by design.",
            Requires = [ToolRequirement.Reference, TrlMath.Mathematics],
            Range = new ValueRange(-1, 1),
            Cost = ToolCost.Moderate,
            Provenance = "TRL get_cosine_scaled_reward",
        },
        Revision: 2,
        [s_maxLen, s_minWrong, s_maxWrong, s_minCorrect, s_maxCorrect],
        Make);

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        if (completion.TokenCount is not { } length)
            return new RewardOutcome.Unscorable($"{Card.Id} needs the completion's length in tokens; give the row's lengths");
        if (TrlMath.IsRight(query, completion.Text, out var why) is not { } isRight)
            return new RewardOutcome.Unscorable($"{Card.Id}: {why}: {Verdict.Quote(query.References[0])}");
        return new RewardOutcome.Scored(CosineLengthReward.At(length, isRight, _options))
        {
            Parts = new Dictionary<string, double> { ["correct"] = isRight ? 1 : 0, ["length"] = length },
            Reason = why,
        };
    }

    private static TrlCosineScaled Make(ToolCard card, ToolSettings settings)
    {
        var options = new CosineLengthOptions(settings.Get(s_maxLen))
        {
            MinWrong = settings.Get(s_minWrong),
            MaxWrong = settings.Get(s_maxWrong),
            MinCorrect = settings.Get(s_minCorrect),
            MaxCorrect = settings.Get(s_maxCorrect),
        };
        return new TrlCosineScaled(card, options);
    }

    private static ToolOption<double> Value(string name, double fallback, string description) =>
        ToolOption.Number(name, fallback, description, min: -1e6, max: 1e6);

    private static ValueRange RangeOf(CosineLengthOptions options)
    {
        Span<double> values = [options.MinWrong, options.MaxWrong, options.MinCorrect, options.MaxCorrect];
        values.Sort();
        return values[0] < values[^1] ? new ValueRange(values[0], values[^1]) : new ValueRange(values[0] - 1, values[0]);
    }
}
